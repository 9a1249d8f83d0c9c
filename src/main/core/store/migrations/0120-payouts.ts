import type { Migration } from './migration.ts'

// Payouts that are brought in from files, and sums beside the ledger. The import tables of before were never filled.

export const payouts: Migration = {
  number: 120,
  slug: 'payouts',
  library: `
    DROP TABLE wallet_import_row;
    DROP TABLE wallet_import;

    CREATE TABLE wallet_import (
      -- the id it was asked for with: the same request again is the same import
      id TEXT PRIMARY KEY,
      platform TEXT NOT NULL,
      file_name TEXT NOT NULL,
      sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
      at INTEGER NOT NULL,
      known INTEGER NOT NULL,
      left_out INTEGER NOT NULL,
      undone_at INTEGER
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE wallet_import_row (
      row INTEGER PRIMARY KEY,
      import_id TEXT NOT NULL REFERENCES wallet_import (id),
      line INTEGER NOT NULL,
      -- platform, reference and content: the same payout in a later file is the same row
      key TEXT NOT NULL,
      -- the account that the platform's earnings are booked from
      account TEXT NOT NULL,
      day TEXT NOT NULL,
      currency TEXT NOT NULL,
      amount INTEGER NOT NULL,
      description TEXT NOT NULL,
      reference TEXT,
      asset_id TEXT,
      right TEXT CHECK (right IN ('composition', 'master')),
      state TEXT NOT NULL CHECK (state IN ('matched', 'unmatched', 'disputed', 'undone')),
      entry_id TEXT REFERENCES ledger_entry (id),
      -- the entry was made for this row, and goes with it
      booked INTEGER NOT NULL CHECK (booked IN (0, 1)),
      note TEXT
    ) STRICT;
    CREATE UNIQUE INDEX wallet_import_row_key ON wallet_import_row (key) WHERE state <> 'undone';
    CREATE INDEX wallet_import_row_undone ON wallet_import_row (key) WHERE state = 'undone';
    CREATE INDEX wallet_import_row_state ON wallet_import_row (state, row);
    CREATE INDEX wallet_import_row_import ON wallet_import_row (import_id, row);
    CREATE INDEX wallet_import_row_reference ON wallet_import_row (account, reference)
      WHERE reference IS NOT NULL AND state <> 'undone';
    CREATE UNIQUE INDEX wallet_import_row_entry ON wallet_import_row (entry_id)
      WHERE entry_id IS NOT NULL AND state <> 'undone';

    -- What every account has in all, kept in step by the database itself, so that a balance costs the same however long the
    -- ledger is. The postings are the truth; the check of the ledger holds the two against each other.
    -- A sum can be more than 64 bits: thousand millions and the rest are added up apart.
    CREATE TABLE ledger_sum (
      account TEXT NOT NULL,
      currency TEXT NOT NULL,
      phase TEXT NOT NULL,
      high INTEGER NOT NULL,
      low INTEGER NOT NULL,
      PRIMARY KEY (account, currency, phase)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO ledger_sum
      SELECT account, currency, phase, SUM(amount / 1000000000), SUM(amount % 1000000000)
      FROM ledger_posting GROUP BY account, currency, phase;
    CREATE TRIGGER ledger_sum_keeps_step AFTER INSERT ON ledger_posting BEGIN
      INSERT INTO ledger_sum (account, currency, phase, high, low)
        VALUES (NEW.account, NEW.currency, NEW.phase, NEW.amount / 1000000000, NEW.amount % 1000000000)
        ON CONFLICT (account, currency, phase) DO UPDATE SET high = high + excluded.high, low = low + excluded.low;
    END;
  `,
}

import type { Migration } from './migration.ts'

// The ledger is append-only and hash-chained; its other tables are what a person agrees or brings in, and may change.
// Amounts are whole smallest units of their currency.

export const wallet: Migration = {
  number: 70,
  slug: 'wallet',
  library: `
    CREATE TABLE ledger_entry (
      sequence INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      -- made by the client before it asks: the same request has one effect
      request_id TEXT NOT NULL,
      part INTEGER NOT NULL,
      type TEXT NOT NULL CHECK (
        type IN ('earning', 'payout', 'adjustment', 'advance', 'exchange', 'reversal', 'settlement')),
      state TEXT NOT NULL CHECK (state IN ('pending', 'posted')),
      currency TEXT NOT NULL,
      effective_at INTEGER NOT NULL,
      recorded_at INTEGER NOT NULL UNIQUE,
      asset_id TEXT,
      settles TEXT UNIQUE REFERENCES ledger_entry (id),
      reverses TEXT UNIQUE REFERENCES ledger_entry (id),
      expires_at INTEGER,
      -- description and counterparty as they are searched: NFKC, case-folded
      text_key TEXT NOT NULL,
      -- canonical JSON of all of it: what is hashed. The columns above are taken from it
      body TEXT NOT NULL,
      previous_hash BLOB NOT NULL CHECK (length(previous_hash) = 32),
      hash BLOB NOT NULL CHECK (length(hash) = 32),
      UNIQUE (request_id, part)
    ) STRICT;
    CREATE INDEX ledger_newest ON ledger_entry (effective_at DESC, sequence DESC) WHERE settles IS NULL;
    CREATE INDEX ledger_effective ON ledger_entry (effective_at, sequence);
    CREATE INDEX ledger_currency ON ledger_entry (currency, effective_at DESC, sequence DESC) WHERE settles IS NULL;
    CREATE INDEX ledger_asset ON ledger_entry (asset_id, effective_at DESC, sequence DESC) WHERE asset_id IS NOT NULL;
    CREATE INDEX ledger_pending ON ledger_entry (effective_at DESC, sequence DESC) WHERE state = 'pending';
    CREATE INDEX ledger_expiring ON ledger_entry (expires_at) WHERE expires_at IS NOT NULL;

    CREATE TABLE ledger_posting (
      sequence INTEGER NOT NULL REFERENCES ledger_entry (sequence),
      line INTEGER NOT NULL,
      account TEXT NOT NULL,
      currency TEXT NOT NULL,
      phase TEXT NOT NULL CHECK (phase IN ('posted', 'pending', 'reserved')),
      effective_at INTEGER NOT NULL,
      amount INTEGER NOT NULL,
      PRIMARY KEY (sequence, line)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX ledger_balance ON ledger_posting (account, currency, phase, effective_at, amount);

    CREATE TRIGGER ledger_entry_no_update BEFORE UPDATE ON ledger_entry
      BEGIN SELECT RAISE (ABORT, 'the ledger is append-only'); END;
    CREATE TRIGGER ledger_entry_no_delete BEFORE DELETE ON ledger_entry
      BEGIN SELECT RAISE (ABORT, 'the ledger is append-only'); END;
    CREATE TRIGGER ledger_posting_no_update BEFORE UPDATE ON ledger_posting
      BEGIN SELECT RAISE (ABORT, 'the ledger is append-only'); END;
    CREATE TRIGGER ledger_posting_no_delete BEFORE DELETE ON ledger_posting
      BEGIN SELECT RAISE (ABORT, 'the ledger is append-only'); END;
    -- INSERT OR REPLACE takes a row out without asking the triggers above
    CREATE TRIGGER ledger_entry_no_replace BEFORE INSERT ON ledger_entry
      WHEN EXISTS (SELECT 1 FROM ledger_entry WHERE sequence = NEW.sequence OR id = NEW.id
        OR recorded_at = NEW.recorded_at OR settles = NEW.settles OR reverses = NEW.reverses
        OR (request_id = NEW.request_id AND part = NEW.part))
      BEGIN SELECT RAISE (ABORT, 'the ledger is append-only'); END;
    CREATE TRIGGER ledger_posting_no_replace BEFORE INSERT ON ledger_posting
      WHEN EXISTS (SELECT 1 FROM ledger_posting WHERE sequence = NEW.sequence AND line = NEW.line)
      BEGIN SELECT RAISE (ABORT, 'the ledger is append-only'); END;
    -- where the ledger ended when it was last written: a cut tail is noticed
    CREATE TABLE ledger_head (
      one INTEGER PRIMARY KEY CHECK (one = 1),
      sequence INTEGER NOT NULL,
      recorded_at INTEGER NOT NULL,
      hash BLOB NOT NULL
    ) STRICT;

    CREATE TABLE wallet_party (
      -- also the account's name and the tie-break of splits; never changes
      key TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE wallet_split (
      id TEXT PRIMARY KEY,
      -- null: every work that has no split of its own
      asset_id TEXT,
      right TEXT NOT NULL CHECK (right IN ('composition', 'master')),
      territory TEXT NOT NULL,
      from_day TEXT NOT NULL,
      to_day TEXT,
      -- [{"party":key,"share":"1/3"}], exactly one in all
      shares TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      -- a split that was changed is kept: what was paid by it can be explained
      ended_at INTEGER
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX wallet_split_asset ON wallet_split (asset_id, right) WHERE ended_at IS NULL;

    CREATE TABLE wallet_derivative (
      id TEXT PRIMARY KEY,
      derivative_id TEXT NOT NULL,
      original_id TEXT NOT NULL,
      right TEXT NOT NULL CHECK (right IN ('composition', 'master')),
      share TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      ended_at INTEGER
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX wallet_derivative_of ON wallet_derivative (derivative_id, right) WHERE ended_at IS NULL;

    CREATE TABLE wallet_mapping (
      name TEXT PRIMARY KEY,
      -- the columns it was made for: a file with the same ones is recognised
      columns TEXT NOT NULL,
      mapping TEXT NOT NULL,
      updated_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE wallet_import (
      id TEXT PRIMARY KEY,
      platform TEXT NOT NULL,
      file_name TEXT NOT NULL,
      sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
      at INTEGER NOT NULL,
      found INTEGER NOT NULL,
      known INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE wallet_import_row (
      row INTEGER PRIMARY KEY,
      import_id TEXT NOT NULL REFERENCES wallet_import (id),
      line INTEGER NOT NULL,
      -- platform, reference and content: the same payout in a later file is the same row
      key TEXT NOT NULL UNIQUE,
      day TEXT NOT NULL,
      currency TEXT NOT NULL,
      amount INTEGER NOT NULL,
      description TEXT NOT NULL,
      reference TEXT,
      state TEXT NOT NULL CHECK (state IN ('matched', 'unmatched', 'disputed')),
      entry_id TEXT REFERENCES ledger_entry (id),
      note TEXT
    ) STRICT;
    CREATE INDEX wallet_import_row_state ON wallet_import_row (state, row);
    CREATE UNIQUE INDEX wallet_import_row_entry ON wallet_import_row (entry_id) WHERE entry_id IS NOT NULL;
  `,
}

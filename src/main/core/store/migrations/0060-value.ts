import type { Migration } from './migration.ts'

// Estimates of value, kept with everything that led to them, and a creator's own reach.

export const value: Migration = {
  number: 60,
  slug: 'value',
  library: `
    CREATE TABLE calculation (
      id TEXT PRIMARY KEY,
      at INTEGER NOT NULL,
      expires_at INTEGER NOT NULL,
      -- the work that was valued; null for the portfolio. A calculation outlives its work
      asset_id TEXT,
      title TEXT,
      formula_version TEXT NOT NULL,
      -- see shared/domain/valuation.ts
      inputs TEXT NOT NULL,
      result TEXT NOT NULL,
      removed_at INTEGER
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX calculation_newest ON calculation (id DESC) WHERE removed_at IS NULL;
    CREATE INDEX calculation_asset ON calculation (asset_id, id DESC) WHERE removed_at IS NULL;

    CREATE TABLE creator_metrics (
      one INTEGER PRIMARY KEY CHECK (one = 1),
      data TEXT NOT NULL,
      updated_at INTEGER NOT NULL
    ) STRICT;
  `,
}

import type { Migration } from './migration.ts'

// Works that are found again in other works, and what a person says of it.

export const matches: Migration = {
  number: 90,
  slug: 'matches',
  library: `
    CREATE TABLE match (
      id TEXT PRIMARY KEY,
      -- the later of the two comes first, whichever was compared with which
      first_version TEXT NOT NULL REFERENCES version (id),
      second_version TEXT NOT NULL REFERENCES version (id),
      first_asset TEXT NOT NULL REFERENCES asset (id),
      second_asset TEXT NOT NULL REFERENCES asset (id),
      type TEXT NOT NULL CHECK (type IN ('near', 'partial')),
      similarity REAL NOT NULL CHECK (similarity BETWEEN 0 AND 1),
      method TEXT NOT NULL,
      evidence TEXT NOT NULL,
      found_at INTEGER NOT NULL,
      decision TEXT CHECK (decision IN ('same', 'derivative', 'unrelated')),
      decided_at INTEGER,
      CHECK (first_version > second_version),
      UNIQUE (first_version, second_version)
    ) STRICT;
    CREATE INDEX match_first ON match (first_asset, id DESC);
    CREATE INDEX match_second ON match (second_asset, id DESC);
    CREATE INDEX match_second_version ON match (second_version);
    CREATE INDEX match_open ON match (id DESC) WHERE decision IS NULL;
    CREATE INDEX match_decided ON match (id DESC) WHERE decision IS NOT NULL;
    -- which versions have been compared with the library, and by which generation of the comparison
    CREATE TABLE compared (
      version_id TEXT PRIMARY KEY REFERENCES version (id),
      generation INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
}

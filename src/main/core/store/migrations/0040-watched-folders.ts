import type { Migration } from './migration.ts'

// Folders that are watched, what they looked like when they were last read, and which file a location is on its volume.

export const watchedFolders: Migration = {
  number: 40,
  slug: 'watched-folders',
  library: `
    CREATE TABLE root (
      id TEXT PRIMARY KEY,
      path TEXT NOT NULL UNIQUE,
      state TEXT NOT NULL CHECK (state IN ('watching', 'paused')),
      -- network: changes elsewhere raise no events here, so it is scanned
      drive TEXT NOT NULL CHECK (drive IN ('local', 'network')),
      symlinks TEXT NOT NULL CHECK (symlinks IN ('skip', 'follow')),
      include TEXT NOT NULL,
      exclude TEXT NOT NULL,
      -- which folder of which volume this is, as JSON
      marker TEXT NOT NULL,
      presence TEXT NOT NULL CHECK (presence IN ('here', 'away', 'other')),
      added_at INTEGER NOT NULL,
      scanned_at INTEGER,
      -- counts of the last whole scan, as JSON
      scan TEXT
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE root_folder (
      id INTEGER PRIMARY KEY,
      root_id TEXT NOT NULL REFERENCES root (id),
      path TEXT NOT NULL UNIQUE,
      device TEXT NOT NULL,
      -- of names, sizes, times and inodes of its files when all of them were dealt with; null while some are not
      digest TEXT,
      files INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX root_folder_root ON root_folder (root_id, id);

    -- files that could not be taken in, so that an unchanged one is not tried again and again
    CREATE TABLE root_issue (
      id INTEGER PRIMARY KEY,
      root_id TEXT NOT NULL REFERENCES root (id),
      path TEXT NOT NULL UNIQUE,
      bytes INTEGER NOT NULL,
      mtime_us INTEGER NOT NULL,
      failure TEXT NOT NULL,
      at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX root_issue_root ON root_issue (root_id, id);

    -- places of works a person has removed: a scan must not bring them back
    CREATE TABLE left_out (
      path TEXT PRIMARY KEY,
      at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    ALTER TABLE location ADD COLUMN inode TEXT;
    ALTER TABLE location ADD COLUMN folder_id INTEGER;
    CREATE INDEX location_inode ON location (inode) WHERE inode IS NOT NULL;
    CREATE INDEX location_folder ON location (folder_id, status) WHERE folder_id IS NOT NULL;
  `,
}

import type { Migration } from './migration.ts'

// What people add to their works (favourites, stars, notes, tags, collections), what searches look through beside titles, and the steps
// that can be taken back.

export const organise: Migration = {
  number: 80,
  slug: 'organise',
  library: `
    ALTER TABLE asset ADD COLUMN favourite INTEGER NOT NULL DEFAULT 0 CHECK (favourite IN (0, 1));
    ALTER TABLE asset ADD COLUMN rating INTEGER NOT NULL DEFAULT 0 CHECK (rating BETWEEN 0 AND 5);
    ALTER TABLE asset ADD COLUMN note TEXT NOT NULL DEFAULT '';
    CREATE INDEX asset_favourite ON asset (row) WHERE favourite = 1;
    CREATE INDEX asset_rating ON asset (rating) WHERE rating > 0;
    CREATE INDEX asset_noted ON asset (row) WHERE note <> '';

    -- figures of a work's current version that filters ask for; made from its fingerprint, and made again whenever that changes
    CREATE TABLE search_fact (
      asset_row INTEGER PRIMARY KEY,
      bytes INTEGER NOT NULL,
      media_type TEXT NOT NULL,
      width INTEGER,
      height INTEGER,
      duration_seconds REAL,
      bpm REAL,
      words INTEGER,
      quality INTEGER,
      -- folded, as titles are
      musical_key TEXT,
      language TEXT,
      camera TEXT
    ) STRICT;
    CREATE INDEX search_fact_duration ON search_fact (duration_seconds) WHERE duration_seconds IS NOT NULL;
    CREATE INDEX search_fact_bpm ON search_fact (bpm) WHERE bpm IS NOT NULL;
    CREATE INDEX search_fact_words ON search_fact (words) WHERE words IS NOT NULL;

    -- titles have asset_fts; notes and what cameras and studios wrote into a file are found anywhere in a word too
    CREATE VIRTUAL TABLE about_fts USING fts5 (note, facts, content = '', contentless_delete = 1, tokenize = 'trigram');
    -- the text of texts, by the beginnings of its words: trigrams of whole books would outweigh the library
    CREATE VIRTUAL TABLE text_fts USING fts5 (body, content = '', contentless_delete = 1, tokenize = 'unicode61');
    -- works whose rows above are to be made (again)
    CREATE TABLE search_stale (asset_row INTEGER PRIMARY KEY) STRICT;
    INSERT INTO search_stale (asset_row) SELECT row FROM asset;

    CREATE TABLE tag (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      name_key TEXT NOT NULL UNIQUE,
      created_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE asset_tag (
      tag_id TEXT NOT NULL REFERENCES tag (id),
      asset_row INTEGER NOT NULL REFERENCES asset (row),
      PRIMARY KEY (tag_id, asset_row)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX asset_tag_asset ON asset_tag (asset_row);

    CREATE TABLE collection (
      id TEXT PRIMARY KEY,
      parent_id TEXT REFERENCES collection (id) DEFERRABLE INITIALLY DEFERRED,
      name TEXT NOT NULL,
      name_key TEXT NOT NULL,
      -- what a smart collection searches for; null for one that is filled by hand
      search TEXT,
      created_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX collection_parent ON collection (parent_id);
    CREATE TABLE collection_item (
      collection_id TEXT NOT NULL REFERENCES collection (id),
      asset_row INTEGER NOT NULL REFERENCES asset (row),
      PRIMARY KEY (collection_id, asset_row)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX collection_item_asset ON collection_item (asset_row);

    -- what was done, as changes that can be turned round; those undone wait to be done again
    CREATE TABLE undo_step (
      sequence INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      label TEXT NOT NULL,
      changes TEXT NOT NULL,
      undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1)),
      at INTEGER NOT NULL
    ) STRICT;
  `,
}

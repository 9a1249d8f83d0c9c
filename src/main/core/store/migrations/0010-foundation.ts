import type { Migration } from './migration.ts'

// Works, where they are, what they look like, the jobs about them, and the log that proves it.
// Ids are UUIDv7 text, times are integer milliseconds UTC, hashes are BLOBs, JSON is text.

export const foundation: Migration = {
  number: 10,
  slug: 'foundation',
  library: `
    CREATE TABLE asset (
      row INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      title TEXT NOT NULL,
      -- the title as it sorts and is searched: NFKC, case-folded
      title_key TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('image', 'audio', 'video', 'text')),
      status TEXT NOT NULL CHECK (status IN ('queued', 'processing', 'ready', 'failed')),
      current_version_id TEXT NOT NULL REFERENCES version (id) DEFERRABLE INITIALLY DEFERRED,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL,
      trashed_at INTEGER
    ) STRICT;
    CREATE INDEX asset_newest ON asset (created_at DESC, row DESC, kind, status) WHERE trashed_at IS NULL;
    CREATE INDEX asset_name ON asset (title_key, row, kind, status) WHERE trashed_at IS NULL;
    -- few works are not ready, and they are the ones people look for by status
    CREATE INDEX asset_unready_newest ON asset (created_at DESC, row DESC, kind, status)
      WHERE trashed_at IS NULL AND status <> 'ready';
    CREATE INDEX asset_unready_name ON asset (title_key, row, kind, status)
      WHERE trashed_at IS NULL AND status <> 'ready';
    CREATE INDEX asset_facets ON asset (kind, status) WHERE trashed_at IS NULL;
    CREATE INDEX asset_trash ON asset (trashed_at, row) WHERE trashed_at IS NOT NULL;
    CREATE INDEX asset_trash_newest ON asset (created_at DESC, row DESC, kind, status) WHERE trashed_at IS NOT NULL;
    CREATE INDEX asset_trash_name ON asset (title_key, row, kind, status) WHERE trashed_at IS NOT NULL;
    CREATE INDEX asset_trash_facets ON asset (kind, status) WHERE trashed_at IS NOT NULL;
    CREATE INDEX asset_version ON asset (current_version_id);
    CREATE VIRTUAL TABLE asset_fts USING fts5 (title, content = '', contentless_delete = 1, tokenize = 'trigram');

    CREATE TABLE version (
      id TEXT PRIMARY KEY,
      asset_id TEXT NOT NULL REFERENCES asset (id) DEFERRABLE INITIALLY DEFERRED,
      sha256 BLOB NOT NULL UNIQUE CHECK (length(sha256) = 32),
      bytes INTEGER NOT NULL,
      kind TEXT NOT NULL,
      media_type TEXT NOT NULL,
      notes TEXT NOT NULL DEFAULT '[]',
      created_at INTEGER NOT NULL,
      fingerprint_state TEXT NOT NULL CHECK (fingerprint_state IN ('pending', 'complete', 'failed')),
      failure TEXT
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX version_asset ON version (asset_id, created_at);

    CREATE TABLE location (
      id TEXT PRIMARY KEY,
      asset_id TEXT NOT NULL REFERENCES asset (id),
      version_id TEXT NOT NULL REFERENCES version (id),
      path TEXT NOT NULL UNIQUE,
      status TEXT NOT NULL CHECK (status IN ('present', 'missing', 'offline')),
      bytes INTEGER NOT NULL,
      -- modification time in microseconds: what stat gives without losing digits in a double
      mtime_us INTEGER NOT NULL,
      first_seen_at INTEGER NOT NULL,
      last_seen_at INTEGER NOT NULL,
      batch_id TEXT
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX location_asset ON location (asset_id);
    CREATE INDEX location_version ON location (version_id);

    CREATE TABLE fingerprint (
      version_id TEXT PRIMARY KEY REFERENCES version (id),
      -- raised when an algorithm changes, so that old rows can be found and computed again
      algorithm INTEGER NOT NULL,
      kind TEXT NOT NULL,
      width INTEGER,
      height INTEGER,
      phash BLOB,
      ahash BLOB,
      dhash BLOB,
      whash BLOB,
      pdq BLOB,
      pdq_quality INTEGER,
      quality_score REAL,
      created_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    -- the whole public shape, see shared/domain/fingerprint.ts; apart, so that lists read a twentieth of the pages
    CREATE TABLE fingerprint_data (
      version_id TEXT PRIMARY KEY REFERENCES fingerprint (version_id) ON DELETE CASCADE,
      data TEXT NOT NULL
    ) STRICT;

    CREATE TABLE job (
      id TEXT PRIMARY KEY,
      kind TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'paused', 'done', 'cancelled', 'parked')),
      priority INTEGER NOT NULL,
      label TEXT NOT NULL,
      asset_id TEXT,
      batch_id TEXT,
      payload TEXT NOT NULL,
      progress REAL,
      attempts INTEGER NOT NULL DEFAULT 0,
      -- times the program died while this ran; a job that kills it is found and parked
      crashes INTEGER NOT NULL DEFAULT 0,
      not_before INTEGER NOT NULL DEFAULT 0,
      lease_owner TEXT,
      lease_until INTEGER,
      failure TEXT,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX job_due ON job (kind, priority DESC, id) WHERE state = 'queued';
    CREATE INDEX job_leased ON job (lease_until) WHERE state = 'running';
    CREATE INDEX job_state ON job (state, id DESC);
    CREATE INDEX job_asset ON job (asset_id) WHERE asset_id IS NOT NULL AND state IN ('queued', 'running', 'paused');
    CREATE INDEX job_batch ON job (batch_id, state) WHERE batch_id IS NOT NULL;

    CREATE TABLE intake_batch (
      id TEXT PRIMARY KEY,
      source TEXT NOT NULL,
      label TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('running', 'paused', 'done', 'cancelled', 'failed')),
      paths TEXT NOT NULL,
      started_at INTEGER NOT NULL,
      finished_at INTEGER,
      found INTEGER NOT NULL DEFAULT 0,
      counted INTEGER NOT NULL DEFAULT 0,
      ready INTEGER NOT NULL DEFAULT 0,
      failed INTEGER NOT NULL DEFAULT 0,
      skipped INTEGER NOT NULL DEFAULT 0,
      unchanged INTEGER NOT NULL DEFAULT 0,
      bytes INTEGER NOT NULL DEFAULT 0,
      failure TEXT
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE intake_issue (
      id INTEGER PRIMARY KEY,
      batch_id TEXT NOT NULL REFERENCES intake_batch (id),
      path TEXT NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('skipped', 'failed')),
      failure TEXT NOT NULL,
      at INTEGER NOT NULL,
      UNIQUE (batch_id, path)
    ) STRICT;

    CREATE INDEX intake_issue_order ON intake_issue (batch_id, id);

    CREATE TABLE custody_event (
      sequence INTEGER PRIMARY KEY,
      at INTEGER NOT NULL,
      type TEXT NOT NULL,
      asset_id TEXT,
      version_id TEXT,
      -- canonical JSON: sorted keys, no white space
      facts TEXT NOT NULL,
      previous_hash BLOB NOT NULL CHECK (length(previous_hash) = 32),
      hash BLOB NOT NULL CHECK (length(hash) = 32)
    ) STRICT;
    CREATE INDEX custody_asset ON custody_event (asset_id, sequence);
    CREATE TRIGGER custody_no_update BEFORE UPDATE ON custody_event
      BEGIN SELECT RAISE (ABORT, 'the custody log is append-only'); END;
    CREATE TRIGGER custody_no_delete BEFORE DELETE ON custody_event
      BEGIN SELECT RAISE (ABORT, 'the custody log is append-only'); END;
    -- INSERT OR REPLACE takes a row out without asking the trigger above
    CREATE TRIGGER custody_no_replace BEFORE INSERT ON custody_event
      WHEN EXISTS (SELECT 1 FROM custody_event WHERE sequence = NEW.sequence)
      BEGIN SELECT RAISE (ABORT, 'the custody log is append-only'); END;
    -- where the log ended when it was last written: a cut tail is noticed
    CREATE TABLE custody_head (
      one INTEGER PRIMARY KEY CHECK (one = 1),
      sequence INTEGER NOT NULL,
      hash BLOB NOT NULL
    ) STRICT;

    CREATE TABLE outbox (
      id TEXT PRIMARY KEY,
      topic TEXT NOT NULL,
      payload TEXT NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE setting (
      key TEXT PRIMARY KEY,
      value TEXT NOT NULL,
      updated_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE secret (
      name TEXT PRIMARY KEY,
      nonce BLOB NOT NULL CHECK (length(nonce) = 12),
      sealed BLOB NOT NULL,
      updated_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
  cache: `
    CREATE TABLE cache.thumbnail (
      version_id TEXT PRIMARY KEY,
      media_type TEXT NOT NULL,
      width INTEGER NOT NULL,
      height INTEGER NOT NULL,
      bytes BLOB NOT NULL
    ) STRICT;
  `,
}

import type { Migration } from './migration.ts'

// What a version's copies are found by, beyond its fingerprint: made behind everything else, and rebuildable.

export const features: Migration = {
  number: 20,
  slug: 'features',
  library: `
    -- the jobs that are listed one by one: see listJobs
    CREATE INDEX job_shown ON job (state, id DESC) WHERE kind NOT IN ('features', 'match');
  `,
  cache: `
    CREATE TABLE cache.feature (
      version_id TEXT NOT NULL,
      method TEXT NOT NULL,
      -- raised when the method's answers change, so that old rows are found and computed again
      method_version INTEGER NOT NULL,
      -- empty where the method finds nothing to go by
      bytes BLOB NOT NULL,
      PRIMARY KEY (version_id, method)
    ) STRICT;
  `,
}

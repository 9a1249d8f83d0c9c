import type { Migration } from './migration.ts'

// Vectors that say what a work is like, with the model that made each. What the program can make again lies in the cache; what was paid for
// lies in the library.

const table = (name: string) => `
    CREATE TABLE ${name} (
      model TEXT NOT NULL,
      model_version TEXT NOT NULL,
      version_id TEXT NOT NULL,
      dimensions INTEGER NOT NULL,
      -- little-endian single precision, of length 1
      vector BLOB NOT NULL CHECK (length(vector) = 4 * dimensions),
      PRIMARY KEY (model, model_version, version_id)
    ) STRICT, WITHOUT ROWID;`

export const embeddings: Migration = {
  number: 30,
  slug: 'embeddings',
  library: `${table('embedding')}
    CREATE INDEX embedding_of ON embedding (version_id);`,
  cache: `${table('cache.embedding')}
    CREATE INDEX cache.embedding_of ON embedding (version_id);
    -- a film's pictures at even times, side by side
    CREATE TABLE cache.frame_strip (
      version_id TEXT PRIMARY KEY,
      media_type TEXT NOT NULL,
      -- seconds of each picture, a JSON list
      times TEXT NOT NULL,
      -- of the whole strip, in pixels
      width INTEGER NOT NULL,
      height INTEGER NOT NULL,
      bytes BLOB NOT NULL
    ) STRICT;`,
}

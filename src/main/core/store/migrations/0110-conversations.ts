import type { Migration } from './migration.ts'

// Conversations with the assistant, and the index by which works without a file are counted at once. What was replaced or removed stays until it is swept, so that it can come back.

export const conversations: Migration = {
  number: 110,
  slug: 'conversations',
  library: `
    CREATE TABLE conversation (
      id TEXT PRIMARY KEY,
      title TEXT NOT NULL,
      title_key TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL,
      removed_at INTEGER
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX conversation_newest ON conversation (updated_at DESC, id DESC) WHERE removed_at IS NULL;
    CREATE INDEX conversation_removed ON conversation (removed_at) WHERE removed_at IS NOT NULL;

    CREATE TABLE conversation_message (
      row INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      conversation_id TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
      role TEXT NOT NULL CHECK (role IN ('person', 'assistant')),
      at INTEGER NOT NULL,
      -- see shared/contract/assistant.ts
      body TEXT NOT NULL,
      replaced_at INTEGER
    ) STRICT;
    CREATE INDEX conversation_message_order ON conversation_message (conversation_id, row);
    CREATE INDEX location_missing ON location (asset_id) WHERE status = 'missing';
    CREATE VIRTUAL TABLE conversation_fts USING fts5 (body, content = '', contentless_delete = 1, tokenize = 'unicode61');
  `,
}

import type { Migration } from './migration.ts'

// Every question to a model: what for, whom, how long, how much, and how it ended. Not what was said.

export const aiCalls: Migration = {
  number: 100,
  slug: 'ai-calls',
  library: `
    CREATE TABLE ai_call (
      id TEXT PRIMARY KEY,
      at INTEGER NOT NULL,
      operation TEXT NOT NULL,
      provider TEXT NOT NULL,
      model TEXT NOT NULL,
      -- 'ok', or the code of what went wrong
      status TEXT NOT NULL,
      latency_ms INTEGER NOT NULL,
      first_ms INTEGER,
      input_tokens INTEGER NOT NULL,
      output_tokens INTEGER NOT NULL,
      -- millionths of a US dollar; null where no price is known
      cost_micro INTEGER,
      -- tokens or price were not told, and are guessed
      estimated INTEGER NOT NULL CHECK (estimated IN (0, 1)),
      cached INTEGER NOT NULL CHECK (cached IN (0, 1))
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX ai_call_at ON ai_call (at, provider, model, cost_micro);
  `,
  cache: `
    CREATE TABLE cache.ai_answer (
      key BLOB PRIMARY KEY CHECK (length(key) = 32),
      at INTEGER NOT NULL,
      answer TEXT NOT NULL
    ) STRICT;
    CREATE INDEX cache.ai_answer_at ON ai_answer (at);
  `,
}

import type { ReadStore, WriteStore } from './handles.ts'

export type AiCallRow = {
  id: string
  at: number
  operation: string
  provider: string
  model: string
  status: string
  latency_ms: number
  first_ms: number | null
  input_tokens: number
  output_tokens: number
  cost_micro: number | null
  estimated: 0 | 1
  cached: 0 | 1
}

export function insertAiCall(write: WriteStore, row: AiCallRow): void {
  write
    .command(
      `INSERT INTO ai_call (id, at, operation, provider, model, status, latency_ms, first_ms, input_tokens, output_tokens, cost_micro,
         estimated, cached) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      row.id,
      row.at,
      row.operation,
      row.provider,
      row.model,
      row.status,
      row.latency_ms,
      row.first_ms,
      row.input_tokens,
      row.output_tokens,
      row.cost_micro,
      row.estimated,
      row.cached,
    )
}

/** Millionths of a US dollar since a moment. */
export function spentSince(read: ReadStore, since: number): number {
  const row = read
    .query<{ spent: number | null }>('SELECT sum(cost_micro) AS spent FROM ai_call WHERE at >= ?')
    .get(since)
  return row?.spent ?? 0
}

export type AiUsageRow = {
  month: string
  provider: string
  model: string
  calls: number
  failed: number
  cached: number
  input_tokens: number
  output_tokens: number
  cost_micro: number
  /** Calls whose price is not known. */
  unpriced: number
  estimated: number
}

/** By month (UTC, `YYYY-MM`), provider and model, newest and dearest first, from a moment on. */
export function aiUsage(read: ReadStore, since: number): AiUsageRow[] {
  return read
    .query<AiUsageRow>(
      `SELECT strftime('%Y-%m', at / 1000, 'unixepoch') AS month, provider, model, count(*) AS calls, sum(status <> 'ok') AS failed,
         sum(cached) AS cached, sum(input_tokens) AS input_tokens, sum(output_tokens) AS output_tokens,
         coalesce(sum(cost_micro), 0) AS cost_micro, sum(cost_micro IS NULL) AS unpriced, sum(estimated) AS estimated
       FROM ai_call WHERE at >= ? GROUP BY month, provider, model ORDER BY month DESC, cost_micro DESC, calls DESC, provider, model`,
    )
    .all(since)
}

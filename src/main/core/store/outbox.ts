import type { WriteStore } from './handles.ts'

// What other machines must hear of, written in the transaction of the fact itself. The id is the idempotency key.

export type OutboxEntry = {
  id: string
  topic: string
  payload: Readonly<Record<string, string | number | boolean | null>>
  at: number
}

export function insertOutbox(write: WriteStore, entry: OutboxEntry): void {
  write
    .command('INSERT INTO outbox (id, topic, payload, created_at) VALUES (?, ?, ?, ?)')
    .run(entry.id, entry.topic, JSON.stringify(entry.payload), entry.at)
}

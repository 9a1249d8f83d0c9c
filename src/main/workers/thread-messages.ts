import type { Transferable } from 'node:worker_threads'
import { FailureRecord } from '../../shared/contract/errors.ts'

// What crosses between a host and one of its threads. The same messages serve both directions: a host calls its
// thread, and the core thread calls its host for dialogs and log lines.

/** Name → what goes in and what comes out. Both ends are compiled from the same table. */
export type Methods = Record<string, { input: unknown; output: unknown }>
export type NoMethods = Record<never, never>

export type Handlers<M extends Methods> = {
  [K in keyof M]: (input: M[K]['input'], signal: AbortSignal) => Promise<M[K]['output']>
}

export type ThreadMessage =
  | { type: 'ready' }
  /** The thread could not start, for a reason worth telling. */
  | { type: 'failed'; failure: FailureRecord }
  | { type: 'call'; id: number; method: string; input: unknown }
  | { type: 'cancel'; id: number }
  | { type: 'answer'; id: number; ok: true; value: unknown }
  | { type: 'answer'; id: number; ok: false; failure: FailureRecord }
  /** One way, no answer. */
  | { type: 'note'; name: string; value: unknown }

export type PostMessage = (message: ThreadMessage, transfer: readonly Transferable[]) => void

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** The message, or null when it is none of ours. Hand-written because every small file's answer passes here. */
export function readThreadMessage(data: unknown): ThreadMessage | null {
  if (!isObject(data)) return null
  const { type, id, failure, method, name, input, value, ok } = data
  if (type === 'ready') return { type }
  if (type === 'failed') {
    const parsed = FailureRecord.safeParse(failure)
    return parsed.success ? { type, failure: parsed.data } : null
  }
  if (type === 'note') return typeof name === 'string' ? { type, name, value } : null
  if (typeof id !== 'number') return null
  if (type === 'cancel') return { type, id }
  if (type === 'call') return typeof method === 'string' ? { type, id, method, input } : null
  if (type !== 'answer') return null
  if (ok === true) return { type, id, ok, value }
  const parsed = FailureRecord.safeParse(failure)
  return parsed.success ? { type, id, ok: false, failure: parsed.data } : null
}

import type { MatchEvidence } from '../../../shared/contract/matches.ts'
import type { MediaKind } from '../../../shared/domain/media-kind.ts'

// What is known of a work for finding it again, and what may be asked of the index over all of them. Plain values: they cross threads.

export type WorkPrint = {
  /** The version's id, or anything else for a file that is not in the library. */
  id: string
  kind: MediaKind
  /** What the second stage made, by method; methods without an answer are left out. */
  features: ReadonlyMap<string, Uint8Array>
  /** Of a text; null otherwise. */
  minhash: readonly number[] | null
  /** A picture's thumbnail, as its file, for those that are compared; null where there is none. */
  thumbnail?: Uint8Array | null
}

export type Comparison = {
  id: string
  type: 'near' | 'partial'
  /** 0–1. */
  similarity: number
  method: string
  /** The first is the work that was asked about. */
  evidence: MatchEvidence
}

export type IndexTasks = {
  /** Replaces what is there under the same id. */
  add: { input: { prints: readonly WorkPrint[] }; output: null }
  /** Works that are worth comparing with one, the most promising first; never itself. */
  candidates: { input: { print: WorkPrint; limit: number }; output: string[] }
}
export type IndexTask = keyof IndexTasks

/** The index over the library, in a thread of its own. It begins empty, and is empty again after its thread has died: WORKER_DIED. */
export interface MatchIndex {
  run<T extends IndexTask>(task: T, input: IndexTasks[T]['input']): Promise<IndexTasks[T]['output']>
  close(): Promise<void>
}

/** Every task has exactly one handler; a missing or extra one does not compile. */
export type IndexHandlers = {
  [T in IndexTask]: (input: IndexTasks[T]['input']) => Promise<IndexTasks[T]['output']>
}

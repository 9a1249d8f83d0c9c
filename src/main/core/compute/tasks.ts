import type { FailureRecord } from '../../../shared/contract/errors.ts'
import type { ValueRange } from '../../../shared/domain/valuation.ts'
import type { SimulateRequest } from './simulate.ts'
import type { PayoutPaperRequest } from './payout-paper.ts'
import type { StatementPaperRequest } from './statement-paper.ts'
import type { Fingerprint } from '../../../shared/domain/fingerprint.ts'
import type { EmbeddingModel } from '../../../shared/domain/embedding.ts'
import type { MediaKind } from '../../../shared/domain/media-kind.ts'
import type { PassageWords, TokenSpan } from '../fingerprint/text/passage-words.ts'
import type { Comparison, WorkPrint } from '../match/tasks.ts'

// What the compute pool can do. Plain values in, plain values out: everything here survives structured cloning.

export type InspectRequest = {
  /** Absolute paths whose extension has been accepted. One message carries many small files. */
  paths: readonly string[]
  maxFileBytes: number
}

/** What a look inside a file found. `mtimeUs` and `bytes` are those of the very bytes that were hashed. */
export type Inspected =
  | {
      ok: true
      path: string
      bytes: number
      mtimeUs: number
      /** Which file of its volume it is. */
      inode: string
      sha256: Uint8Array
      kind: MediaKind
      mediaType: string
      /** Sentences for people, such as "named .png, but the content is JPEG". */
      notes: string[]
    }
  | { ok: false; path: string; failure: FailureRecord }

export type FingerprintRequest = {
  path: string
  kind: MediaKind
  mediaType: string
  /** What intake saw; a file that is no longer so fails with CHANGED_WHILE_READING. */
  bytes: number
  mtimeUs: number
  sha256: Uint8Array
  /** The ffmpeg a person has set; null when none is: the compute thread looks for one itself. */
  ffmpegPath: string | null
  /** A picture's ISCC at once; without it, the second stage makes it, since the code of all its bytes costs as much as half its decoding. */
  withIscc?: boolean
}

export type Thumbnail = {
  mediaType: 'image/webp' | 'image/jpeg' | 'image/png'
  width: number
  height: number
  bytes: Uint8Array
}

/** Pictures of a film at even times, side by side, each as wide as the strip's width over their count. */
export type FrameStrip = Thumbnail & { timesSeconds: readonly number[] }

/** What a work is like: a vector of length 1. */
export type Embedding = { model: EmbeddingModel; vector: Float32Array }

export type FingerprintResult = {
  fingerprint: Fingerprint
  thumbnail: Thumbnail | null
  /** The beginning of a text, for searching in it. */
  body?: string
  /** Of sound, film and text, where it comes with the fingerprint; a picture's is made in the second stage. */
  embedding?: Embedding | null
  frameStrip?: FrameStrip | null
}

/** A way of finding copies; its version is raised when its answers change. */
export type FeatureMethod = { method: string; version: number }

/** What one method found in a work. Empty bytes: nothing to go by. */
export type Feature = FeatureMethod & { bytes: Uint8Array }

/** `methods` names those whose answers are wanted; a handler may answer more of its own. */
export type FeaturesRequest = FingerprintRequest & { methods: readonly string[] }

export type FeaturesResult = {
  features: Feature[]
  /** The work's ISCC, for a kind whose fingerprint comes without one. */
  iscc?: string
  embedding?: Embedding
}

/** Folders to read, none of their sub-folders. Whether anything is taken in is the patterns' business, by paths relative to the root. */
export type SurveyRequest = {
  rootPath: string
  folders: readonly { path: string; digest: string | null }[]
  include: readonly string[]
  exclude: readonly string[]
  followLinks: boolean
  /** Folders of the program itself. */
  never: readonly string[]
}

/** A file a survey met whose kind is taken in. `restedMs`: how long ago its content or its place last changed, by the clock of this machine. */
export type SurveyedFile = { name: string; bytes: number; mtimeUs: number; inode: string; restedMs: number }

export type SurveyedFolder =
  | {
      ok: true
      path: string
      device: string
      /** Of everything in `files`, whatever their order. */
      digest: string
      /** The digest is the one that was asked about; `files` is empty then. */
      unchanged: boolean
      /** Something in it is too young for its time to tell of the next change. */
      young: boolean
      /** Names of folders inside that belong to the root. */
      folders: string[]
      /** Links to folders outside of the root that are to be followed, with where they lead. */
      linked: { name: string; target: string }[]
      files: SurveyedFile[]
      counts: { files: number; otherKinds: number; leftOut: number; links: number }
      /** Names that cannot be read as text, or not at all. */
      problems: FailureRecord[]
    }
  | { ok: false; path: string; gone: boolean; failure: FailureRecord }

/** A look at files that may still be written. */
export type ObserveRequest = { paths: readonly string[] }
export type Observed =
  | {
      ok: true
      path: string
      bytes: number
      mtimeUs: number
      restedMs: number
      ending: 'whole' | 'cut' | 'unknown'
      beingWritten: boolean | null
    }
  | { ok: false; path: string }
/** Of a text: tokens by number, as its marks count them. */
export type PassagesRequest = FingerprintRequest & { spans: readonly TokenSpan[] }

/** A work and those that the index proposes for it. */
export type CompareRequest = { first: WorkPrint; others: readonly WorkPrint[] }

export type ComputeTasks = {
  survey: { input: SurveyRequest; output: SurveyedFolder[] }
  observe: { input: ObserveRequest; output: Observed[] }
  simulate: { input: SimulateRequest; output: ValueRange }
  /** A payout request and a statement as PDF. */
  payoutPaper: { input: PayoutPaperRequest; output: Uint8Array }
  statementPaper: { input: StatementPaperRequest; output: Uint8Array }
  inspect: { input: InspectRequest; output: Inspected[] }
  fingerprint: { input: FingerprintRequest; output: FingerprintResult }
  features: { input: FeaturesRequest; output: FeaturesResult }
  /** The words of each passage, in the order they were asked for. */
  passages: { input: PassagesRequest; output: PassageWords[] }
  /** Of those that have something in common with the first, the most similar first. */
  compare: { input: CompareRequest; output: Comparison[] }
}
export type ComputeTask = keyof ComputeTasks

export type RunOptions = {
  signal?: AbortSignal
  /** After this long the thread is ended and replaced, and the call fails with DECODER_TIMEOUT. */
  timeoutMs?: number
  /** Goes before calls that are not: someone has just saved this very file. */
  urgent?: boolean
}

/** The pool as the core sees it. Calls beyond `size` wait their turn, first come first served. A dead thread settles its call with WORKER_DIED. */
export interface ComputePool {
  readonly size: number
  run<T extends ComputeTask>(
    task: T,
    input: ComputeTasks[T]['input'],
    options?: RunOptions,
  ): Promise<ComputeTasks[T]['output']>
  close(): Promise<void>
}

/** Every task has exactly one handler; a missing or extra one does not compile. */
export type ComputeHandlers = {
  [T in ComputeTask]: (input: ComputeTasks[T]['input'], signal: AbortSignal) => Promise<ComputeTasks[T]['output']>
}

import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { Failure, type FailureRecord, toFailureRecord } from '../../../shared/contract/errors.ts'

// A library that the disk refuses to write to is read-only until the disk takes something again. Whoever wants to write meanwhile is told
// why at once; a probe that really writes finds out when it is over. A damaged library stays closed: writing would only make it worse.

/** More than a commit of many rows needs, so that the gate does not flap while the last bytes of a disk come and go. */
const roomBytes = 1_048_576
const firstProbeMs = 500
const slowestProbeMs = 1_500

export interface WriteGate {
  /** Why nothing can be written just now; null while it can. */
  readonly closed: FailureRecord | null
  /** Whether a failure is the disk's refusal, not the work's: what failed with it may be done again as it is. */
  refused(thrown: unknown): boolean
  /** Resolves when writing is possible, or the store is closed. */
  whenOpen(): Promise<void>
  /** Called after each change; returns the function that ends it. */
  onChange(listener: () => void): () => void
  /** Stays closed for this run of the program. */
  closeForGood(failure: Failure): void
}

export type GateKeeper = WriteGate & {
  /** Throws when closed. */
  pass(): void
  /** Looks at what a transaction failed with, and closes when it was the disk. */
  failed(thrown: unknown): void
  end(): void
}

/** Writes and forces to the disk, beside the library, about what a group of commits takes; and takes it away again. */
function writeRoom(profileDir: string): void {
  const path = join(profileDir, 'room.probe')
  try {
    const file = openSync(path, 'w', 0o600)
    try {
      writeSync(file, Buffer.alloc(roomBytes, 1))
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
  } finally {
    rmSync(path, { force: true })
  }
}

/** `tryCommit` commits something that changes nothing; both it and the room for more must be had. */
export function createWriteGate(profileDir: string, tryCommit: () => void): GateKeeper {
  const listeners = new Set<() => void>()
  const refusals = new WeakSet<object>()
  let closed: FailureRecord | null = null
  let forGood = false
  let ended = false
  let timer: NodeJS.Timeout | undefined
  let waiting: (() => void)[] = []

  const tell = () => {
    for (const listener of listeners) listener()
  }
  const letIn = () => {
    const all = waiting
    waiting = []
    for (const resolve of all) resolve()
  }
  const open = () => {
    closed = null
    letIn()
    tell()
  }
  const probeIn = (delayMs: number) => {
    timer = setTimeout(() => {
      try {
        writeRoom(profileDir)
        tryCommit()
      } catch {
        // Still refused: the reason a person sees is that of the write that mattered.
        probeIn(Math.min(slowestProbeMs, delayMs * 1.5))
        return
      }
      open()
    }, delayMs)
  }

  return {
    get closed() {
      return closed
    },
    refused: (thrown) => typeof thrown === 'object' && thrown !== null && refusals.has(thrown),
    whenOpen: () => (closed === null || ended ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    closeForGood(failure) {
      clearTimeout(timer)
      forGood = true
      closed = toFailureRecord(failure)
      tell()
    },
    pass() {
      if (closed === null) return
      const failure = new Failure(closed.code, closed.message, { retryable: !forGood })
      refusals.add(failure)
      throw failure
    },
    failed(thrown) {
      if (!(thrown instanceof Failure) || ended) return
      if (thrown.code === 'STORE_CORRUPT') {
        this.closeForGood(thrown)
        return
      }
      if (!['DISK_FULL', 'READ_ONLY', 'UNAVAILABLE'].includes(thrown.code)) return
      refusals.add(thrown)
      if (closed !== null) return
      closed = toFailureRecord(thrown)
      probeIn(firstProbeMs)
      tell()
    },
    end() {
      ended = true
      clearTimeout(timer)
      letIn()
    },
  }
}

import { TransactionLost, type WriteStore } from './handles.ts'
import type { Store } from './open-store.ts'
import { isDamage } from './sqlite-failure.ts'

// A durable commit waits for the disk. Many small facts that may wait a moment share one, so that FULL costs little.

export type GroupCommitOptions = {
  /** Shortest time between two commits, and so the longest a piece waits for company, in milliseconds. After a rest it does not wait. */
  maxWaitMs?: number
  /** Pieces that commit at once, without waiting. */
  maxRows?: number
}

export interface GroupCommit {
  /** Queues `work`; resolves with its answer once that is durable. A throw undoes and rejects this piece alone. */
  submit<T>(work: (write: WriteStore) => T): Promise<T>
  /** Commits what is queued now. Does not throw: each piece's promise tells its own end. */
  flush(): void
  /** Commits what is queued and refuses more. */
  close(): void
}

type Piece = { run: (write: WriteStore) => () => void; reject: (reason: unknown) => void }

export function createGroupCommit(store: Store, options: GroupCommitOptions = {}): GroupCommit {
  const { maxWaitMs = 50, maxRows = 64 } = options
  let queue: Piece[] = []
  let timer: NodeJS.Timeout | null = null
  let closed = false
  let lastCommitAt = Number.NEGATIVE_INFINITY

  const flush = (): void => {
    if (timer !== null) clearTimeout(timer)
    timer = null
    const pieces = queue
    queue = []
    if (pieces.length === 0) return
    const settle: (() => void)[] = []
    try {
      store.transaction('group commit', (write) => {
        for (const { run, reject } of pieces) {
          try {
            settle.push(run(write))
          } catch (thrown) {
            // After damage SQLite refuses the rest of the transaction as well.
            if (thrown instanceof TransactionLost || isDamage(thrown)) throw thrown
            settle.push(() => reject(thrown))
          }
        }
      })
    } catch (thrown) {
      for (const { reject } of pieces) reject(thrown)
      return
    }
    lastCommitAt = performance.now()
    for (const tell of settle) tell()
  }

  return {
    submit: <T>(work: (write: WriteStore) => T) => {
      if (closed) return Promise.reject(new TypeError('the group commit is closed'))
      return new Promise<T>((resolve, reject) => {
        const run = (write: WriteStore): (() => void) => {
          const value = write.savepoint(work)
          return () => resolve(value)
        }
        queue.push({ run, reject })
        if (queue.length >= maxRows) flush()
        else timer ??= setTimeout(flush, Math.max(0, lastCommitAt + maxWaitMs - performance.now()))
      })
    },
    flush,
    close: () => {
      closed = true
      flush()
    },
  }
}

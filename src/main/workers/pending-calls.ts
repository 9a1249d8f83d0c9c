import type { Failure } from '../../shared/contract/errors.ts'

// Calls that wait for their answer. Each settles exactly once; what comes later for the same id is dropped.

type Waiting = { resolve(value: unknown): void; reject(failure: Failure): void }

export type PendingCalls = {
  readonly size: number
  /** A fresh id and the promise of its answer. */
  open(): { id: number; answer: Promise<unknown> }
  /** False when nobody waits for this id any more. */
  resolve(id: number, value: unknown): boolean
  reject(id: number, failure: Failure): boolean
  rejectAll(failure: Failure): void
}

export function createPendingCalls(): PendingCalls {
  const waiting = new Map<number, Waiting>()
  let lastId = 0

  const take = (id: number): Waiting | undefined => {
    const call = waiting.get(id)
    waiting.delete(id)
    return call
  }

  return {
    get size() {
      return waiting.size
    },
    open() {
      lastId += 1
      const id = lastId
      const answer = new Promise<unknown>((resolve, reject) => waiting.set(id, { resolve, reject }))
      return { id, answer }
    },
    resolve(id, value) {
      const call = take(id)
      call?.resolve(value)
      return call !== undefined
    },
    reject(id, failure) {
      const call = take(id)
      call?.reject(failure)
      return call !== undefined
    },
    rejectAll(failure) {
      const calls = [...waiting.values()]
      waiting.clear()
      for (const call of calls) call.reject(failure)
    },
  }
}

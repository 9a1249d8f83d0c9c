import type { ComputePool } from '../compute/tasks.ts'
import { settle, type Waiting } from './settle.ts'

// Holds files that have just changed until they are at rest. Looks at all that are due in one go, on the scouts' thread.

/** Files that are held at one time; what is beyond is met again when its folder is read once more. */
const mostFiles = 20_000
const atOnce = 256
const observeTimeoutMs = 30_000

export type SettlerOptions = {
  compute: ComputePool
  now: () => number
  /** The file is at rest. */
  ready(path: string, urgent: boolean): void
  /** It has gone, or cannot be looked at. */
  dropped(path: string): void
}

type Held = { waiting: Waiting | undefined; dueAt: number; urgent: boolean }

export class Settler {
  readonly #options: SettlerOptions
  readonly #held = new Map<string, Held>()
  #timer: NodeJS.Timeout | undefined
  #timerAt = Number.POSITIVE_INFINITY
  #looking = false
  #closed = false

  constructor(options: SettlerOptions) {
    this.#options = options
  }

  get size(): number {
    return this.#held.size
  }

  has(path: string): boolean {
    return this.#held.has(path)
  }

  /** Returns false when there is no room. */
  add(path: string, urgent: boolean): boolean {
    const held = this.#held.get(path)
    if (held !== undefined) {
      held.urgent ||= urgent
      return true
    }
    if (this.#closed || this.#held.size >= mostFiles) return false
    this.#held.set(path, { waiting: undefined, dueAt: this.#options.now(), urgent })
    this.#arm()
    return true
  }

  /** Lets go of every file inside a folder. */
  forget(inside: (path: string) => boolean): void {
    for (const path of [...this.#held.keys()].filter(inside)) {
      this.#held.delete(path)
      this.#options.dropped(path)
    }
  }

  close(): void {
    this.#closed = true
    clearTimeout(this.#timer)
    this.#held.clear()
  }

  #arm(): void {
    if (this.#looking || this.#closed || this.#held.size === 0) return
    let dueAt = Number.POSITIVE_INFINITY
    for (const held of this.#held.values()) dueAt = Math.min(dueAt, held.dueAt)
    if (this.#timer !== undefined && this.#timerAt <= dueAt) return
    clearTimeout(this.#timer)
    this.#timerAt = dueAt
    this.#timer = setTimeout(() => void this.#look(), Math.max(10, dueAt - this.#options.now()))
  }

  async #look(): Promise<void> {
    this.#timer = undefined
    this.#looking = true
    const now = this.#options.now()
    const due = [...this.#held]
      .filter(([, held]) => held.dueAt <= now)
      .sort(([, a], [, b]) => Number(b.urgent) - Number(a.urgent))
      .slice(0, atOnce)
      .map(([path]) => path)
    try {
      const observed = await this.#options.compute.run(
        'observe',
        { paths: due },
        { timeoutMs: observeTimeoutMs, urgent: true },
      )
      const at = this.#options.now()
      for (const sight of observed) {
        const held = this.#held.get(sight.path)
        if (held === undefined) continue
        if (!sight.ok) {
          this.#held.delete(sight.path)
          this.#options.dropped(sight.path)
          continue
        }
        const settled = settle(held.waiting, { ...sight, at })
        if (settled.type === 'wait') {
          held.waiting = settled.waiting
          held.dueAt = at + settled.forMs
        } else {
          this.#held.delete(sight.path)
          this.#options.ready(sight.path, held.urgent)
        }
      }
    } catch {
      // The drive hangs, or the program is closing: they are looked at again, or not any more.
      for (const path of due) {
        const held = this.#held.get(path)
        if (held !== undefined) held.dueAt = this.#options.now() + 1_000
      }
    } finally {
      this.#looking = false
      this.#arm()
    }
  }
}

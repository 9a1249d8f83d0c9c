import type { FileSource } from '../intake/intake.ts'

// Files on their way from the watcher to the job that takes them in. A feed ends by itself when nothing has come for a while;
// what comes later opens another one.

const chunkFiles = 64
/** Files that may wait before whoever pushes should hold on. */
const roomFor = 2_048

export class Feed implements FileSource {
  readonly urgent: boolean
  readonly #waiting: string[] = []
  readonly #taken = new Set<string>()
  #ended = false
  #wake: (() => void) | undefined
  readonly #room: (() => void)[] = []
  readonly #idleMs: number
  /** Whether more may come although nothing waits. */
  readonly #expectsMore: () => boolean

  constructor(options: { urgent: boolean; idleMs: number; expectsMore: () => boolean }) {
    this.urgent = options.urgent
    this.#idleMs = options.idleMs
    this.#expectsMore = options.expectsMore
  }

  get ended(): boolean {
    return this.#ended
  }

  /** Files that were pushed and have not come to their end. */
  get open(): readonly string[] {
    return [...this.#waiting, ...this.#taken]
  }

  push(path: string): void {
    this.#waiting.push(path)
    this.#wake?.()
  }

  /** Resolves when there is room for more, or nobody reads any more. */
  async room(): Promise<void> {
    while (this.#waiting.length > roomFor && !this.#ended)
      await new Promise<void>((resolve) => this.#room.push(resolve))
  }

  /** A file has come to its end. */
  finished(path: string): void {
    this.#taken.delete(path)
  }

  /** No more is read from it. */
  end(): void {
    this.#ended = true
    this.#wake?.()
    for (const resolve of this.#room.splice(0)) resolve()
  }

  async *chunks(signal: AbortSignal): AsyncGenerator<string[], void, void> {
    const onAbort = () => this.end()
    signal.addEventListener('abort', onAbort, { once: true })
    try {
      while (!this.#ended) {
        if (this.#waiting.length === 0 && !(await this.#more())) return
        const chunk = this.#waiting.splice(0, chunkFiles)
        for (const path of chunk) this.#taken.add(path)
        for (const resolve of this.#room.splice(0)) resolve()
        if (chunk.length > 0) yield chunk
      }
    } finally {
      signal.removeEventListener('abort', onAbort)
      this.end()
    }
  }

  /** Waits for the next file; false when none came for long enough and none is expected. */
  async #more(): Promise<boolean> {
    for (;;) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, this.#idleMs)
        this.#wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
      this.#wake = undefined
      if (this.#waiting.length > 0 || this.#ended) return !this.#ended
      if (!this.#expectsMore()) return false
    }
  }
}

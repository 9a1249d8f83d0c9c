import type { RootWatch } from './root-watch.ts'

// When roots are read again without being asked: on a timer, after the machine has slept, and when a drive comes back.

const tickMs = 5_000
/** A tick that comes so late has slept. */
const sleptMs = 30_000
const localEveryMs = 900_000
/** Where no events come, scanning is all there is. */
const scannedEveryMs = 180_000
/** A scan is repeated after a hundred times what it took, at the earliest. */
const restFactor = 100

export type ScheduleOptions = {
  now: () => number
  roots: () => RootWatch[]
  begin: (watch: RootWatch) => void
}

/** Whether the next scan is due. `tookMs`: the last one. */
export function isDue(
  root: { scannedAt: number | null; tookMs: number; hasEvents: boolean; wasAway: boolean },
  now: number,
): boolean {
  if (root.scannedAt === null || root.wasAway) return true
  const every = Math.max(root.hasEvents ? localEveryMs : scannedEveryMs, restFactor * root.tookMs)
  // A clock that was set back must not put the next scan off for years.
  return now - root.scannedAt >= every || now < root.scannedAt
}

export class Schedule {
  readonly #options: ScheduleOptions
  readonly #tried = new Map<string, number>()
  #timer: NodeJS.Timeout | undefined
  #lastTick = 0

  constructor(options: ScheduleOptions) {
    this.#options = options
  }

  start(): void {
    this.#lastTick = this.#options.now()
    this.#timer = setInterval(() => void this.#tick(), tickMs).unref()
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  async #tick(): Promise<void> {
    const now = this.#options.now()
    const slept = Math.abs(now - this.#lastTick) > sleptMs
    this.#lastTick = now
    for (const watch of this.#options.roots()) {
      if (watch.row.state !== 'watching' || watch.scanned !== null) continue
      const { id } = watch.row
      const isThere = await watch.check().catch(() => false)
      if (!isThere) continue
      const { scannedAt, scan, drive } = watch.row
      const tookMs = scan === null ? 0 : tookOf(scan)
      const last = Math.max(scannedAt ?? 0, this.#tried.get(id) ?? 0)
      const root = {
        scannedAt: last === 0 ? null : last,
        tookMs,
        hasEvents: drive === 'local' && !watch.limited,
        wasAway: watch.hasReturned,
      }
      if (!slept && !isDue(root, now)) continue
      this.#tried.set(id, now)
      this.#options.begin(watch)
    }
  }
}

function tookOf(scan: string): number {
  const parsed: unknown = JSON.parse(scan)
  return typeof parsed === 'object' && parsed !== null && 'tookMs' in parsed && typeof parsed.tookMs === 'number'
    ? parsed.tookMs
    : 0
}

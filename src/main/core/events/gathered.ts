import { setTimeout as sleep } from 'node:timers/promises'
import type { SignalHub } from './signal-hub.ts'

/**
 * The topics that changed, gathered over at least `intervalMs`. The first set is empty and comes at once, so that a watcher can read
 * its starting state without missing a change. Ends quietly when the signal aborts.
 */
export async function* gathered<Topic extends string>(
  hub: SignalHub<Topic>,
  intervalMs: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<Topic[], void, void> {
  let changed = new Set<Topic>()
  let wake: (() => void) | undefined
  const notify = () => wake?.()
  const unsubscribe = hub.subscribe((topic) => {
    changed.add(topic)
    notify()
  })
  signal?.addEventListener('abort', notify)
  try {
    yield []
    while (signal?.aborted !== true) {
      if (changed.size === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
        wake = undefined
        continue
      }
      const topics = [...changed]
      changed = new Set()
      yield topics
      await sleep(intervalMs, undefined, signal === undefined ? {} : { signal }).catch(() => undefined)
    }
  } finally {
    unsubscribe()
    signal?.removeEventListener('abort', notify)
  }
}

/** A snapshot at once and after every change to one of `topics`, at most one per `intervalMs`; ends after the first for which `isLast` holds. */
export async function* snapshots<Topic extends string, Snapshot>(options: {
  hub: SignalHub<Topic>
  topics: readonly Topic[]
  intervalMs: number
  signal: AbortSignal | undefined
  read: () => Snapshot
  isLast?: (snapshot: Snapshot) => boolean
}): AsyncGenerator<Snapshot, void, void> {
  let previous: string | undefined
  for await (const topics of gathered(options.hub, options.intervalMs, options.signal)) {
    if (topics.length > 0 && !topics.some((topic) => options.topics.includes(topic))) continue
    const snapshot = options.read()
    const printed = JSON.stringify(snapshot)
    if (printed !== previous) {
      previous = printed
      yield snapshot
    }
    if (options.isLast?.(snapshot) === true) return
  }
}

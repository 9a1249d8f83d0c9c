import type { Pace } from '../../../shared/contract/app.ts'
import type { Settings } from '../../../shared/contract/settings.ts'
import { nextLookMs, paceOf, type PaceFacts } from './pace-of.ts'

// Keeps the pace: asked by the lanes before each job, told to them when it changes. What a person set is durable; the battery and the hour
// are looked at anew.

export type PaceKeeperOptions = {
  settings: () => Settings
  now: () => number
  /** After each change of pace. */
  changed(pace: Pace, before: Pace): void
}

export interface PaceKeeper {
  readonly pace: Pace
  setOnBattery(onBattery: boolean): void
  /** Looks again: a setting may have changed. */
  look(): void
  close(): void
}

/** A clock that is set, or a sleep of the machine, shows after this at the latest. */
const longestWaitMs = 600_000

export function createPaceKeeper({ settings, now, changed }: PaceKeeperOptions): PaceKeeper {
  let onBattery = false
  let timer: NodeJS.Timeout | undefined
  let closed = false

  const facts = (): PaceFacts => {
    const values = settings()
    const at = new Date(now())
    return {
      paused: values['work.paused'],
      quietHours: values['work.quietHours'],
      gentle: values['work.gentle'],
      batteryPace: values['work.onBattery'],
      onBattery,
      now: at.getTime(),
      minuteOfDay: at.getHours() * 60 + at.getMinutes() + at.getSeconds() / 60,
    }
  }
  let pace = paceOf(facts())

  const look = () => {
    if (closed) return
    const current = facts()
    const before = pace
    pace = paceOf(current)
    clearTimeout(timer)
    const next = nextLookMs(current)
    if (next !== null) timer = setTimeout(look, Math.min(longestWaitMs, next)).unref()
    if (pace.mode !== before.mode || pace.because !== before.because) changed(pace, before)
  }

  return {
    get pace() {
      return pace
    },
    setOnBattery(value) {
      onBattery = value
      look()
    },
    look,
    close() {
      closed = true
      clearTimeout(timer)
    },
  }
}

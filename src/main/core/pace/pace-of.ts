import type { Pace } from '../../../shared/contract/app.ts'
import { parseQuietHours } from '../../../shared/domain/quiet-hours.ts'

// How hard the program works just now, and why. Pure: the caller brings the hour and the battery.

export type PaceFacts = {
  paused: boolean
  /** `HH:MM-HH:MM` in local time, or '' for none. */
  quietHours: string
  onBattery: boolean
  batteryPace: 'full' | 'gentle' | 'pause'
  gentle: boolean
  now: number
  /** Minutes since local midnight, with fractions. */
  minuteOfDay: number
}

const minuteMs = 60_000
const dayMinutes = 1_440

/** What holds comes before what slows, and a person's word before all. */
export function paceOf(facts: PaceFacts): Pace {
  if (facts.paused) return { mode: 'held', because: 'person', until: null }
  const until = quietUntil(facts)
  if (until !== null) return { mode: 'held', because: 'quiet-hours', until }
  if (facts.onBattery && facts.batteryPace === 'pause') return { mode: 'held', because: 'battery', until: null }
  if (facts.onBattery && facts.batteryPace === 'gentle') return { mode: 'gentle', because: 'battery', until: null }
  if (facts.gentle) return { mode: 'gentle', because: 'person', until: null }
  return { mode: 'full', because: null, until: null }
}

/** When the quiet hours end; null outside them. They may reach over midnight; the same hour twice is none. */
function quietUntil({ quietHours, now, minuteOfDay }: PaceFacts): number | null {
  const hours = parseQuietHours(quietHours)
  if (hours === null || hours.from === hours.to) return null
  const inside =
    hours.from < hours.to
      ? minuteOfDay >= hours.from && minuteOfDay < hours.to
      : minuteOfDay >= hours.from || minuteOfDay < hours.to
  if (!inside) return null
  const left = (hours.to - minuteOfDay + dayMinutes) % dayMinutes
  return Math.round(now + left * minuteMs)
}

/** Milliseconds until the pace may change by the clock alone; null when it cannot. */
export function nextLookMs({ quietHours, minuteOfDay }: PaceFacts): number | null {
  const hours = parseQuietHours(quietHours)
  if (hours === null) return null
  const distances = [hours.from, hours.to].map(
    (minute) => (minute - minuteOfDay + dayMinutes) % dayMinutes || dayMinutes,
  )
  return Math.ceil(Math.min(...distances) * minuteMs)
}

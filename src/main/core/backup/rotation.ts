import type { BackupReason } from '../../../shared/contract/backup.ts'

// Which backups stay (SAFETY §2): the newest of each of the last 12 days, 10 weeks and 9 months that have one. Pure.

export type Kept = { at: number; reason: BackupReason }

const dayMs = 86_400_000
const days = 12
const weeks = 10
const months = 9
/** What a person made by hand, or was made before something risky, is nobody's to take away soon. */
const keptAnywayMs = 30 * dayMs

/** Days since 1970 in UTC; weeks begin on Monday: 1970-01-01 was a Thursday. */
const dayOf = (at: number): number => Math.floor(at / dayMs)
const weekOf = (at: number): number => Math.floor((dayOf(at) + 3) / 7)
const monthOf = (at: number): number => {
  const date = new Date(at)
  return date.getUTCFullYear() * 12 + date.getUTCMonth()
}

/** Those of `backups` that are to go, in the order given. The newest never goes, and nothing from after `now` does. */
export function superseded<B extends Kept>(backups: readonly B[], now: number): B[] {
  const newestFirst = [...backups].sort((a, b) => b.at - a.at)
  const keep = new Set<B>(newestFirst.slice(0, 1))
  for (const [periodOf, howMany] of [
    [dayOf, days],
    [weekOf, weeks],
    [monthOf, months],
  ] as const) {
    const seen = new Set<number>()
    for (const backup of newestFirst) {
      const period = periodOf(backup.at)
      if (seen.has(period)) continue
      if (seen.size >= howMany) break
      seen.add(period)
      keep.add(backup)
    }
  }
  return backups.filter(({ at, reason }, index) => {
    const backup = backups[index]
    if (backup === undefined || keep.has(backup)) return false
    const asked = reason !== 'scheduled'
    return at <= now && !(asked && now - at < keptAnywayMs)
  })
}

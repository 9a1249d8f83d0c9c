import fc from 'fast-check'
import { expect, it } from 'vitest'
import { superseded } from '../../../../../src/main/core/backup/rotation.ts'
import { dueAt } from '../../../../../src/main/core/backup/schedule.ts'
import { backupName, parseBackupName } from '../../../../../src/main/core/store/backup-names.ts'
import { BackupReason } from '../../../../../src/shared/contract/backup.ts'

const dayMs = 86_400_000
const now = Date.UTC(2026, 10, 20, 15)
const daily = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ at: now - index * dayMs, reason: 'scheduled' as const }))

it('keeps 12 days, 10 weeks and 9 months of a year of daily backups', () => {
  // The bug: periods counted from each other, so that a long rest between two backups takes the older away.
  let kept = daily(1).slice(0, 0)
  for (let day = 365; day >= 0; day--) {
    const at = now - day * dayMs
    kept = [{ at, reason: 'scheduled' as const }, ...kept]
    const gone = new Set(superseded(kept, at))
    kept = kept.filter((backup) => !gone.has(backup))
  }
  const ages = kept.map(({ at }) => (now - at) / dayMs)
  expect(ages.slice(0, 12)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
  expect(ages.length).toBeGreaterThanOrEqual(12 + 8 + 6)
  expect(ages.length).toBeLessThanOrEqual(31)
  expect(Math.max(...ages)).toBeGreaterThan(230)
})

it('keeps what was asked for for 30 days, the newest for ever, and what a wrong clock put into the future', () => {
  const sameDay = (age: number, reason: 'manual' | 'scheduled') =>
    [3, 2, 1].map((hour) => ({ at: now - age * dayMs - hour * 3_600_000, reason }))
  expect(superseded(sameDay(2, 'manual'), now)).toEqual([])
  expect(superseded(sameDay(2, 'scheduled'), now).length).toBe(2)
  expect(superseded(sameDay(31, 'manual'), now).length).toBe(2)
  expect(superseded([{ at: now - 9_000 * dayMs, reason: 'scheduled' }], now)).toEqual([])
  const future = [1, 2].map((hour) => ({ at: now + hour * 1000, reason: 'scheduled' as const }))
  expect(superseded(future, now)).toEqual([])
})

it('never takes the newest, never empties, and has nothing left to take after it has taken', () => {
  const backup = fc.record({
    at: fc.integer({ min: now - 900 * dayMs, max: now }),
    reason: fc.constantFrom(...BackupReason.options),
  })
  fc.assert(
    fc.property(fc.uniqueArray(backup, { selector: ({ at }) => at, maxLength: 80 }), (backups) => {
      const gone = new Set(superseded(backups, now))
      const left = backups.filter((each) => !gone.has(each))
      const newest = [...backups].sort((a, b) => b.at - a.at)[0]
      expect(newest === undefined || left.includes(newest)).toBe(true)
      expect(superseded(left, now)).toEqual([])
    }),
  )
})

it('reads back when and why from a name, and takes no other file for its own', () => {
  const reasons = ['scheduled', 'manual', 'before-restore'] as const
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_000_000_000_000 }), fc.constantFrom(...reasons), (at, reason) => {
      expect(parseBackupName(backupName(at, reason))).toEqual({ at, reason })
    }),
  )
  const others = ['library.db', 'metastamp.db', 'metastamp-20261120T140703412Z-manual.db.partial', '../x.db']
  expect(others.map(parseBackupName)).toEqual(others.map(() => null))
  expect(parseBackupName('before-migration-0020.db')).toEqual({ at: null, reason: 'before-migration' })
})

it('is due a day after the newest, at once without one, and is not held up by a clock that ran ahead', () => {
  expect([dueAt([], now), dueAt([{ at: now - 5 }], now), dueAt([{ at: now + dayMs * 400 }], now)]).toEqual([
    now,
    now - 5 + dayMs,
    now,
  ])
})

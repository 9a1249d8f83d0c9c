import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextLookMs, paceOf, type PaceFacts } from '../../../../../src/main/core/pace/pace-of.ts'
import { settingSchemas } from '../../../../../src/shared/contract/settings.ts'
import { parseQuietHours } from '../../../../../src/shared/domain/quiet-hours.ts'

const base: PaceFacts = {
  paused: false,
  quietHours: '',
  onBattery: false,
  batteryPace: 'gentle',
  gentle: false,
  now: 1_000_000_000,
  minuteOfDay: 12 * 60,
}
const of = (facts: Partial<PaceFacts>) => paceOf({ ...base, ...facts })
const hour = (text: string) => parseQuietHours(`${text}-00:00`)?.from ?? Number.NaN

describe('pace', () => {
  it('is held by a person before anything else, then by the hour, then by the battery; the battery slows before the setting', () => {
    expect([
      of({}),
      of({ paused: true, quietHours: '11:00-13:00', onBattery: true }),
      of({ quietHours: '11:00-13:00', onBattery: true }),
      of({ onBattery: true, batteryPace: 'pause' }),
      of({ onBattery: true, gentle: true }),
      of({ onBattery: true, batteryPace: 'full' }),
      of({ gentle: true }),
    ]).toEqual([
      { mode: 'full', because: null, until: null },
      { mode: 'held', because: 'person', until: null },
      { mode: 'held', because: 'quiet-hours', until: base.now + 3_600_000 },
      { mode: 'held', because: 'battery', until: null },
      { mode: 'gentle', because: 'battery', until: null },
      { mode: 'full', because: null, until: null },
      { mode: 'gentle', because: 'person', until: null },
    ])
  })

  it('knows hours that reach over midnight, to the minute', () => {
    const at = (time: string) => of({ quietHours: '22:00-07:30', minuteOfDay: hour(time) }).mode
    expect(['21:59', '22:00', '23:59', '00:00', '07:29', '07:30'].map(at)).toEqual([
      'full',
      'held',
      'held',
      'held',
      'held',
      'full',
    ])
  })

  it('looks again just when it changes, and never in between', () => {
    const time = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'))
    fc.assert(
      fc.property(time, time, fc.integer({ min: 0, max: 1439 }), (from, to, minuteOfDay) => {
        const quietHours = `${from}-${to}`
        expect(settingSchemas['work.quietHours'].safeParse(quietHours).success).toBe(true)
        const facts = { ...base, quietHours, minuteOfDay }
        const waitMinutes = (nextLookMs(facts) ?? Number.NaN) / 60_000
        const modeIn = (minutes: number) => paceOf({ ...facts, minuteOfDay: (minuteOfDay + minutes) % 1440 }).mode
        for (let minute = 0; minute < waitMinutes; minute += 7) expect(modeIn(minute)).toBe(modeIn(0))
        if (from !== to) expect(modeIn(waitMinutes)).not.toBe(modeIn(0))
      }),
    )
  })

  it('takes no other text for hours', () => {
    const wrong = ['24:00-01:00', '1:00-02:00', '01:00', '01:00-02:60', ' 01:00-02:00']
    expect(wrong.filter((text) => settingSchemas['work.quietHours'].safeParse(text).success)).toEqual([])
    expect(wrong.map(parseQuietHours)).toEqual(wrong.map(() => null))
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFormatters, durationParts } from '../../../../src/renderer/i18n/format.ts'

const english = createFormatters('en')
const german = createFormatters('de')

describe('formatters', () => {
  it('shows sizes in decimal units with at most one digit after the point', () => {
    expect([0, 1, 999, 1000, 1_550, 524_288_000, 61_000_000_000].map((bytes) => english.bytes(bytes))).toEqual([
      '0 bytes',
      '1 byte',
      '999 bytes',
      '1 kB',
      '1.6 kB',
      '524 MB',
      '61 GB',
    ])
    expect(german.bytes(1_550)).toBe('1,6 kB')
  })

  it('shows two units of a duration at most', () => {
    expect([0, 400, 4_000, 82_000, 3_600_000, 90_061_000].map((ms) => english.duration(ms))).toEqual([
      '0 sec',
      '0 sec',
      '4 sec',
      '1 min 22 sec',
      '1 hr',
      '1 day 1 hr',
    ])
  })

  it('never shows sixty of anything', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 10 }), (milliseconds) => {
        const limits = { day: Number.POSITIVE_INFINITY, hour: 24, minute: 60, second: 60 }
        const parts = durationParts(milliseconds)
        expect(parts.length).toBeGreaterThan(0)
        expect(parts.length).toBeLessThanOrEqual(2)
        for (const { unit, value } of parts) expect(value).toBeLessThan(limits[unit])
      }),
    )
  })

  it('says how long ago for a week, then the day', () => {
    const now = Date.UTC(2026, 10, 20, 12)
    expect([5_000, 120_000, 7_200_000, 86_400_000].map((ago) => english.relative(now - ago, now))).toEqual([
      '5 seconds ago',
      '2 minutes ago',
      '2 hours ago',
      'yesterday',
    ])
    expect(english.relative(Date.UTC(2026, 0, 2, 12), now)).toBe('Jan 2, 2026')
  })
})

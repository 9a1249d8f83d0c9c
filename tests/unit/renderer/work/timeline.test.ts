import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  beatTicks,
  secondsAt,
  seekedByKey,
  shareAt,
  timeLabel,
  timeTicks,
} from '../../../../src/renderer/pages/work/timeline.ts'

describe('the axis of time', () => {
  test('leads from a moment to its place and back to the same moment', () => {
    const within = fc.record({
      duration: fc.double({ min: 0.01, max: 20_000, noNaN: true }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      left: fc.integer({ min: -500, max: 500 }),
      width: fc.integer({ min: 1, max: 4000 }),
    })
    fc.assert(
      fc.property(within, ({ duration, share, left, width }) => {
        const seconds = share * duration
        const back = secondsAt(left + shareAt(seconds, duration) * width, { left, width }, duration)
        return Math.abs(back - seconds) < duration * 1e-9 + 1e-9
      }),
    )
  })
  test('holds a drag beyond its edges inside the sound, and bears one of no length or no width', () => {
    const box = { left: 100, width: 200 }
    expect([
      secondsAt(20, box, 60),
      secondsAt(900, box, 60),
      secondsAt(150, { left: 0, width: 0 }, 60),
      secondsAt(150, box, 0),
      shareAt(5, 0),
      shareAt(70, 60),
    ]).toEqual([0, 60, 0, 0, 0, 1])
  })
  test('writes a moment as a clock does, never a second ahead', () => {
    expect([0, 7.99, 59.999, 60, 760, 3599.9, 3723, -1].map(timeLabel)).toEqual([
      '0:00',
      '0:07',
      '0:59',
      '1:00',
      '12:40',
      '59:59',
      '1:02:03',
      '0:00',
    ])
  })
  test('writes round moments, and never more than there is room for, up to a day', () => {
    expect([timeTicks(100, 7), timeTicks(6.1, 7), timeTicks(0, 7)]).toEqual([
      [0, 15, 30, 45, 60, 75, 90],
      [0, 1, 2, 3, 4, 5],
      [],
    ])
    for (let seconds = 1; seconds < 86_400; seconds += 97) expect(timeTicks(seconds, 7).length).toBeLessThanOrEqual(8)
  })
  test('thins the beats of a long recording by halves instead of drawing a bar', () => {
    const beats = Array.from({ length: 10 }, (_beat, i) => i / 2)
    expect([beatTicks(beats, 10), beatTicks(beats, 9), beatTicks(beats, 3)]).toEqual([
      beats,
      [0, 1, 2, 3, 4],
      [0, 2, 4],
    ])
  })
  test('moves by keys, held at both ends, and leaves other keys to the page', () => {
    expect(['ArrowLeft', 'ArrowRight', 'PageUp', 'Home', 'End', 'j'].map((key) => seekedByKey(key, 3, 20))).toEqual([
      0,
      8,
      20,
      0,
      20,
      undefined,
    ])
  })
})

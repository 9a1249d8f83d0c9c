import { expect, it } from 'vitest'
import type { Picture } from '../../../../../../src/main/core/fingerprint/image/picture.ts'
import { createStrip } from '../../../../../../src/main/core/fingerprint/video/strip.ts'

const frame: Picture = { width: 512, height: 288, channels: 3, samples: new Uint8Array(512 * 288 * 3) }

function timesOf(seconds: number): number[] {
  const strip = createStrip()
  for (let time = 0; time < seconds; time++) strip.push(time, frame)
  return strip.finish().map(({ timeSeconds }) => timeSeconds)
}

it('shows all frames of a short film, and a dozen of a long one over its whole length', () => {
  expect(timesOf(5)).toEqual([0, 1, 2, 3, 4])
  for (const seconds of [13, 24, 25, 100, 601, 3600]) {
    const times = timesOf(seconds)
    const gaps = times.slice(1).map((time, i) => time - (times[i] ?? 0))
    expect([times.length, times[0]]).toEqual([12, 0])
    expect((times.at(-1) ?? 0) / seconds).toBeGreaterThan(0.8)
    expect(Math.max(...gaps)).toBeLessThanOrEqual(2 * Math.min(...gaps))
  }
})

it('keeps small pictures that do not change with the frame they came from', () => {
  const strip = createStrip()
  const passing = { width: 8, height: 4, channels: 3, samples: new Uint8Array(96).fill(7) } as const
  strip.push(0, frame)
  strip.push(1, passing)
  passing.samples.fill(0)
  expect(strip.finish().map(({ picture }) => [picture.width, picture.height, picture.samples[0]])).toEqual([
    [128, 72, 0],
    [8, 4, 7],
  ])
})

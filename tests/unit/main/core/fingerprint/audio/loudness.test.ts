import { describe, expect, it } from 'vitest'
import { highPass, shelf } from '../../../../../../src/main/core/fingerprint/audio/k-weighting.ts'
import { channelWeights, createLoudness } from '../../../../../../src/main/core/fingerprint/audio/loudness.ts'
import { PeakMeter, peakContext } from '../../../../../../src/main/core/fingerprint/audio/true-peak.ts'

const sine = (rate: number, hz: number, seconds: number, level: number, phase = 0): Float64Array =>
  Float64Array.from({ length: rate * seconds }, (_, i) => level * Math.sin((2 * Math.PI * hz * i) / rate + phase))

function integrated(rate: number, weights: number[], planes: Float64Array[]): number | null {
  const meter = createLoudness(rate, weights)
  meter.push(planes, 0, planes[0]?.length ?? 0)
  return meter.integrated()
}

function peakOf(samples: Float64Array): number {
  const plane = new Float64Array(samples.length + 2 * peakContext)
  plane.set(samples, peakContext)
  const meter = new PeakMeter()
  meter.push(plane, peakContext, plane.length - peakContext)
  return 20 * Math.log10(meter.truePeak)
}

describe('loudness', () => {
  it('has the coefficients that BS.1770-4 prints for 48 kHz', () => {
    const printed = [1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241, 0.73248077421585]
    const off = (values: readonly number[], wanted: number[]) =>
      Math.max(...wanted.map((want, i) => Math.abs(want - (values[i] ?? Number.NaN))))
    expect(off(shelf(48_000), printed)).toBeLessThan(1e-7)
    expect(off(highPass(48_000), [1, -2, 1, -1.99004745483398, 0.99007225036621])).toBeLessThan(1e-7)
  })

  it('measures EBU Tech 3341 cases 1 and 2: a stereo sine of 1 kHz at −23 and −33 dBFS', () => {
    for (const rate of [44_100, 48_000]) {
      for (const level of [-23, -33]) {
        const tone = sine(rate, 1000, 20, 10 ** (level / 20))
        expect(Math.abs((integrated(rate, [1, 1], [tone, tone]) ?? 0) - level)).toBeLessThan(0.1)
      }
    }
  })

  it('measures case 3: what is 10 LU quieter than the rest is left out by the gate', () => {
    const rate = 48_000
    const part = (seconds: number, level: number) => sine(rate, 1000, seconds, 10 ** (level / 20))
    const parts = [part(10, -36), part(60, -23), part(10, -36)]
    const whole = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0))
    let at = 0
    for (const own of parts) {
      whole.set(own, at)
      at += own.length
    }
    expect(Math.abs((integrated(rate, [1, 1], [whole, whole]) ?? 0) + 23)).toBeLessThan(0.1)
  })

  it('has no loudness for silence and for less than 0.4 s', () => {
    const tone = sine(48_000, 1000, 1, 0.5)
    expect([
      integrated(48_000, [1], [new Float64Array(96_000)]),
      integrated(48_000, [1], [tone.subarray(0, 19_199)]),
      integrated(48_000, [1], [tone.subarray(0, 19_200)]) === null,
    ]).toEqual([null, null, false])
  })

  it('does not depend on how the samples arrive', () => {
    const tone = sine(44_100, 700, 3, 0.3)
    const meter = createLoudness(44_100, [1])
    for (let at = 0; at < tone.length; at += 1009) meter.push([tone], at, Math.min(tone.length, at + 1009))
    expect(meter.integrated()).toBeCloseTo(integrated(44_100, [1], [tone]) ?? 0, 9)
  })

  it('weighs surrounds and leaves the low-frequency channel out; an unknown layout counts all alike', () => {
    expect([channelWeights(6, 0x3f), channelWeights(6, 0x60f), channelWeights(2, 3), channelWeights(3, 0)]).toEqual([
      [1, 1, 1, 0, 1.41, 1.41],
      [1, 1, 1, 0, 1.41, 1.41],
      [1, 1],
      [1, 1, 1],
    ])
  })
})

describe('true peak', () => {
  it('finds the top between samples (EBU Tech 3341 cases 15 to 18: a quarter of the rate, four phases)', () => {
    for (const phase of [0, 45, 60, 67.5]) {
      const tone = sine(48_000, 12_000, 1, 0.5, (phase * Math.PI) / 180)
      // Faded in and out: a hard start would ring.
      const faded = tone.map((x, i) => x * Math.min(1, i / 4800, (tone.length - i) / 4800))
      expect(Math.abs(peakOf(faded) + 6.02)).toBeLessThan(0.4)
    }
  })

  it('counts samples that were cut off, from three in a row on', () => {
    const plane = new Float64Array(100)
    plane.fill(1, 20, 22)
    plane.fill(-1, 40, 45)
    const meter = new PeakMeter()
    meter.push(plane, peakContext, 42)
    meter.push(plane, 42, 100 - peakContext)
    expect(meter.clipped).toBe(5)
  })
})

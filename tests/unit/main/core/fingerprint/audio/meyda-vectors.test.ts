import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import Meyda from 'meyda'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { cepstrum } from '../../../../../../src/main/core/fingerprint/audio/cepstrum.ts'
import { createPowerSpectrum } from '../../../../../../src/main/core/fingerprint/audio/real-fft.ts'
import {
  rootMeanSquare,
  spectralCentroid,
  spectralRolloff,
  zeroCrossings,
} from '../../../../../../src/main/core/fingerprint/audio/spectral.ts'
import { vectorFile } from './vectors.ts'

const Numbers = z.array(z.number())
const Expected = z.record(z.string(), z.object({ scalars: Numbers, arrays: z.array(Numbers) }))
const Data = z.object({ validSignal: Numbers, validAmpSpec: Numbers, expectedPowerSpectrumOutput: Numbers })
const read = (name: string): unknown => JSON.parse(readFileSync(vectorFile(`meyda/${name}`), 'utf8'))
const expected = Expected.parse(read('expected.json'))
const data = Data.parse(read('testdata.json'))
const magnitudes = Float64Array.from(data.validAmpSpec)
const scalar = (name: string): number => expected[name]?.scalars[0] ?? Number.NaN

/** Largest distance relative to the value. */
const worst = (actual: ArrayLike<number>, wanted: readonly number[]): number =>
  wanted.reduce(
    (most, want, i) => Math.max(most, Math.abs((actual[i] ?? Number.NaN) - want) / Math.max(1e-3, Math.abs(want))),
    0,
  )

// Its default would weigh the samples by a Hann window first.
Meyda.windowingFunction = 'rect'

describe('Meyda', () => {
  it('has the same root mean square, crossings and centroid', () => {
    const values = [
      rootMeanSquare(data.validSignal),
      zeroCrossings(data.validSignal),
      spectralCentroid(magnitudes) ?? Number.NaN,
    ]
    expect(worst(values, [scalar('rms'), scalar('zcr'), scalar('spectralCentroid')])).toBeLessThan(1e-6)
  })

  it('has the same roll-off at its share of 0.99, but for one bin', () => {
    // Meyda counts down from the top and stops one bin above librosa, whose rule is ours; its bins are rate / 2 / (bins − 1) wide.
    const bin = spectralRolloff(magnitudes, 0.99) ?? Number.NaN
    const meydaBin = scalar('spectralRolloff') / (44_100 / 2 / 255)
    expect(Math.abs(bin - meydaBin)).toBeLessThanOrEqual(1 + 1e-6)
  })

  it('has the same cepstrum from the same bands', () => {
    // Meyda rounds the edges of its bands to whole bins, which librosa does not: the bands are its own, the transform is ours.
    const [bands = []] = expected['melBands']?.arrays ?? []
    const [wanted = []] = expected['mfcc']?.arrays ?? []
    expect(wanted.length).toBe(13)
    expect(worst(cepstrum(bands, 13, 'plain'), wanted)).toBeLessThan(1e-6)
  })

  it('agrees on any signal, not on the recorded one alone', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 512, maxLength: 512 }), (signal) => {
        const theirs = Meyda.extract(
          ['rms', 'zcr'],
          Float32Array.from(signal, (value) => value / 1000),
        )
        const ours = {
          rms: rootMeanSquare(Float32Array.from(signal, (value) => value / 1000)),
          zcr: zeroCrossings(Float32Array.from(signal, (value) => value / 1000)),
        }
        expect(theirs?.rms).toBeCloseTo(ours.rms, 6)
        expect(theirs?.zcr).toBe(ours.zcr)
      }),
      { numRuns: 20 },
    )
  })

  it('has the same spectrum: a twiddle or a mirrored bin that is wrong shifts everything', () => {
    const signal = Float64Array.from(data.validSignal)
    const power = new Float64Array(257)
    createPowerSpectrum(new Float64Array(512).fill(1))(signal, 0, power)
    const direct = Array.from({ length: 257 }, (_, k) => {
      let re = 0
      let im = 0
      for (const [n, x] of signal.entries()) {
        re += x * Math.cos((2 * Math.PI * k * n) / 512)
        im -= x * Math.sin((2 * Math.PI * k * n) / 512)
      }
      return re * re + im * im
    })
    expect(worst(power, direct)).toBeLessThan(1e-6)
  })
})

describe('the power spectrum', () => {
  it('equals the sum of its definition for every length, odd and even powers of two', () => {
    fc.assert(
      fc.property(fc.constantFrom(8, 16, 32, 64, 128), fc.integer({ min: 0, max: 1000 }), (size, seed) => {
        const samples = Float64Array.from({ length: size + 3 }, (_, i) => Math.sin((i + 1) * (seed + 1.7)))
        const window = Float64Array.from({ length: size }, (_, i) => 1 + Math.cos(i))
        const out = new Float64Array(size / 2 + 1)
        createPowerSpectrum(window)(samples, 3, out)
        const direct = Array.from(out, (_, k) => {
          let re = 0
          let im = 0
          for (let n = 0; n < size; n++) {
            const x = (samples[n + 3] ?? 0) * (window[n] ?? 0)
            re += x * Math.cos((2 * Math.PI * k * n) / size)
            im -= x * Math.sin((2 * Math.PI * k * n) / size)
          }
          return re * re + im * im
        })
        expect(Math.max(...direct.map((want, k) => Math.abs(want - (out[k] ?? 0))))).toBeLessThan(1e-9 * size * size)
      }),
    )
  })

  it('refuses other lengths', () => {
    expect(() => createPowerSpectrum(new Float64Array(100))).toThrow('not a power of two')
  })
})

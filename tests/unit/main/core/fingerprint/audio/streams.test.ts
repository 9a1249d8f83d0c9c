import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createAudioAnalysis } from '../../../../../../src/main/core/fingerprint/audio/audio-analysis.ts'
import { Columns } from '../../../../../../src/main/core/fingerprint/audio/columns.ts'
import { createFramer } from '../../../../../../src/main/core/fingerprint/audio/framer.ts'
import { audioQuality } from '../../../../../../src/main/core/fingerprint/audio/quality.ts'
import { Waveform } from '../../../../../../src/main/core/fingerprint/audio/waveform.ts'
import { drawWaveform } from '../../../../../../src/main/core/fingerprint/audio/waveform-picture.ts'
import { AudioFeatures } from '../../../../../../src/shared/domain/fingerprint.ts'

describe('what arrives in pieces', () => {
  it('gives the same frames however it is cut, with hops shorter and longer than a frame', () => {
    const pieces = fc.array(fc.integer({ min: 0, max: 70 }), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(pieces, fc.integer({ min: 1, max: 40 }), (lengths, hop) => {
        const size = 16
        const total = lengths.reduce((sum, length) => sum + length, 0)
        const samples = Float64Array.from({ length: total }, (_, i) => i + 1)
        const frames: number[][] = []
        const framer = createFramer({ size, hop }, (buffer, at) => frames.push([...buffer.subarray(at, at + size)]))
        let at = 0
        for (const length of lengths) {
          framer.push(samples.subarray(at, at + length))
          at += length
        }
        const wanted: number[][] = []
        for (let start = 0; start + size <= total; start += hop) wanted.push([...samples.subarray(start, start + size)])
        expect({ frames, length: framer.length }).toEqual({ frames: wanted, length: total })
      }),
    )
  })

  it('averages any number of frames into a bounded number of columns', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500 }), (count) => {
        const columns = new Columns(2, 8)
        for (let i = 0; i < count; i++) columns.add(Float64Array.of(i, 1))
        const means = columns.means()
        expect(means.length).toBeLessThanOrEqual(8)
        expect(means.length).toBe(Math.ceil(count / columns.framesEach))
        if (count === 0) return
        expect(columns.mean()[0]).toBeCloseTo((count - 1) / 2, 9)
        expect(means.every((mean) => mean[1] === 1)).toBe(true)
        expect(means[0]?.[0]).toBeCloseTo((Math.min(columns.framesEach, count) - 1) / 2, 9)
      }),
    )
  })

  it('keeps the lowest and highest sample of any length, in a bounded number of columns', () => {
    const sample = fc.float({ min: -1, max: 1, noNaN: true })
    fc.assert(
      fc.property(
        fc.array(sample, { minLength: 1, maxLength: 300 }),
        fc.integer({ min: 1, max: 50 }),
        (values, piece) => {
          const waveform = new Waveform(10, 3)
          for (let at = 0; at < values.length; at += piece) {
            waveform.push(Float32Array.from(values.slice(at, at + piece)), 1)
          }
          const { min, max } = waveform.peaks()
          expect(min.length).toBeLessThanOrEqual(10)
          expect([Math.min(...min), Math.max(...max)]).toEqual([Math.min(...values), Math.max(...values)])
        },
      ),
    )
  })

  it('gives one analysis whatever the pieces: a fingerprint must not depend on a pipe', () => {
    const tone = (rate: number, seconds: number) =>
      Float32Array.from(
        { length: rate * seconds },
        (_, i) => 0.4 * Math.sin((2 * Math.PI * 440 * i) / rate + 3 * Math.sin(i / 3000)),
      )
    const analyse = (piece: number) => {
      const analysis = createAudioAnalysis({ sampleRate: 44_100, channels: 2, channelMask: 3 })
      const mono = tone(44_100, 6)
      const stereo = Float32Array.from({ length: 2 * mono.length }, (_, i) => mono[i >> 1] ?? 0)
      const feed = (samples: Float32Array, push: (part: Float32Array) => void) => {
        for (let at = 0; at < samples.length; at += piece) push(samples.subarray(at, at + piece))
      }
      feed(stereo, analysis.pushFullBand)
      feed(tone(22_050, 6), analysis.pushSpectral)
      feed(tone(11_025, 6), (part) => analysis.pushTonal(Int16Array.from(part, (x) => x * 32_767)))
      return analysis.finish()
    }
    const whole = analyse(1_000_000)
    expect(analyse(2 * 577).features).toEqual(whole.features)
    expect(AudioFeatures.parse(whole.features)).toEqual(whole.features)
    const { key, chroma, waveform, loudnessLufs } = whole.features
    expect({ strongest: chroma.indexOf(Math.max(...chroma)), key, columns: waveform.min.length <= 1000 }).toEqual({
      strongest: 9,
      key: expect.any(String),
      columns: true,
    })
    expect(loudnessLufs).toBeGreaterThan(-12)
  })

  it('has features for no samples at all', () => {
    const { features, fullBand } = createAudioAnalysis({ sampleRate: 8000, channels: 1, channelMask: 4 }).finish()
    expect(AudioFeatures.parse(features)).toEqual(features)
    expect([fullBand.durationSeconds, fullBand.truePeakDb, features.chromaprint, features.key]).toEqual([
      0,
      null,
      undefined,
      undefined,
    ])
  })
})

describe('quality', () => {
  const good = {
    sampleRate: 44_100,
    channels: 2,
    codec: 'flac',
    bitrate: 900_000,
    bandwidthHz: 20_000,
    clippedShare: 0,
    truePeakDb: -1,
    quietLufs: -50,
  }
  it('ranks a lossless master over a good and a poor copy, a clipped one, and silence', () => {
    const scores = [
      good,
      { ...good, codec: 'mp3', bitrate: 192_000, bandwidthHz: 18_000 },
      { ...good, codec: 'mp3', bitrate: 64_000, bandwidthHz: 10_000, sampleRate: 22_050 },
      { ...good, codec: 'mp3', bitrate: 64_000, bandwidthHz: 10_000, sampleRate: 22_050, clippedShare: 0.02 },
      { ...good, truePeakDb: null, bandwidthHz: null, quietLufs: null },
    ].map((input) => audioQuality(input).score)
    expect(scores).toEqual([...scores].sort((a, b) => b - a))
    expect([scores[0], scores[4], new Set(scores).size]).toEqual([1, 0, 5])
  })

  it('leaves out what cannot be measured', () => {
    expect(Object.keys(audioQuality({ ...good, bandwidthHz: null, quietLufs: null }).parts)).toEqual([
      'sampleRate',
      'clipping',
    ])
  })
})

describe('the drawn waveform', () => {
  it('is a line for silence, and fills more of the height where it is louder', () => {
    const dark = (peaks: { min: Float64Array; max: Float64Array }) => {
      const { samples, width, height } = drawWaveform(peaks, 4, 20)
      return Array.from({ length: width }, (_, x) => {
        let count = 0
        for (let y = 0; y < height; y++) if ((samples[(y * width + x) * 3] ?? 255) < 200) count++
        return count
      })
    }
    expect([
      dark({ min: new Float64Array(8), max: new Float64Array(8) }),
      dark({ min: Float64Array.of(-0.1, -0.5, -0.2, 0), max: Float64Array.of(0.1, 0.5, 0.2, 0) }),
      dark({ min: new Float64Array(0), max: new Float64Array(0) }),
    ]).toEqual([
      [2, 2, 2, 2],
      [4, 18, 8, 2],
      [2, 2, 2, 2],
    ])
  })
})

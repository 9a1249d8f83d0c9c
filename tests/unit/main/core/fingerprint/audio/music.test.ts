import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { steadyTempo, trackBeats } from '../../../../../../src/main/core/fingerprint/audio/beats.ts'
import { estimateKey } from '../../../../../../src/main/core/fingerprint/audio/key.ts'
import { estimateTempo } from '../../../../../../src/main/core/fingerprint/audio/tempo.ts'

const rate = 22_050 / 512

/** An envelope with an attack on every beat, weaker ones between. */
function envelope(bpm: number, seconds: number): Float64Array {
  const onsets = new Float64Array(Math.round(seconds * rate)).fill(0.05)
  for (let beat = 0; (beat * 60) / bpm < seconds; beat += 0.5) {
    const at = Math.round((beat * 60 * rate) / bpm)
    if (at < onsets.length) onsets[at] = beat % 1 === 0 ? 4 : 1
  }
  return onsets
}

describe('tempo and beats', () => {
  it.each([80, 97, 110, 124, 140, 150])('finds %d BPM, and a beat on every attack', (bpm) => {
    const onsets = envelope(bpm, 30)
    const tempo = estimateTempo(onsets, rate) ?? 0
    const times = trackBeats(onsets, rate, tempo).map((frame) => frame / rate)
    expect(Math.abs(tempo / bpm - 1)).toBeLessThan(0.03)
    expect(Math.abs((steadyTempo(times) ?? 0) / bpm - 1)).toBeLessThan(0.005)
    const off = times.map((time) => Math.abs(time - (Math.round((time * bpm) / 60) * 60) / bpm))
    expect(Math.max(...off)).toBeLessThan(0.03)
    expect(times.length).toBeGreaterThan((30 * bpm) / 60 - 3)
  })

  it('finds none in silence, in what is even, and in what is short', () => {
    expect([
      estimateTempo(new Float64Array(2000), rate),
      estimateTempo(new Float64Array(2000).fill(3), rate),
      estimateTempo(envelope(120, 1), rate),
      estimateTempo(new Float64Array(0), rate),
      trackBeats(new Float64Array(2000), rate, 120).length,
      steadyTempo([1, 2, 3]),
    ]).toEqual([null, null, null, null, 0, null])
  })

  it('keeps beats in order and apart, whatever the envelope', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 10, noNaN: true }), { maxLength: 600 }), (values) => {
        const onsets = Float64Array.from(values)
        const tempo = estimateTempo(onsets, rate)
        if (tempo === null) return
        const beats = trackBeats(onsets, rate, tempo)
        const period = (60 * rate) / tempo
        expect(beats.every((beat, i) => i === 0 || beat - (beats[i - 1] ?? 0) >= Math.round(period / 2))).toBe(true)
      }),
    )
  })
})

describe('key', () => {
  // Scale degrees with the tonic triad strongest.
  const major = [1, 0.05, 0.5, 0.05, 0.8, 0.5, 0.05, 0.9, 0.05, 0.5, 0.05, 0.4]
  const minor = [1, 0.05, 0.5, 0.8, 0.05, 0.5, 0.05, 0.9, 0.5, 0.05, 0.4, 0.1]
  const names = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B']
  const moved = (chroma: number[], tonic: number) => chroma.map((_, pitch) => chroma[(pitch - tonic + 12) % 12] ?? 0)

  it('names all 24: a table that is turned the wrong way is right for C alone', () => {
    const found = names.flatMap((_, tonic) => [estimateKey(moved(major, tonic)), estimateKey(moved(minor, tonic))])
    expect(found.map((key) => `${key?.key} ${key?.scale}`)).toEqual(
      names.flatMap((name) => [`${name} major`, `${name} minor`]),
    )
  })

  it('is sure of a clear key, unsure between relatives, and silent about noise', () => {
    const clear = estimateKey(major)?.confidence ?? 0
    const mixed = estimateKey(major.map((value, i) => value + (moved(minor, 9)[i] ?? 0)))?.confidence ?? 0
    expect(clear).toBeGreaterThan(mixed)
    expect(clear).toBeLessThanOrEqual(1)
    expect([
      estimateKey(Array.from({ length: 12 }, () => 0)),
      estimateKey(Array.from({ length: 12 }, () => 0.7)),
    ]).toEqual([null, null])
  })
})

import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createEventPoints } from '../../../../../../src/main/core/fingerprint/audio/event-points/event-points.ts'
import {
  packEventPoints,
  unpackEventPoints,
} from '../../../../../../src/main/core/fingerprint/audio/event-points/pack.ts'
import {
  type EventPoints,
  eventFrameRate,
  pitchStepsEach,
} from '../../../../../../src/main/core/fingerprint/audio/event-points/points.ts'

const rate = 8_000

/** Struck tones: each begins at `at` seconds and dies away. `speed` plays all of it faster and higher. */
function struck(tones: readonly { at: number; hz: number }[], seconds: number, speed = 1): Float32Array {
  return Float32Array.from({ length: Math.round((seconds / speed) * rate) }, (_, i) => {
    const time = (i / rate) * speed
    let sum = 0
    for (const { at, hz } of tones) {
      const since = time - at
      if (since >= 0 && since < 1) sum += 0.2 * Math.exp(-4 * since) * Math.sin(2 * Math.PI * hz * since)
    }
    return sum
  })
}

function pointsOf(samples: Float32Array, piece = samples.length): EventPoints {
  const points = createEventPoints()
  for (let at = 0; at < samples.length; at += piece) points.push(samples.subarray(at, at + piece))
  return points.finish()
}

const tones = [
  { at: 0.5, hz: 440 },
  { at: 1.2, hz: 659.26 },
  { at: 1.9, hz: 1318.5 },
  { at: 2.6, hz: 2093 },
]

/** The strongest summit near each tone, as seconds after its beginning and semitones beside its pitch. */
function around(points: EventPoints, speed = 1) {
  return tones.map(({ at, hz }) => {
    const pitch = 12 * Math.log2((hz * speed) / 196)
    const near = [...points.frames].flatMap((frame, i) => {
      const off = (points.pitches[i] ?? 0) / pitchStepsEach - pitch
      const late = (frame / eventFrameRate) * speed - at
      return Math.abs(off) < 0.2 && late > -0.02 && late < 0.2 ? [{ off, late }] : []
    })
    return near.length
  })
}

describe('event points', () => {
  it('lie where tones are struck, at their pitch, at any speed', () => {
    expect([1, 1.03, 1.06].map((speed) => around(pointsOf(struck(tones, 4, speed)), speed))).toEqual([
      [1, 1, 1, 1],
      [1, 1, 1, 1],
      [1, 1, 1, 1],
    ])
  })

  it('are the same at any level and in whatever pieces the sound comes, and silence has none', () => {
    const samples = struck(tones, 4)
    const whole = pointsOf(samples)
    expect({
      pieces: pointsOf(samples, 777),
      quieter: pointsOf(samples.map((sample) => sample / 8)).frames.length >= 4,
      silence: pointsOf(new Float32Array(5 * rate)).frames.length,
      nothing: pointsOf(new Float32Array(0)).frames.length,
    }).toEqual({ pieces: whole, quieter: true, silence: 0, nothing: 0 })
  })

  // Stored features and published ones are compared over years: any change of these bytes needs a new version of the method.
  it('are the same bytes as ever', () => {
    const noise = { state: 1 }
    const samples = Float32Array.from({ length: 6 * rate }, () => {
      noise.state = (Math.imul(noise.state, 1_664_525) + 1_013_904_223) >>> 0
      return noise.state / 2 ** 31 - 1
    })
    const bytes = packEventPoints(pointsOf(samples))
    expect([bytes.length, createHash('sha256').update(bytes).digest('hex').slice(0, 16)]).toEqual([
      312,
      '3dbc5addfc007bf5',
    ])
  })

  it('are kept to about 25 a second, however much goes on', () => {
    let state = 7
    const samples = Float32Array.from({ length: 20 * rate }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
      return state / 2 ** 31 - 1
    })
    expect(packEventPoints(pointsOf(samples)).length).toBeLessThanOrEqual(2 * 26 * 20)
  })
})

describe('the packed form', () => {
  const gaps = fc.array(fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 815 })), { maxLength: 60 })

  it('gives back what was packed, over gaps of any length', () => {
    fc.assert(
      fc.property(gaps, (steps) => {
        let frame = 0
        const frames = Uint32Array.from(steps, ([gap]) => (frame += gap))
        const points = { frames, pitches: Uint16Array.from(steps, ([, pitch]) => pitch) }
        expect(unpackEventPoints(packEventPoints(points))).toEqual(points)
      }),
    )
  })

  it('refuses bytes that it can not have written', () => {
    const refused = (bytes: number[]) => {
      try {
        unpackEventPoints(Uint8Array.from(bytes))
        return 'taken'
      } catch (thrown) {
        return thrown instanceof Error ? thrown.message : ''
      }
    }
    const damaged = 'A stored sound fingerprint is damaged. Fingerprint the work again.'
    expect([refused([1]), refused([0xfe, 0x03]), refused([0xff, 0xff])]).toEqual([damaged, damaged, 'taken'])
  })
})

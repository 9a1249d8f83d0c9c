import { GrowingArray } from './growing-array.ts'
import { createKWeighting } from './k-weighting.ts'

// Integrated loudness after EBU R 128 / ITU-R BS.1770-4: blocks of 400 ms, three quarters overlapping, an absolute gate at −70 LUFS and
// a relative one 10 LU under what passed it.

const offset = -0.691
const absoluteGate = -70
const relativeGate = -10
/** Four steps of 100 ms make a block. */
const stepsEach = 4

const toLufs = (power: number): number => offset + 10 * Math.log10(power)

export type Loudness = {
  /** Planes of samples −1 … 1, one a channel, all from `from` to `to`. */
  push(planes: readonly Float64Array[], from: number, to: number): void
  /** LUFS; null when nothing passes the gates (silence, or under 400 ms). */
  integrated(): number | null
  /** LUFS of each block of 400 ms, silence as −70. */
  momentary(): Float64Array
}

/** Energy weights of the channels: surrounds count 1.41 times, the low-frequency channel not at all. */
export function channelWeights(channels: number, mask: number): number[] {
  const lowFrequency = 0x8
  // Back left, right and centre, side left and right.
  const surround = 0x10 | 0x20 | 0x100 | 0x200 | 0x400
  const bits = Array.from({ length: 18 }, (_, bit) => 1 << bit).filter((bit) => (mask & bit) !== 0)
  if (bits.length !== channels) return Array.from({ length: channels }, () => 1)
  return bits.map((bit) => (bit === lowFrequency ? 0 : (bit & surround) !== 0 ? 1.41 : 1))
}

export function createLoudness(sampleRate: number, weights: readonly number[]): Loudness {
  const filters = weights.map(() => createKWeighting(sampleRate))
  const steps = new GrowingArray()
  let energy = 0
  let frames = 0
  let stepStart = 0
  const stepEnd = (): number => Math.round(((steps.length + 1) * sampleRate) / 10)

  const blocks = (): Float64Array => {
    const sums = steps.view()
    return Float64Array.from({ length: Math.max(0, sums.length - stepsEach + 1) }, (_, block) => {
      let sum = 0
      for (let step = block; step < block + stepsEach; step++) sum += sums[step] ?? 0
      return sum / stepsEach
    })
  }

  return {
    push(planes, from, to) {
      for (let at = from; at < to; ) {
        const end = Math.min(to, at + stepEnd() - frames)
        for (const [channel, filter] of filters.entries()) {
          const plane = planes[channel]
          const weight = weights[channel] ?? 0
          if (plane !== undefined && weight > 0) energy += weight * filter(plane, at, end)
        }
        frames += end - at
        at = end
        if (frames < stepEnd()) continue
        steps.push(energy / (frames - stepStart))
        energy = 0
        stepStart = frames
      }
    },
    integrated() {
      const loud = blocks().filter((power) => power > 0 && toLufs(power) > absoluteGate)
      if (loud.length === 0) return null
      const mean = (powers: Float64Array): number => powers.reduce((sum, power) => sum + power, 0) / powers.length
      const gate = toLufs(mean(loud)) + relativeGate
      const kept = loud.filter((power) => toLufs(power) > gate)
      return kept.length === 0 ? null : toLufs(mean(kept))
    },
    momentary: () => blocks().map((power) => (power > 0 ? Math.max(absoluteGate, toLufs(power)) : absoluteGate)),
  }
}

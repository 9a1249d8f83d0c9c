import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Quality } from '../../../../../../src/shared/domain/fingerprint.ts'
import { imageQuality } from '../../../../../../src/main/core/fingerprint/image/quality.ts'

const side = 64
/** Diagonal waves around middle grey, `reach` levels up and down, blurred by averaging `grain` neighbours. */
function waves(reach: number, grain: number) {
  const samples = Uint8Array.from(
    { length: side * side },
    (_, at) => 128 + reach * Math.sin(((at % side) + Math.floor(at / side)) / grain),
  )
  return { width: side, height: side, samples }
}

describe('quality', () => {
  it('ranks sharp over soft, full tones over flat, large over small, well kept over squeezed', () => {
    const score = (reach: number, grain: number, width: number, bitsPerPixel: number) =>
      imageQuality({
        size: { width, height: width },
        plane: waves(reach, grain),
        compression: { bitsPerPixel, good: 2 },
      }).score
    const best = score(100, 1, 3000, 2)
    for (const worse of [
      score(100, 6, 3000, 2),
      score(20, 1, 3000, 2),
      score(100, 1, 300, 2),
      score(100, 1, 3000, 0.3),
    ]) {
      expect(worse).toBeLessThan(best)
    }
  })

  it('counts lost tones and leaves compression out for lossless files', () => {
    const samples = new Uint8Array(side * side).fill(255)
    const { parts } = imageQuality({
      size: { width: side, height: side },
      plane: { width: side, height: side, samples },
      compression: null,
    })
    expect(parts).toEqual({ resolution: 0, sharpness: 0, exposure: 0, contrast: 0 })
  })

  it('is a valid score for every picture, down to one pixel', () => {
    const sides = fc.integer({ min: 1, max: 12 })
    fc.assert(
      fc.property(sides, sides, fc.infiniteStream(fc.integer({ min: 0, max: 255 })), (width, height, tones) => {
        const samples = Uint8Array.from(tones.take(width * height))
        const quality = imageQuality({ size: { width, height }, plane: { width, height, samples }, compression: null })
        expect(Quality.parse(quality)).toEqual(quality)
      }),
    )
  })
})

import { hexOfBits } from './bits.ts'
import { resizeGrey } from './lanczos.ts'
import type { GreyPlane } from './picture.ts'

/** aHash, 64 bits as 16 hex digits: 8 × 8, one bit for each pixel brighter than their mean (imagehash's `average_hash`). */
export function averageHash(grey: GreyPlane): string {
  const { samples } = resizeGrey(grey, 8, 8)
  let sum = 0
  for (const sample of samples) sum += sample
  const mean = sum / 64
  return hexOfBits(64, (index) => (samples[index] ?? 0) > mean)
}

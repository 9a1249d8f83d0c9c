import { hexOfBits } from './bits.ts'
import { resizeGrey } from './lanczos.ts'
import type { GreyPlane } from './picture.ts'

/** dHash, 64 bits as 16 hex digits: 9 × 8, one bit for each pixel brighter than its left neighbour (imagehash's `dhash`). */
export function differenceHash(grey: GreyPlane): string {
  const { samples } = resizeGrey(grey, 9, 8)
  return hexOfBits(64, (index) => {
    const right = (index >> 3) * 9 + (index & 7) + 1
    return (samples[right] ?? 0) > (samples[right - 1] ?? 0)
  })
}

import { halveRgb } from '../image/box-shrink.ts'
import type { Picture } from '../image/picture.ts'

// A film at a glance: a dozen small pictures at even times, chosen while the film goes by and its length is not known yet.

export type StripFrame = { timeSeconds: number; picture: Picture }

const shown = 12
const kept = 2 * shown
/** The longer side is halved until it is no longer than this. */
const longestSide = 192

function small(picture: Picture): Picture {
  let smaller = picture
  while (
    Math.max(smaller.width, smaller.height) > longestSide &&
    Math.min(smaller.width, smaller.height) >= 2 &&
    smaller.channels === 3
  )
    smaller = halveRgb(smaller)
  return smaller === picture ? { ...picture, samples: picture.samples.slice() } : smaller
}

/** Holds 24 small pictures at most. */
export function createStrip(): { push(timeSeconds: number, frame: Picture): void; finish(): StripFrame[] } {
  let frames: StripFrame[] = []
  let step = 1
  return {
    push(timeSeconds, frame) {
      if (timeSeconds % step !== 0) return
      if (frames.length === kept) {
        frames = frames.filter((_, index) => index % 2 === 0)
        step *= 2
        if (timeSeconds % step !== 0) return
      }
      frames.push({ timeSeconds, picture: small(frame) })
    },
    finish() {
      if (frames.length <= shown) return frames
      // From the first on, at distances that differ by one step at most.
      return Array.from({ length: shown }, (_, i) => frames[Math.floor((i * frames.length) / shown)]).filter(
        (frame) => frame !== undefined,
      )
    },
  }
}

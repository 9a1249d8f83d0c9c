import { toHex } from '../../../../shared/domain/hash.ts'
import type { VideoFrame } from '../../../../shared/domain/fingerprint.ts'
import { averageHash } from '../image/average-hash.ts'
import { toGrey } from '../image/grey.ts'
import { pdqBits, pdqTerms } from '../image/pdq.ts'
import { perceptualHash } from '../image/perceptual-hash.ts'
import { createFilmEmbedding, embedPicture } from '../embedding/picture-embedding.ts'
import type { Picture } from '../image/picture.ts'
import { imageQuality } from '../image/quality.ts'
import { createStrip, type StripFrame } from './strip.ts'

// The frames of a film, one a second, each looked at once and let go: what grows with the length is a line of hashes a second.

export type FrameTrack = {
  /** The next second's frame; all have the same size. The samples are not kept. */
  push(frame: Picture): void
  finish(): FrameSummary
}

export type FrameSummary = {
  frames: VideoFrame[]
  /** How many seconds were pushed. */
  seconds: number
  /** Null without a frame. */
  averageHash: string | null
  /** Median over frames that are not flat; null where all are. */
  sharpness: number | null
  /** The frame with the most structure in the first third, not a flat one where there is another. Null without a frame. */
  best: Picture | null
  /** The mean of what its pictures are like, those that are flat left out; null where all are. */
  embedding: Float32Array | null
  strip: StripFrame[]
}

/** Four hours, one a second. */
const fourHours = 14_400
/** Levels of 255 between the 1st and the 99th percentile of the brightness, below which a frame counts as flat. */
const flatSpread = 20
/** `imageQuality` gives that spread over so many levels. */
const contrastLevels = 200

function medianOf(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? null
}

/**
 * `durationSeconds`: of the film as its header says, to know its first third; null takes the whole film for it. Of more than `mostFrames`
 * (an even number) every second one is dropped, and so on.
 */
export function createFrameTrack(durationSeconds: number | null, mostFrames = fourHours): FrameTrack {
  const thirdEnds = durationSeconds === null ? Number.POSITIVE_INFINITY : durationSeconds / 3
  let frames: VideoFrame[] = []
  let sharpnesses: number[] = []
  let step = 1
  let seconds = 0
  let size: { width: number; height: number } | null = null
  // Brightness of the frames added up, of those that are not flat and of those that are.
  const sums = { told: new Float64Array(0), flat: new Float64Array(0) }
  const counts = { told: 0, flat: 0 }
  const alike = createFilmEmbedding()
  const strip = createStrip()
  let best: { rank: number; picture: Picture } | null = null

  const add = (which: 'told' | 'flat', samples: Uint8Array): void => {
    if (sums[which].length === 0) sums[which] = new Float64Array(samples.length)
    const sum = sums[which]
    for (let i = 0; i < samples.length; i++) sum[i] = (sum[i] ?? 0) + (samples[i] ?? 0)
    counts[which]++
  }

  const thin = (): void => {
    frames = frames.filter((_, index) => index % 2 === 0)
    sharpnesses = sharpnesses.filter((_, index) => index % 2 === 0)
    step *= 2
  }

  return {
    push(frame) {
      const timeSeconds = seconds++
      strip.push(timeSeconds, frame)
      if (timeSeconds % step !== 0) return
      if (frames.length === mostFrames) {
        thin()
        if (timeSeconds % step !== 0) return
      }
      const { width, height } = frame
      size ??= { width, height }
      const grey = toGrey(frame)
      const { terms, quality } = pdqTerms(frame)
      const { sharpness = 0, contrast = 0 } = imageQuality({ size, plane: grey, compression: null }).parts
      const flat = contrast * contrastLevels < flatSpread
      const hashes = { phash: perceptualHash(grey), pdq: toHex(pdqBits(terms)), pdqQuality: quality }
      frames.push({ timeSeconds, ...hashes, ...(flat ? { flat } : {}) })
      sharpnesses.push(flat ? -1 : sharpness)
      add(flat ? 'flat' : 'told', grey.samples)
      if (!flat) alike.push(embedPicture(frame))
      // Structure first, then focus; any frame beats a flat one, and one of the first third all later ones.
      const early = timeSeconds <= thirdEnds
      const rank = flat ? 0 : 1 + quality + sharpness + (early ? 1000 : 0)
      if (best === null || rank > best.rank) best = { rank, picture: { ...frame, samples: frame.samples.slice() } }
    },
    finish() {
      const which = counts.told > 0 ? 'told' : 'flat'
      const mean = Uint8Array.from(sums[which], (sum) => Math.round(sum / Math.max(1, counts[which])))
      return {
        frames,
        seconds,
        averageHash: size === null ? null : averageHash({ ...size, samples: mean }),
        sharpness: medianOf(sharpnesses.filter((value) => value >= 0)),
        best: best?.picture ?? null,
        embedding: alike.finish(),
        strip: strip.finish(),
      }
    },
  }
}

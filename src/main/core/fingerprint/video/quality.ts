import type { Quality } from '../../../../shared/domain/fingerprint.ts'

// How good a film is as a source, from what a viewer would notice. It ranks copies of one work and warns of poor ones; it takes no part
// in matching.

export type VideoQualityInput = {
  width: number
  height: number
  /** ffmpeg's name of the codec. */
  codec: string
  frameRate: number | null
  /** Bits a second. */
  bitrate: number | null
  /** Of the frames in the middle, 0–1; null where all are flat. */
  sharpness: number | null
}

const weights: Readonly<Record<string, number>> = { resolution: 0.35, sharpness: 0.3, bitrate: 0.25, frameRate: 0.1 }

/** Bits a pixel and frame at which a codec is hard to tell from its source; codecs that are not named count as made for editing. */
const goodBits: Readonly<Record<string, number>> = {
  h264: 0.1,
  hevc: 0.06,
  vp9: 0.06,
  av1: 0.05,
  vp8: 0.12,
  theora: 0.15,
  mpeg4: 0.15,
  msmpeg4v3: 0.15,
  mpeg2video: 0.2,
  mjpeg: 1,
}

/** 0 at `low`, 1 from `high`, even steps per doubling. */
function octaves(value: number, low: number, high: number): number {
  return Math.min(1, Math.max(0, Math.log(value / low) / Math.log(high / low)))
}

/**
 * Resolution: 0 up to 128 × 96, 1 from 3840 × 2160, in doublings. Sharpness: as of pictures, on frames of at most 512 pixels. Bitrate: bits a
 * pixel and frame over the codec's good ones. Frame rate: 0 up to 5, 1 from 24. All rounded to four decimals; what can't be known is left out.
 */
export function videoQuality({ width, height, codec, frameRate, bitrate, sharpness }: VideoQualityInput): Quality {
  const good = goodBits[codec]
  const parts: Record<string, number> = {
    resolution: octaves(width * height, 128 * 96, 3840 * 2160),
    sharpness: sharpness ?? 0,
  }
  if (good !== undefined && bitrate !== null && frameRate !== null)
    parts['bitrate'] = Math.min(1, bitrate / (width * height * frameRate) / good)
  if (frameRate !== null) parts['frameRate'] = octaves(frameRate, 5, 24)
  let sum = 0
  let total = 0
  for (const [name, value] of Object.entries(parts)) {
    sum += value * (weights[name] ?? 0)
    total += weights[name] ?? 0
    parts[name] = Math.round(value * 1e4) / 1e4
  }
  return { score: Math.round((sum / total) * 1e4) / 1e4, parts }
}

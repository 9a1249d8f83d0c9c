import { assertFilled, type Picture } from './picture.ts'

/** Visible content brighter than this (0–255, alpha-weighted mean) would be lost on white and is laid on black. */
const lightFrom = 192

/**
 * An RGBA picture laid on an opaque ground, as RGB. The ground is white, as where most copies end up, unless the visible content
 * is itself light: then it is black, or else all white works on transparency would have one and the same hash.
 * A picture without alpha is passed on as it is.
 */
export function flatten(picture: Picture): Picture {
  if (picture.channels !== 4) return picture
  const { width, height, samples } = picture
  assertFilled(picture, 4)
  let light = 0
  let opacity = 0
  for (let at = 0; at < samples.length; at += 4) {
    const alpha = samples[at + 3] ?? 0
    const luma = 0.299 * (samples[at] ?? 0) + 0.587 * (samples[at + 1] ?? 0) + 0.114 * (samples[at + 2] ?? 0)
    light += luma * alpha
    opacity += alpha
  }
  const ground = opacity > 0 && light / opacity >= lightFrom ? 0 : 255
  const flat = new Uint8Array(width * height * 3)
  for (let at = 0, to = 0; at < samples.length; at += 4, to += 3) {
    const alpha = samples[at + 3] ?? 0
    const rest = ground * (255 - alpha) + 127
    flat[to] = ((samples[at] ?? 0) * alpha + rest) / 255
    flat[to + 1] = ((samples[at + 1] ?? 0) * alpha + rest) / 255
    flat[to + 2] = ((samples[at + 2] ?? 0) * alpha + rest) / 255
  }
  return { width, height, channels: 3, samples: flat }
}

import type { Peaks } from './waveform.ts'

/** Greyscale would save little: a warm ink on paper, the colours of the page's own drawings. */
const paper = [244, 241, 234] as const
const ink = [74, 69, 62] as const

export type WaveformPicture = { width: number; height: number; samples: Uint8Array }

/** A waveform as pixels (RGB), scaled to its own loudest sample; edges are blended, silence is a line one pixel high. */
export function drawWaveform({ min, max }: Peaks, width: number, height: number): WaveformPicture {
  const samples = new Uint8Array(width * height * 3)
  let loudest = 0
  for (let i = 0; i < min.length; i++) loudest = Math.max(loudest, -(min[i] ?? 0), max[i] ?? 0)
  const middle = height / 2
  const scale = loudest > 0 ? (0.46 * height) / loudest : 0
  for (let x = 0; x < width; x++) {
    const from = Math.floor((x * min.length) / width)
    const to = Math.max(from + 1, Math.floor(((x + 1) * min.length) / width))
    let low = 0
    let high = 0
    for (let i = from; i < to; i++) {
      low = Math.min(low, min[i] ?? 0)
      high = Math.max(high, max[i] ?? 0)
    }
    const top = Math.min(middle - 0.5, middle - high * scale)
    const bottom = Math.max(middle + 0.5, middle - low * scale)
    for (let y = 0; y < height; y++) {
      const covered = Math.max(0, Math.min(y + 1, bottom) - Math.max(y, top))
      for (let channel = 0; channel < 3; channel++) {
        const ground = paper[channel] ?? 0
        samples[(y * width + x) * 3 + channel] = Math.round(ground + covered * ((ink[channel] ?? 0) - ground))
      }
    }
  }
  return { width, height, samples }
}

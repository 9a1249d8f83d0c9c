import type { GreyPlane } from '../image/picture.ts'
import { side } from './image-code.ts'

// The 1,024 pixels of the Image-Code from a grey plane: edges of one shade are cut off, then Pillow's bicubic to 32×32.

/** Pillow's bicubic, a = −0.5, stretched by the scale when shrinking. */
function bicubic(x: number): number {
  const at = Math.abs(x)
  if (at < 1) return (1.5 * at - 2.5) * at * at + 1
  if (at < 2) return ((-0.5 * at + 2.5) * at - 4) * at + 2
  return 0
}

/** The part of the plane that is left when rows and columns at the edges that have the shade of the top left pixel are cut off; a plane of one shade stays whole. */
function trimmed({ width, height, samples }: GreyPlane): { left: number; top: number; right: number; bottom: number } {
  const ground = samples[0]
  let left = width
  let top = height
  let right = 0
  let bottom = 0
  for (let y = 0; y < height; y++) {
    const row = y * width
    let first = 0
    while (first < width && samples[row + first] === ground) first++
    if (first === width) continue
    let last = width
    while (samples[row + last - 1] === ground) last--
    left = Math.min(left, first)
    right = Math.max(right, last)
    top = Math.min(top, y)
    bottom = y + 1
  }
  return right === 0 ? { left: 0, top: 0, right: width, bottom: height } : { left, top, right, bottom }
}

/** For each of 32 outputs the first input and its weights, which sum to one. */
function weightsOf(length: number): { first: number; weights: number[] }[] {
  const scale = length / side
  const stretch = Math.max(scale, 1)
  const support = 2 * stretch
  return Array.from({ length: side }, (_, out) => {
    const centre = (out + 0.5) * scale
    const first = Math.max(0, Math.trunc(centre - support + 0.5))
    const end = Math.min(length, Math.trunc(centre + support + 0.5))
    const raw = Array.from({ length: end - first }, (_, i) => bicubic((i + first - centre + 0.5) / stretch))
    const sum = raw.reduce((total, weight) => total + weight, 0)
    return { first, weights: raw.map((weight) => weight / sum) }
  })
}

function toByte(value: number): number {
  return Math.min(255, Math.max(0, Math.floor(value + 0.5)))
}

/** 1,024 grey values, row by row, of an upright picture's grey plane (`toGrey`). */
export function imagePixels(plane: GreyPlane): Uint8Array {
  const box = trimmed(plane)
  const columns = weightsOf(box.right - box.left)
  const rows = weightsOf(box.bottom - box.top)
  const height = box.bottom - box.top
  const narrow = new Uint8Array(side * height)
  for (let y = 0; y < height; y++) {
    const row = (box.top + y) * plane.width + box.left
    for (const [x, { first, weights }] of columns.entries()) {
      let sum = 0
      for (let i = 0; i < weights.length; i++) sum += (weights[i] ?? 0) * (plane.samples[row + first + i] ?? 0)
      narrow[y * side + x] = toByte(sum)
    }
  }
  const out = new Uint8Array(side * side)
  for (const [y, { first, weights }] of rows.entries()) {
    for (let x = 0; x < side; x++) {
      let sum = 0
      for (let i = 0; i < weights.length; i++) sum += (weights[i] ?? 0) * (narrow[(first + i) * side + x] ?? 0)
      out[y * side + x] = toByte(sum)
    }
  }
  return out
}

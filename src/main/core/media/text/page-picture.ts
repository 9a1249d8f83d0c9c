import type { Thumbnail } from '../../compute/tasks.ts'
import { makeThumbnail } from '../image/thumbnail.ts'

// A picture of a text's first page in bars, a bar for each word: the shape of its lines and paragraphs, the same on every machine,
// whatever fonts it has, and in every script.

const width = 362
const height = 512
const margin = 32
const characterWidth = 4
const lineHeight = 11
const barHeight = 5
const paper = [250, 249, 245] as const
const ink = [96, 100, 110] as const

/** Ideographs, kana and Hangul take twice the room of a letter. */
function widthOf(word: string): number {
  let columns = 0
  for (const character of word)
    columns += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]/.test(character) ? 2 : 1
  return columns * characterWidth
}

/** RGB pixels of the page, row by row. */
export function pagePixels(text: string): Uint8Array {
  const samples = new Uint8Array(width * height * 3)
  for (let at = 0; at < samples.length; at += 3) samples.set(paper, at)
  const bar = (left: number, top: number, length: number): void => {
    for (let y = top; y < top + barHeight; y++) {
      for (let x = left; x < Math.min(left + length, width - margin); x++) samples.set(ink, (y * width + x) * 3)
    }
  }
  let y = margin
  for (const line of text.split(/\r\n?|\n/)) {
    let x = margin
    for (const word of line.split(/\s+/)) {
      if (word === '') continue
      const length = widthOf(word)
      if (x > margin && x + length > width - margin) {
        x = margin
        y += lineHeight
      }
      if (y + barHeight > height - margin) return samples
      // A line without spaces, as Chinese has it, goes on over several lines of the page.
      let rest = length
      while (rest > width - margin - x && y + lineHeight + barHeight <= height - margin) {
        bar(x, y, width - margin - x)
        rest -= width - margin - x
        x = margin
        y += lineHeight
      }
      bar(x, y, rest)
      x += Math.max(0, rest) + characterWidth
    }
    y += x > margin ? lineHeight : Math.round(lineHeight / 2)
    if (y + barHeight > height - margin) return samples
  }
  return samples
}

export async function textThumbnail(text: string): Promise<Thumbnail> {
  return makeThumbnail({ width, height, channels: 3, samples: pagePixels(text) })
}

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { chunk, pngFile } from './indexed-png.ts'
import { seededRandom } from './random.ts'

// Small PNGs by the thousand, written by hand (PNG 3rd edition, §5): a general encoder would take longer than what is measured.

/** sin and cos of `turns` half turns along one side; a wave over both sides is then two products, not a sine a pixel. */
function waveAlong(side: number, turns: number): { sin: Float64Array; cos: Float64Array } {
  const angle = (i: number) => (i * turns * Math.PI) / side
  const along = (wave: (angle: number) => number) => Float64Array.from({ length: side }, (_, i) => wave(angle(i)))
  return { sin: along(Math.sin), cos: along(Math.cos) }
}

/** An RGB picture of `side` × `side`: two waves of seeded direction and colour, with a little noise. */
export function smallPng(seed: number, side: number): Buffer {
  const random = seededRandom(seed)
  const [broadX, broadY] = [waveAlong(side, random() * 6), waveAlong(side, random() * 6)]
  const [fineX, fineY] = [waveAlong(side, random() * 20), waveAlong(side, random() * -20)]
  const tint = [random(), random(), random()]
  const stride = side * 3 + 1
  const rows = Buffer.alloc(stride * side)
  const wave = (along: typeof broadX, down: typeof broadX, x: number, y: number) =>
    (along.sin[x] ?? 0) * (down.cos[y] ?? 0) + (along.cos[x] ?? 0) * (down.sin[y] ?? 0)
  for (let y = 0; y < side; y++) {
    // Each row begins with its filter: 1, the difference to the pixel on the left.
    rows[y * stride] = 1
    const left = [0, 0, 0]
    for (let x = 0; x < side; x++) {
      const broad = wave(broadX, broadY, x, y)
      const fine = wave(fineX, fineY, x, y)
      for (let c = 0; c < 3; c++) {
        const sample = Math.round(128 + 70 * broad * (tint[c] ?? 0) + 40 * fine + 8 * random()) & 255
        rows[y * stride + 1 + x * 3 + c] = sample - (left[c] ?? 0)
        left[c] = sample
      }
    }
  }
  return pngFile(side, side, 2, chunk('IDAT', deflateSync(rows, { level: 4 })))
}

export async function makeSmallPngs(dir: string, count: number, side: number): Promise<string[]> {
  const paths: string[] = []
  for (let index = 0; index < count; index++) {
    const path = join(dir, `small-${String(index).padStart(5, '0')}.png`)
    await writeFile(path, smallPng(index + 1, side))
    paths.push(path)
  }
  return paths
}

import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sharp } from '../../src/main/core/media/image/sharp-setup.ts'
import { seededRandom } from './random.ts'

// Pictures with the statistics of photographs: detail that weakens with its size, from broad light to fine grain.

export type PhotoPlan = { count: number; width: number; height: number }

/** Smooth noise of one grain size over the whole picture, three channels of raw samples. */
async function grain(random: () => number, divisor: number, reach: number, width: number, height: number) {
  const columns = Math.ceil(width / divisor)
  const rows = Math.ceil(height / divisor)
  const samples = new Uint8Array(columns * rows * 3)
  for (let i = 0; i < samples.length; i++) samples[i] = 128 + reach * (2 * random() - 1)
  return sharp(samples, { raw: { width: columns, height: rows, channels: 3 } })
    .resize(width, height, { kernel: 'linear', fit: 'fill' })
    .raw()
    .toBuffer()
}

async function makePhoto(path: string, seed: number, width: number, height: number): Promise<void> {
  const random = seededRandom(seed)
  const raw = { width, height, channels: 3 as const }
  const base = await grain(random, width / 12, 120, width, height)
  const overlays = []
  for (const [divisor, reach] of [
    [64, 90],
    [13, 60],
    [3, 40],
  ] as const) {
    overlays.push({ input: await grain(random, divisor, reach, width, height), raw, blend: 'overlay' as const })
  }
  await sharp(base, { raw })
    .composite(overlays)
    .withExif({ IFD0: { Make: 'Bench', Model: 'Seeded', Copyright: `picture ${seed}` } })
    .jpeg({ quality: 88 })
    .toFile(path)
}

/**
 * Writes `count` JPEGs, named in order. A sixth are drawn; the others are those with other bytes behind the end marker, which no decoder
 * reads: another content to hash and to know, the same pixels to decode.
 */
export async function makePhotos(dir: string, { count, width, height }: PhotoPlan): Promise<string[]> {
  const drawn = Math.ceil(count / 6)
  const pathOf = (index: number) => join(dir, `photo-${String(index).padStart(4, '0')}.jpg`)
  let next = 0
  const draw = async () => {
    for (let index = next++; index < drawn; index = next++) await makePhoto(pathOf(index), index + 1, width, height)
  }
  await Promise.all([draw(), draw()])
  for (let index = drawn; index < count; index++) {
    const original = await readFile(pathOf(index % drawn))
    await writeFile(pathOf(index), Buffer.concat([original, Buffer.from(`copy ${index}`)]))
  }
  return Array.from({ length: count }, (_, index) => pathOf(index))
}

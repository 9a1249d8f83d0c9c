import { join } from 'node:path'
import { averageHash } from '../../src/main/core/fingerprint/image/average-hash.ts'
import { differenceHash } from '../../src/main/core/fingerprint/image/difference-hash.ts'
import { toGrey } from '../../src/main/core/fingerprint/image/grey.ts'
import { hashPlane } from '../../src/main/core/fingerprint/image/image-hashes.ts'
import { pdqBits, pdqTerms } from '../../src/main/core/fingerprint/image/pdq.ts'
import { perceptualHash } from '../../src/main/core/fingerprint/image/perceptual-hash.ts'
import { imageQuality } from '../../src/main/core/fingerprint/image/quality.ts'
import { waveletHash } from '../../src/main/core/fingerprint/image/wavelet-hash.ts'
import { decodeImage } from '../../src/main/core/media/image/decode.ts'
import { readMetadataFields } from '../../src/main/core/media/image/metadata.ts'
import { makeThumbnail } from '../../src/main/core/media/image/thumbnail.ts'
import type { Context } from '../context.ts'
import { makePhotos } from '../make/photos.ts'
import { makeSmallPngs } from '../make/small-pngs.ts'
import { bareDecode } from '../peers/bare-decode.ts'
import { type Row, spreadOf, toRow } from '../row.ts'

// What each step over one picture costs once it is decoded, beside sharp's bare decode of the same file. One thread, warm code.

type Stage = { name: string; work: () => unknown }

/** The median time of one call, in microseconds. */
async function microseconds(calls: number, work: () => unknown): Promise<number> {
  for (let i = 0; i < calls; i++) await work()
  const times: number[] = []
  for (let i = 0; i < calls; i++) {
    const startedAt = performance.now()
    await work()
    times.push((performance.now() - startedAt) * 1000)
  }
  return spreadOf(times).median
}

async function stagesOf(path: string): Promise<Stage[]> {
  const { picture, original, blocks } = await decodeImage(path)
  const grey = toGrey(picture)
  const plane = hashPlane(grey, original)
  const shrunk = original.width === picture.width ? undefined : { original, grey }
  return [
    { name: 'grey', work: () => toGrey(picture) },
    { name: 'plane of the 64-bit hashes', work: () => hashPlane(grey, original) },
    { name: 'aHash', work: () => averageHash(plane) },
    { name: 'dHash', work: () => differenceHash(plane) },
    { name: 'pHash', work: () => perceptualHash(plane) },
    { name: 'wHash', work: () => waveletHash(plane) },
    {
      name: 'the four 64-bit hashes',
      work: () => [averageHash(plane), differenceHash(plane), perceptualHash(plane), waveletHash(plane)],
    },
    { name: 'PDQ, 256 bit', work: () => pdqBits(pdqTerms(picture, shrunk).terms) },
    { name: 'quality', work: () => imageQuality({ size: original, plane, compression: null }) },
    { name: 'metadata', work: () => readMetadataFields(blocks) },
    { name: 'thumbnail', work: () => makeThumbnail(picture) },
  ]
}

async function rowsOf(
  context: Context,
  what: string,
  path: string,
  size: { width: number; height: number },
  calls: number,
): Promise<Row[]> {
  const stages = await stagesOf(path)
  const taken = new Map<string, number[]>(stages.map(({ name }) => [name, []]))
  const bare: number[] = []
  await context.repeat(async () => {
    bare.push(await microseconds(calls, () => bareDecode({ files: [path], size, inFlight: 1 })))
    for (const { name, work } of stages) taken.get(name)?.push(await microseconds(calls, work))
  })
  const peer = { name: 'sharp’s bare decode', values: bare }
  return stages.map(({ name }) =>
    toRow({ topic: 'kernels', figure: `${name}, ${what}`, unit: 'µs', values: taken.get(name) ?? [], peer }),
  )
}

export async function run(context: Context): Promise<Row[]> {
  const large = { width: 4000, height: 3000 }
  const small = { width: 256, height: 256 }
  const photos = await context.once('one-photo', async (dir) => void (await makePhotos(dir, { count: 1, ...large })))
  const pngs = await context.once('one-png', async (dir) => void (await makeSmallPngs(dir, 1, small.width)))
  return [
    ...(await rowsOf(context, 'a 12-MP JPEG', join(photos, 'photo-0000.jpg'), large, context.size(40))),
    ...(await rowsOf(context, 'a 256-px PNG', join(pngs, 'small-00000.png'), small, context.size(100))),
  ]
}

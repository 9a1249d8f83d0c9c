import { mkdtemp, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { imageFeatures } from '../../../../src/main/core/compute/features-image.ts'
import { picturePointsMethod } from '../../../../src/main/core/compute/feature-methods.ts'
import type { FeaturesRequest } from '../../../../src/main/core/compute/tasks.ts'
import { unpackPoints } from '../../../../src/main/core/fingerprint/image/points/pack.ts'
import { insideOf } from '../../../../src/main/core/match/picture/likeness.ts'
import { comparePictures, preparePicture } from '../../../../src/main/core/match/picture/picture.ts'
import { sharp } from '../../../../src/main/core/media/image/sharp-setup.ts'
import { drawing } from '../../../fakes/drawing.ts'

let dir: string
const never = new AbortController().signal

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'metastamp-features-'))
  onTestFinished(() => rm(dir, { recursive: true, force: true }))
})

async function request(name: string, bytes: Uint8Array): Promise<FeaturesRequest> {
  const path = join(dir, name)
  await writeFile(path, bytes)
  const { size, mtimeMs } = await stat(path)
  return {
    path,
    kind: 'image',
    mediaType: 'image/png',
    bytes: size,
    mtimeUs: Math.floor(mtimeMs * 1000),
    sha256: new Uint8Array(32),
    ffmpegPath: null,
    methods: [picturePointsMethod.method],
  }
}

const { samples, ...shape } = drawing(5, 1400, 1000)
const picture = () => sharp(samples, { raw: { ...shape, channels: 1 } })

async function pointsOf(name: string, bytes: Uint8Array) {
  const { features } = await imageFeatures(await request(name, bytes), never)
  const points = unpackPoints(features[0]?.bytes ?? new Uint8Array(0))
  if (points === null) throw new Error(`no points of ${name}`)
  return points
}

async function greyOf(file: Uint8Array) {
  const { data, info } = await sharp(file).toColourspace('b-w').raw().toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, samples: new Uint8Array(data) }
}

describe('features of a picture file', () => {
  it('find a poor, cut and turned copy of it', async () => {
    const known = await pointsOf('known.png', await picture().png().toBuffer())
    const cut = picture().extract({ left: 500, top: 300, width: 700, height: 500 })
    const poor = await sharp(await cut.rotate(90).png().toBuffer())
      .resize(330)
      .jpeg({ quality: 35 })
      .toBuffer()
    const points = await pointsOf('poor.jpg', poor)
    const match = await comparePictures(preparePicture(points), known, async () => ({
      first: insideOf(await greyOf(poor), points),
      second: insideOf({ ...shape, samples }, known),
    }))
    expect(match).toMatchObject({ method: 'points', mirrored: false })
    expect(match?.strength).toBeGreaterThan(1)
  })

  it('are empty for a picture without any structure, and the same each time otherwise', async () => {
    const plain = await sharp({ create: { width: 300, height: 200, channels: 3, background: '#336' } })
      .png()
      .toBuffer()
    expect(await imageFeatures(await request('plain.png', plain), never)).toEqual({ features: [] })
    const file = await request('same.png', await picture().png().toBuffer())
    expect(await imageFeatures(file, never)).toEqual(await imageFeatures(file, never))
  })

  it('are refused for a file that is not the inspected one, is gone, or cannot be read', async () => {
    const png = await picture().png().toBuffer()
    const touched = await request('touched.png', png)
    await utimes(touched.path, 1, 1)
    const gone = { ...(await request('gone.png', png)), path: join(dir, 'nowhere.png') }
    const torn = await request('torn.png', png.subarray(0, 9_000))
    const codes = await Promise.all(
      [touched, gone, torn].map((file) =>
        imageFeatures(file, never).catch((thrown: { code?: unknown }) => thrown.code),
      ),
    )
    expect(codes).toEqual(['CHANGED_WHILE_READING', 'VANISHED', 'CORRUPT_MEDIA'])
  })
})

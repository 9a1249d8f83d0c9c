import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { toGrey } from '../../../../../../src/main/core/fingerprint/image/grey.ts'
import { imageHashes } from '../../../../../../src/main/core/fingerprint/image/image-hashes.ts'
import { differenceHash } from '../../../../../../src/main/core/fingerprint/image/difference-hash.ts'
import type { Picture } from '../../../../../../src/main/core/fingerprint/image/picture.ts'
import { pixelsOf } from './pixels.ts'

const folder = new URL('../../../../../fixtures/vectors/imagehash/', import.meta.url)

const Planes = z.array(
  z.object({
    kind: z.string(),
    width: z.int(),
    height: z.int(),
    grey: z.base64(),
    ahash: z.string(),
    phash: z.string(),
    dhash: z.string(),
    whash: z.string(),
  }),
)

function hashes(picture: Picture) {
  const grey = toGrey(picture)
  const { ahash, phash, dhash, whash } = imageHashes(picture, grey, grey, picture)
  return { ahash, phash, dhash, whash }
}

describe('imagehash', () => {
  it('is met bit for bit on its own test pictures', async () => {
    const expected = JSON.parse(readFileSync(new URL('expected.json', folder), 'utf8'))
    const first = await pixelsOf(sharp(readFileSync(new URL('imagehash.png', folder))))
    const peppers = await pixelsOf(sharp(readFileSync(new URL('peppers.png', folder))))
    const { average_hash, phash, dhash, whash } = expected['imagehash.png']
    expect(hashes(first)).toEqual({ ahash: average_hash, phash, dhash, whash })
    const grey = toGrey(peppers)
    const { average_hash: peppersAverage, crop_resistant_hash: cropResistant } = expected['peppers.png']
    expect(hashes(peppers).ahash).toBe(peppersAverage)
    // One segment of the crop-resistant hash is the whole picture under dHash.
    expect(cropResistant.split(',')).toContain(differenceHash(grey))
    // A rounding slip in the grey formula shows here even where no hash notices.
    expect(createHash('md5').update(grey.samples).digest('hex')).toBe(
      expected['peppers.png']['greyscale_md5_pillow>=7'],
    )
  })

  it('is met bit for bit where values tie: even areas, single tones, ramps', () => {
    const planes = Planes.parse(JSON.parse(readFileSync(new URL('planes.json', folder), 'utf8')))
    expect(planes.length).toBeGreaterThan(20)
    for (const { kind, width, height, grey, ...expected } of planes) {
      const samples = new Uint8Array(Buffer.from(grey, 'base64'))
      expect({ kind, width, height, ...hashes({ width, height, channels: 1, samples }) }).toEqual({
        kind,
        width,
        height,
        ...expected,
      })
    }
  })
})

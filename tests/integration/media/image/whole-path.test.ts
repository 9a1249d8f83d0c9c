import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Fingerprint, type ImageFingerprint } from '../../../../src/shared/domain/fingerprint.ts'
import { fromHex } from '../../../../src/shared/domain/hash.ts'
import { fingerprintImage } from '../../../../src/main/core/compute/fingerprint-image.ts'
import type { FingerprintResult } from '../../../../src/main/core/compute/tasks.ts'
import { hammingDistance } from '../../../../src/main/core/fingerprint/image/bits.ts'
import { toGrey } from '../../../../src/main/core/fingerprint/image/grey.ts'
import { imageHashes } from '../../../../src/main/core/fingerprint/image/image-hashes.ts'
import { requestFor, scene } from './make-files.ts'

let folder: string
let count = 0
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'image-path-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function result(bytes: Uint8Array): Promise<FingerprintResult> {
  return fingerprintImage(await requestFor(folder, `${count++}.img`, bytes), new AbortController().signal)
}

async function imageOf(bytes: Uint8Array): Promise<ImageFingerprint> {
  const { image } = (await result(bytes)).fingerprint
  if (image === undefined) throw new Error('an image has an image part')
  return image
}

type Hashes = Pick<ImageFingerprint, 'phash' | 'ahash' | 'dhash' | 'whash' | 'pdq'>
const hashesOf = ({ phash, ahash, dhash, whash, pdq }: Hashes) => ({ phash, ahash, dhash, whash, pdq })
const distance = (a: string, b: string): number => hammingDistance(fromHex(a), fromHex(b))

/** Largest distance of the 64-bit hashes, and that of PDQ. */
function apart(a: Hashes, b: Hashes): { small: number; pdq: number } {
  const small = Math.max(...(['phash', 'ahash', 'dhash', 'whash'] as const).map((name) => distance(a[name], b[name])))
  return { small, pdq: distance(a.pdq, b.pdq) }
}

describe('the whole path', () => {
  it('gives a result of the public shape, with everything in it', async () => {
    const { fingerprint, thumbnail } = await result(await scene(640, 400).jpeg().toBuffer())
    expect(Fingerprint.parse(fingerprint)).toEqual(fingerprint)
    expect(fingerprint).toMatchObject({
      sha256: 'ab'.repeat(32),
      kind: 'image',
      mediaType: 'image/x',
      image: { width: 640, height: 400, colourSpace: 'sRGB', frames: 1, hasAlpha: false, exif: {} },
    })
    expect(thumbnail).toMatchObject({ mediaType: 'image/jpeg', width: 512, height: 320 })
    expect(await sharp(thumbnail?.bytes).metadata()).toMatchObject({ format: 'jpeg', width: 512, height: 320 })
  })

  it('hashes a picture of up to 1.5 megapixels exactly', async () => {
    const { data, info } = await scene(1400, 1000).raw().toBuffer({ resolveWithObject: true })
    const picture = { width: 1400, height: 1000, channels: info.channels, samples: new Uint8Array(data) }
    const grey = toGrey(picture)
    const expected = imageHashes(picture, grey, grey, picture)
    expect(await imageOf(await scene(1400, 1000).png().toBuffer())).toMatchObject(expected)
  })

  it('stays within the tolerance where decoding shrinks: median 0, 99 of 100 within 2, PDQ within 10', async () => {
    const vectors = new URL('../../../fixtures/vectors/', import.meta.url)
    const sources = ['imagehash/imagehash.png', 'imagehash/peppers.png', 'pdq/reg-test-input/dih/bridge-1-original.jpg']
    const small: number[] = []
    const pdq: number[] = []
    for (const source of sources) {
      const original = sharp(await readFile(new URL(source, vectors))).removeAlpha()
      for (const width of [2200, 3000]) {
        const large = original.clone().resize(width)
        const jpeg = large.clone().jpeg()
        const others = [
          large.clone().png({ compressionLevel: 1 }),
          large.clone().webp({ effort: 0 }),
          large.clone().tiff({ compression: 'lzw' }),
        ]
        const files = width === 2200 ? [jpeg, ...others] : [jpeg]
        for (const file of files) {
          const bytes = await file.toBuffer()
          const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true })
          const picture = {
            width: info.width,
            height: info.height,
            channels: info.channels,
            samples: new Uint8Array(data),
          }
          const grey = toGrey(picture)
          const exact = imageHashes(picture, grey, grey, picture)
          const image = await imageOf(bytes)
          for (const name of ['phash', 'ahash', 'dhash', 'whash'] as const)
            small.push(distance(image[name], exact[name]))
          pdq.push(distance(image.pdq, exact.pdq))
        }
      }
    }
    const at = (values: number[], share: number) =>
      values.toSorted((x, y) => x - y)[Math.ceil(share * values.length) - 1] ?? 256
    expect(small).toHaveLength(60)
    expect({ median: at(small, 0.5), p99: at(small, 0.99) <= 2, pdq: at(pdq, 1) <= 10 }, `${small} / ${pdq}`).toEqual({
      median: 0,
      p99: true,
      pdq: true,
    })
  }, 120_000)

  it('shows a photo’s thumbnail at 480 to 512 pixels, without what the file says about its maker and place', async () => {
    const sizes: unknown[] = []
    for (const [width, height] of [
      [2000, 1500],
      [1030, 700],
      [1021, 701],
      [958, 700],
      [513, 9],
    ] as const) {
      const tagged = scene(width, height).withExif({
        IFD0: { Artist: 'A. Maker' },
        IFD3: { GPSLatitude: '51/1 30/1 0/1' },
      })
      const { thumbnail } = await result(await tagged.jpeg().toBuffer())
      const { exif, xmp, iptc } = await sharp(thumbnail?.bytes).metadata()
      sizes.push([thumbnail?.width, thumbnail?.height, exif ?? xmp ?? iptc])
    }
    expect(sizes).toEqual([
      [500, 375, undefined],
      [512, 348, undefined],
      [510, 350, undefined],
      [512, 374, undefined],
      [512, 9, undefined],
    ])
  })

  it('never enlarges a thumbnail, and manages a single pixel', async () => {
    const { fingerprint, thumbnail } = await result(await scene(1, 1).png().toBuffer())
    expect([fingerprint.image?.width, fingerprint.image?.pdqQuality, thumbnail?.width, thumbnail?.height]).toEqual([
      1, 0, 1, 1,
    ])
    expect((await result(await scene(40, 90).webp().toBuffer())).thumbnail).toMatchObject({ width: 40, height: 90 })
    expect(await imageOf(await scene(9000, 200).png().toBuffer())).toMatchObject({ width: 9000, height: 200 })
  })
})

describe('orientation', () => {
  // Which upright pixel lies at row r, column c of the stored picture; `w` and `h` are one less than the upright sides (TIFF 6.0, tag 274).
  const upright: readonly ((r: number, c: number, w: number, h: number) => [row: number, column: number])[] = [
    (r, c) => [r, c],
    (r, c, w) => [r, w - c],
    (r, c, w, h) => [h - r, w - c],
    (r, c, _w, h) => [h - r, c],
    (r, c) => [c, r],
    (r, c, w) => [c, w - r],
    (r, c, w, h) => [h - c, w - r],
    (r, c, _w, h) => [h - c, r],
  ]

  /** The scene as a camera held that way stores it, with the EXIF tag that stands it up again. */
  async function lying(width: number, height: number, orientation: number): Promise<Sharp> {
    const from = await scene(width, height).raw().toBuffer()
    const place = upright[orientation - 1]
    if (place === undefined) throw new Error(`no orientation ${orientation}`)
    const [columns, rows] = orientation > 4 ? [height, width] : [width, height]
    const samples = new Uint8Array(from.length)
    for (let r = 0, at = 0; r < rows; r++) {
      for (let c = 0; c < columns; c++, at += 3) {
        const [row, column] = place(r, c, width - 1, height - 1)
        samples.set(from.subarray((row * width + column) * 3, (row * width + column) * 3 + 3), at)
      }
    }
    return sharp(samples, { raw: { width: columns, height: rows, channels: 3 } }).withMetadata({ orientation })
  }

  const all = [1, 2, 3, 4, 5, 6, 7, 8]

  it.each(['png', 'tiff'] as const)('gives all eight the hashes of the upright picture: %s', async (format) => {
    const seen: unknown[] = []
    for (const orientation of all) {
      const stored = await lying(300, 200, orientation)
      const image = await imageOf(
        await (format === 'png' ? stored.png() : stored.tiff({ compression: 'lzw' })).toBuffer(),
      )
      seen.push({ width: image.width, height: image.height, ...hashesOf(image) })
    }
    const plain = await imageOf(await scene(300, 200).png().toBuffer())
    expect(seen).toEqual(all.map(() => ({ width: 300, height: 200, ...hashesOf(plain) })))
  })

  it('does so for JPEG that is shrunk on load', async () => {
    const plain = await imageOf(await scene(2100, 1400).jpeg({ quality: 95 }).toBuffer())
    const seen: unknown[] = []
    for (const orientation of all) {
      const stored = await lying(2100, 1400, orientation)
      const image = await imageOf(await stored.jpeg({ quality: 95 }).toBuffer())
      const { small, pdq } = apart(image, plain)
      seen.push({ width: image.width, small: small <= 2, pdq: pdq <= 10 })
    }
    expect(seen).toEqual(all.map(() => ({ width: 2100, small: true, pdq: true })))
  }, 120_000)
})

describe('colour', () => {
  /** Mean difference per sample between what a file shows and the scene, in levels. */
  async function off(bytes: Uint8Array): Promise<number> {
    const { thumbnail } = await result(bytes)
    const shown = await sharp(thumbnail?.bytes).raw().toBuffer()
    const meant = await scene(500, 400).raw().toBuffer()
    expect(shown.length).toBe(meant.length)
    return shown.reduce((sum, sample, at) => sum + Math.abs(sample - (meant[at] ?? 0)), 0) / meant.length
  }

  it('comes out the same from CMYK, 16 bits and wide profiles: inverted inks or dropped bytes would be far off', async () => {
    const variants = {
      sRGB: await scene(500, 400).withIccProfile('srgb').png().toBuffer(),
      CMYK: await scene(500, 400).toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer(),
      P3: await scene(500, 400).withIccProfile('p3').png().toBuffer(),
      deep: await scene(500, 400).toColourspace('rgb16').png().toBuffer(),
    }
    const seen: Record<string, unknown> = {}
    for (const [name, bytes] of Object.entries(variants)) {
      seen[name] = { near: (await off(bytes)) < (name === 'CMYK' ? 16 : 5), space: (await imageOf(bytes)).colourSpace }
    }
    expect(seen).toEqual({
      sRGB: { near: true, space: expect.stringMatching(/^s ?RGB/i) },
      CMYK: { near: true, space: 'CMYK' },
      P3: { near: true, space: expect.stringMatching(/P3/) },
      deep: { near: true, space: 'sRGB' },
    })
  })

  it('takes grey at 8 and 16 bits as the grey it is', async () => {
    const grey = await scene(300, 200).greyscale().toColourspace('b-w').png().toBuffer()
    const deep = await sharp(grey).toColourspace('grey16').png().toBuffer()
    const colour = await sharp(grey).toColourspace('srgb').png().toBuffer()
    const [plain, fromDeep, fromColour] = [await imageOf(grey), await imageOf(deep), await imageOf(colour)]
    expect([plain.colourSpace, fromDeep.colourSpace]).toEqual(['grey', 'grey'])
    expect([hashesOf(fromDeep), hashesOf(fromColour)]).toEqual([hashesOf(plain), hashesOf(plain)])
  })

  it('is converted by the embedded profile: red of sRGB is (234, 51, 35) in P3', async () => {
    const red = { create: { width: 64, height: 64, channels: 3 as const, background: '#f00' } }
    const stored = await sharp(red).withIccProfile('p3').png().toBuffer()
    const shown = await sharp((await result(stored)).thumbnail?.bytes)
      .raw()
      .toBuffer()
    expect([...shown.subarray(0, 3)].map((sample, at) => Math.abs(sample - (at === 0 ? 255 : 0)) < 12)).toEqual([
      true,
      true,
      true,
    ])
  })
})

describe('transparency', () => {
  const logo = (shape: string, colour: string): Buffer =>
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="300"><g fill="${colour}">${shape}</g></svg>`,
    )
  const ring = '<circle cx="110" cy="100" r="80"/><rect x="200" y="150" width="60" height="120"/>'
  const stairs = '<path d="M20 280V200H100V130H180V60H280V280Z"/>'
  // The product blocks the SVG decoder for the whole process; drawing a test picture needs it for a moment.
  const drawn = async (svg: Buffer): Promise<Buffer> => {
    sharp.unblock({ operation: ['VipsForeignLoadSvg'] })
    try {
      return await sharp(svg).png().toBuffer()
    } finally {
      sharp.block({ operation: ['VipsForeignLoadSvg'] })
    }
  }

  it('keeps white works on transparency apart, and black ones', async () => {
    const found: Record<string, unknown> = {}
    for (const colour of ['#fff', '#000', '#888']) {
      const [a, b] = [await imageOf(await drawn(logo(ring, colour))), await imageOf(await drawn(logo(stairs, colour)))]
      found[colour] = {
        alpha: a.hasAlpha,
        phash: distance(a.phash, b.phash) > 10,
        pdq: distance(a.pdq, b.pdq) > 31,
        structure: a.pdqQuality > 0,
      }
    }
    const apartInAll = { alpha: true, phash: true, pdq: true, structure: true }
    expect(found).toEqual({ '#fff': apartInAll, '#000': apartInAll, '#888': apartInAll })
  })
})

describe('animations', () => {
  it.each(['gif', 'webp'] as const)('are hashed by their first frame, their frames counted: %s', async (format) => {
    const stills = [scene(120, 90), scene(120, 90).flip(), scene(120, 90).flop()]
    const frames = Buffer.concat(await Promise.all(stills.map((still) => still.raw().toBuffer())))
    const film = sharp(frames, { raw: { width: 120, height: 270, channels: 3, pageHeight: 90 } })
    const bytes = format === 'gif' ? await film.gif().toBuffer() : await film.webp({ lossless: true }).toBuffer()
    const { fingerprint } = await result(bytes)
    const still = await imageOf(await scene(120, 90).png().toBuffer())
    expect(fingerprint.image).toMatchObject({ width: 120, height: 90, frames: 3 })
    expect(distance(fingerprint.image?.pdq ?? '', still.pdq)).toBeLessThanOrEqual(20)
    expect(fingerprint.notes).toEqual(['The picture moves: the first of its 3 frames was fingerprinted.'])
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  createFilmEmbedding,
  embedPicture,
} from '../../../../../../src/main/core/fingerprint/embedding/picture-embedding.ts'
import { embedSound } from '../../../../../../src/main/core/fingerprint/embedding/sound-embedding.ts'
import { TextEmbedder } from '../../../../../../src/main/core/fingerprint/embedding/text-embedding.ts'
import { halveRgb } from '../../../../../../src/main/core/fingerprint/image/box-shrink.ts'
import type { Picture } from '../../../../../../src/main/core/fingerprint/image/picture.ts'
import { tokensOf } from '../../../../../../src/main/core/fingerprint/text/tokens.ts'
import { soundOf } from '../../../../../fakes/page-core/kind-parts.ts'
import { createRandom } from '../../../../../fakes/page-core/random.ts'

const cosine = (a: Float32Array | null, b: Float32Array | null): number =>
  (a ?? new Float32Array()).reduce((sum, value, i) => sum + value * (b?.[i] ?? Number.NaN), 0)

const length = (vector: Float32Array | null) => Math.hypot(...(vector ?? []))

/** Soft blobs of colour: something that has a layout. */
function picture(seed: number, width = 96, height = 64): Picture {
  const random = createRandom(seed)
  const blobs = Array.from({ length: 6 }, () => ({
    x: random(),
    y: random(),
    size: 0.05 + random() * 0.2,
    colour: [random() * 255, random() * 255, random() * 255],
  }))
  const samples = new Uint8Array(width * height * 3)
  for (let i = 0; i < width * height; i++) {
    const [x, y] = [(i % width) / width, Math.floor(i / width) / height]
    for (let c = 0; c < 3; c++) {
      const light = blobs.reduce(
        (sum, blob) =>
          sum + (blob.colour[c] ?? 0) * Math.exp(-((x - blob.x) ** 2 + (y - blob.y) ** 2) / blob.size ** 2),
        20,
      )
      samples[3 * i + c] = Math.min(255, light)
    }
  }
  return { width, height, channels: 3, samples }
}

describe('a picture', () => {
  it('gives 128 numbers of length 1, the same every time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), (seed) => {
        const vector = embedPicture(picture(seed))
        expect([vector?.length, vector]).toEqual([128, embedPicture(picture(seed))])
        expect(length(vector)).toBeCloseTo(1, 5)
      }),
      { numRuns: 20 },
    )
  })

  it('lies near its smaller and its brighter copy, and further from every other', () => {
    const original = picture(1, 192, 128)
    const vector = embedPicture(original)
    const brighter = { ...original, samples: original.samples.map((value) => Math.min(255, value * 1.1 + 6)) }
    const copies = [embedPicture(halveRgb(original)), embedPicture(brighter)].map((each) => cosine(vector, each))
    const others = Array.from({ length: 30 }, (_, i) => cosine(vector, embedPicture(picture(i + 2, 192, 128))))
    expect(Math.min(...copies)).toBeGreaterThan(0.97)
    expect(Math.max(...others)).toBeLessThan(Math.min(...copies))
  })

  it('of one grey is like nothing, and one of a single pixel breaks nothing', () => {
    const grey = { width: 9, height: 9, channels: 1, samples: new Uint8Array(81).fill(128) } as const
    expect(length(embedPicture(grey))).toBeLessThanOrEqual(1.000_01)
    const pixel = { width: 1, height: 1, channels: 4, samples: Uint8Array.of(200, 10, 30, 255) } as const
    expect(length(embedPicture(pixel))).toBeCloseTo(1, 5)
  })
})

it('a film is the mean of its pictures; without one it is like nothing', () => {
  const film = createFilmEmbedding()
  expect(createFilmEmbedding().finish()).toBeNull()
  const frames = [1, 2, 3].map((seed) => embedPicture(picture(seed)))
  for (const frame of [...frames, null]) film.push(frame)
  const vector = film.finish()
  expect(length(vector)).toBeCloseTo(1, 5)
  for (const frame of frames) expect(cosine(vector, frame)).toBeGreaterThan(0.5)
})

describe('a sound', () => {
  const song = (seed: number) => soundOf(createRandom(seed), 'flac')

  it('is the same in another key and at twice the tempo’s count, and louder is near', () => {
    const original = song(3)
    const shifted = { ...original, chroma: original.chroma.map((_, i, all) => all[(i + 5) % 12] ?? 0) }
    const doubled = { ...original, tempoBpm: (original.tempoBpm ?? 0) * 2 }
    const louder = { ...original, loudnessLufs: (original.loudnessLufs ?? 0) + 4 }
    const vector = embedSound(original)
    expect([embedSound(shifted), embedSound(doubled)].map((each) => cosine(vector, each))).toEqual([
      expect.closeTo(1, 5),
      expect.closeTo(1, 5),
    ])
    expect(cosine(vector, embedSound(louder))).toBeGreaterThan(0.97)
    expect([vector?.length, length(vector)]).toEqual([128, expect.closeTo(1, 5)])
  })

  it('of silence is like nothing', () => {
    expect(embedSound({ ...song(1), chroma: Array.from<number>({ length: 12 }).fill(0) })).toBeNull()
  })
})

describe('a text', () => {
  const embed = (text: string) => {
    const embedder = new TextEmbedder()
    for (const token of tokensOf(text)) embedder.add(token)
    return embedder.finish()
  }
  const bread =
    'knead the dough until smooth and let it rise until doubled then shape the loaves and bake in a hot oven'
  const bread2 = 'bake the loaves in a hot oven after the dough has doubled and been kneaded until smooth and shaped'
  const sea = 'the harbour lay quiet while fishing boats waited for the evening tide to carry them past the lighthouse'

  it('lies nearer to one about the same than to one about something else', () => {
    expect(cosine(embed(bread), embed(bread2))).toBeGreaterThan(cosine(embed(bread), embed(sea)) + 0.2)
  })

  it('of words that every text has is like nothing', () => {
    expect([embed('it is to be of no us'), embed('')]).toEqual([null, null])
  })
})

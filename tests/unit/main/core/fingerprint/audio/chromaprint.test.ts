import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import {
  createChromaprint,
  hashOfWords,
} from '../../../../../../src/main/core/fingerprint/audio/chromaprint/chromaprint.ts'
import {
  compressWords,
  decodeChromaprint,
  decompressWords,
  encodeChromaprint,
} from '../../../../../../src/main/core/fingerprint/audio/chromaprint/compress.ts'
import { vectorFile } from './vectors.ts'

const Expected = z.object({
  api_tests: z.record(z.string(), z.object({ encoded_strings: z.array(z.string()).default([]) })),
  simhash: z.array(z.object({ input_signed: z.array(z.int()), simhash: z.int() })),
})
const expected = Expected.parse(JSON.parse(readFileSync(vectorFile('chromaprint/expected.json'), 'utf8')))
const encodedOf = (test: string): string => expected.api_tests[test]?.encoded_strings[0] ?? 'missing'

function wordsOf(samples: Int16Array, piece = samples.length): Uint32Array {
  const chromaprint = createChromaprint()
  for (let at = 0; at < samples.length; at += piece) chromaprint.push(samples.subarray(at, at + piece))
  return chromaprint.words()
}

describe('Chromaprint', () => {
  it('has the words of the reference for silence: zeros must not be divided by their length', () => {
    // 130 × 1024 zeros at 44,100 Hz in the reference's own test.
    const words = wordsOf(new Int16Array((130 * 1024) / 4))
    expect({ words: [...words], text: encodeChromaprint(words), hash: hashOfWords(words) }).toEqual({
      words: [627_964_279, 627_964_279, 627_964_279],
      text: encodedOf('Test2SilenceFp'),
      hash: 627_964_279,
    })
  })

  it('says nothing about less than 2.6 seconds', () => {
    const bytes = readFileSync(vectorFile('chromaprint/test_mono_11025.raw'))
    const samples = new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
    expect(encodeChromaprint(wordsOf(samples))).toBe('AQAAAA')
    // 20 rows of chroma are needed: 4096 + 19 · 1365 samples.
    expect([wordsOf(new Int16Array(30_030)).length, wordsOf(new Int16Array(30_031)).length]).toEqual([0, 1])
  })

  it('does not depend on how the samples arrive', () => {
    const samples = Int16Array.from(
      { length: 60_000 },
      (_, i) => 9000 * Math.sin(i / 9) + 7000 * Math.sin((i * i) / 1e6),
    )
    expect([1, 997, 4096, 20_000].map((piece) => encodeChromaprint(wordsOf(samples, piece)))).toEqual(
      Array.from({ length: 4 }, () => encodeChromaprint(wordsOf(samples))),
    )
  })

  it('is the same for the same sound at half the volume: rows are normalised', () => {
    const loud = Int16Array.from({ length: 60_000 }, (_, i) => 2 * Math.round(8000 * Math.sin(i / 9 + (i * i) / 1e6)))
    expect(wordsOf(loud.map((sample) => sample / 2))).toEqual(wordsOf(loud))
  })

  it('hashes words as the reference does', () => {
    const [normal] = expected.simhash
    expect({
      normal: hashOfWords(Uint32Array.from(normal?.input_signed ?? [])),
      four: hashOfWords(Uint32Array.of(19_681, 22_345, 312_312, 453_425)),
      none: hashOfWords(new Uint32Array(0)),
    }).toEqual({ normal: normal?.simhash, four: 17_249, none: 0 })
  })
})

describe('the compressed form', () => {
  it('equals that of the reference', () => {
    const words = Uint32Array.of(1, 0)
    expect([[...compressWords(words, 55)], encodeChromaprint(words, 55)]).toEqual([[55, 0, 0, 2, 65, 0], 'NwAAAkEA'])
  })

  it.each(['TestDecodeFingerprintText', 'TestDecodeFingerprintOutOfRange', 'TestFp'])(
    'is read and written again without a change: %s',
    (test) => {
      const text = encodedOf(test)
      const decoded = decodeChromaprint(text)
      expect(encodeChromaprint(decoded?.words ?? new Uint32Array(0), decoded?.algorithm)).toBe(text)
    },
  )

  it('gives back any words', () => {
    const word = fc.oneof(fc.integer({ min: 0, max: 0xffff_ffff }), fc.constantFrom(0, 0x8000_0000, 0xffff_ffff))
    fc.assert(
      fc.property(fc.array(word, { maxLength: 50 }), fc.integer({ min: 0, max: 255 }), (values, algorithm) => {
        const words = Uint32Array.from(values)
        expect(decodeChromaprint(encodeChromaprint(words, algorithm))).toEqual({ algorithm, words })
      }),
    )
  })

  it('refuses what is cut off or made up, without sizing memory by it', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => void decompressWords(bytes)))
    const whole = compressWords(Uint32Array.of(0x8000_0001, 7, 0xffff_0000))
    expect([
      decompressWords(whole.subarray(0, whole.length - 1)),
      decompressWords(Uint8Array.of(1, 255, 255, 255, 0, 0)),
      decompressWords(Uint8Array.of(1, 0)),
      decodeChromaprint('not base64!'),
    ]).toEqual([null, null, null, null])
  })
})

import { blake3 as reference } from '@noble/hashes/blake3.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Blake3, blake3 } from '../../../../../../src/main/core/fingerprint/iscc/blake3.ts'
import { cutPoint, DataHasher } from '../../../../../../src/main/core/fingerprint/iscc/data-code.ts'
import { MinHash64 } from '../../../../../../src/main/core/fingerprint/iscc/minhash.ts'
import { a, b } from '../../../../../../src/main/core/fingerprint/iscc/minhash-constants.ts'
import { collapseText, TextHasher, textCode } from '../../../../../../src/main/core/fingerprint/iscc/text-code.ts'
import { xxhash32 } from '../../../../../../src/main/core/fingerprint/iscc/xxhash32.ts'
import { hammingDistance } from '../../../../../../src/main/core/fingerprint/image/bits.ts'

function noise(length: number, seed = 1): Uint8Array {
  let state = seed
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0
    return state >>> 24
  })
}

/** The same bytes in parts whose lengths are given, the rest at the end; a part of none is allowed. */
function inParts(bytes: Uint8Array, lengths: readonly number[]): Uint8Array[] {
  const parts: Uint8Array[] = []
  let at = 0
  for (const length of lengths) {
    parts.push(bytes.subarray(at, at + length))
    at = Math.min(bytes.length, at + length)
  }
  return [...parts, bytes.subarray(at)]
}

function digestOf(hasher: { update(part: Uint8Array): void; digest(): Uint8Array }, parts: readonly Uint8Array[]) {
  for (const part of parts) hasher.update(part)
  return hasher.digest()
}

const partings = fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 12 })

describe('BLAKE3', () => {
  const edges = [
    0, 1, 63, 64, 65, 1023, 1024, 1025, 2047, 2048, 2049, 3073, 4096, 5121, 7168, 8193, 31_744, 65_536, 66_561, 102_400,
    270_001,
  ]
  test.each(edges)('of %i bytes equals the reference', (length) => {
    const bytes = noise(length)
    expect(blake3(bytes)).toEqual(reference(bytes))
  })

  test('does not depend on how the stream is parted', () => {
    const bytes = noise(60_000)
    const whole = reference(bytes)
    fc.assert(
      fc.property(partings, (lengths) => {
        expect(digestOf(new Blake3(), inParts(bytes, lengths))).toEqual(whole)
      }),
    )
  })
})

describe('Data-Code', () => {
  test('does not depend on how the stream is parted, and bytes that are used again do no harm', () => {
    const bytes = new Uint8Array([...noise(40_000), ...new Uint8Array(20_000), ...noise(9_000, 7)])
    const whole = digestOf(new DataHasher(), [bytes])
    fc.assert(
      fc.property(partings, (lengths) => {
        const hasher = new DataHasher()
        for (const part of inParts(bytes, lengths)) {
          const lent = part.slice()
          hasher.update(lent)
          lent.fill(0xee)
        }
        expect(hasher.digest()).toEqual(whole)
      }),
    )
  })

  test('changes little when bytes are put in, and much for other data', () => {
    const bytes = noise(400_000)
    const longer = new Uint8Array([...bytes.subarray(0, 100_000), 1, 2, 3, ...bytes.subarray(100_000)])
    const of = (data: Uint8Array) => digestOf(new DataHasher(), [data])
    expect(hammingDistance(of(bytes), of(longer))).toBeLessThan(16)
    expect(hammingDistance(of(bytes), of(noise(400_000, 99)))).toBeGreaterThan(80)
  })

  test('chunks have 256 to 8,192 bytes, and no cut runs past the end', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 12_000 }), (bytes) => {
        const cut = cutPoint(bytes, 0, bytes.length)
        expect(cut).toBeGreaterThanOrEqual(Math.min(256, bytes.length))
        expect(cut).toBeLessThanOrEqual(Math.min(8192, bytes.length))
      }),
    )
  })
})

test('MinHash equals its formula in exact arithmetic', () => {
  const wide = (high: number | undefined, low: number | undefined): bigint =>
    (BigInt(high ?? 0) << 32n) + BigInt((low ?? 0) >>> 0)
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 0xffffffff }), { minLength: 1, maxLength: 6 }), (features) => {
      const hasher = new MinHash64()
      for (const feature of features) hasher.add(feature)
      const least = Array.from({ length: 64 }, (_, i) =>
        features
          .map((feature) => {
            const sum = wide(a.high[i], a.low[i]) * BigInt(feature) + wide(b.high[i], b.low[i])
            return (BigInt.asUintN(64, sum) % ((1n << 61n) - 1n)) & 0xffffffffn
          })
          .reduce((left, right) => (left < right ? left : right)),
      )
      const bits = Array.from({ length: 256 }, (_, bit) => ((least[bit % 64] ?? 0n) >> BigInt(bit >> 6)) & 1n)
      expect([...hasher.digest()].map((byte) => byte.toString(2).padStart(8, '0')).join('')).toBe(bits.join(''))
    }),
  )
})

test.each([
  ['', 0, 0x02cc5d05],
  ['a', 0, 0x550d7456],
  ['abc', 0, 0x32d153ff],
  ['Nobody inspects the spammish repetition', 0, 0xe2293b2f],
  ['', 0x9e3779b1, 0x36b78ae7],
])('XXH32 of %j with seed %i', (text, seed, expected) => {
  const bytes = new TextEncoder().encode(text)
  expect(xxhash32(new DataView(bytes.buffer), 0, bytes.length, seed)).toBe(expected)
})

describe('Text-Code', () => {
  test('does not depend on how the text is parted', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 40 }), { maxLength: 12 }), (parts) => {
        const hasher = new TextHasher()
        const collapsed = parts.map(collapseText)
        for (const part of collapsed) hasher.update(part)
        const whole = new TextHasher()
        whole.update(collapsed.join(''))
        expect([hasher.characters, hasher.digest()]).toEqual([whole.characters, whole.digest()])
      }),
    )
  })

  test('of a long text is that of all its windows', () => {
    const text = Array.from({ length: 30_000 }, (_, i) => `wörd${i % 977}`).join(' ')
    expect(textCode(text).iscc).toBe(textCode(text.toUpperCase().replaceAll(' ', '\n')).iscc)
  })
})

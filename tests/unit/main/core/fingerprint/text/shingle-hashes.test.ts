import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { minhashSimilarity, ShingleHasher } from '../../../../../../src/main/core/fingerprint/text/shingle-hashes.ts'
import { tokensOf } from '../../../../../../src/main/core/fingerprint/text/tokens.ts'
import { xxhash32 } from '../../../../../../src/main/core/fingerprint/iscc/xxhash32.ts'

function hashesOf(tokens: readonly string[]) {
  const hasher = new ShingleHasher()
  for (const token of tokens) hasher.add(token)
  return hasher.finish()
}

function shinglesOf(tokens: readonly string[], width: number): string[] {
  const count = Math.max(1, tokens.length - width + 1)
  return Array.from({ length: count }, (_, i) => tokens.slice(i, i + width).join(' '))
}

function jaccard(left: readonly string[], right: readonly string[]): number {
  const [a, b] = [new Set(shinglesOf(left, 5)), new Set(shinglesOf(right, 5))]
  const common = [...a].filter((each) => b.has(each)).length
  return common / (a.size + b.size - common)
}

function hash(text: string, seed: number): number {
  const bytes = new TextEncoder().encode(text)
  return xxhash32(new DataView(bytes.buffer), 0, bytes.length, seed)
}

function bitsApart(left: Uint32Array, right: Uint32Array): number {
  return [0, 1]
    .map((i) => (((left[i] ?? 0) ^ (right[i] ?? 0)) >>> 0).toString(2).replaceAll('0', '').length)
    .reduce((sum, bits) => sum + bits, 0)
}

const token = fc.constantFrom('the', 'old', 'mill', 'größer', '红', 'a', 'x'.repeat(3000), 'ω', '42')

describe('SimHash', () => {
  test('is the majority of 64-bit hashes of three tokens, as documented', () => {
    fc.assert(
      fc.property(fc.array(token, { minLength: 1, maxLength: 40 }), (tokens) => {
        const shingles = shinglesOf(
          tokens.map((each) => each.slice(0, 1024)),
          3,
        )
        const expected = [0, 0x9e3779b1].map((seed) => {
          let word = 0
          for (let bit = 0; bit < 32; bit++) {
            const set = shingles.filter((shingle) => ((hash(shingle, seed) >>> bit) & 1) === 1).length
            if (2 * set > shingles.length) word |= 1 << bit
          }
          return word >>> 0
        })
        expect([...(hashesOf(tokens)?.simhash ?? [])]).toEqual(expected)
      }),
    )
  })

  test('moves little with a few words, and half its bits apart for another text', () => {
    const text = Array.from({ length: 2000 }, (_, i) => `word${(i * 7919) % 1500}`)
    const edited = text.map((word, i) => (i % 50 === 0 ? 'other' : word))
    const another = text.map((word) => `${word}x`)
    const [a, b, c] = [text, edited, another].map((each) => hashesOf(each)?.simhash ?? new Uint32Array(2))
    if (a === undefined || b === undefined || c === undefined) throw new Error('no hashes')
    expect(bitsApart(a, b)).toBeLessThan(14)
    expect(bitsApart(a, c)).toBeGreaterThan(16)
  })
})

describe('MinHash', () => {
  test('estimates lie within 3 σ of the true Jaccard similarity, and are not biased', () => {
    let state = 7
    const random = (below: number): number => {
      state = (Math.imul(state, 1664525) + 1013904223) | 0
      return Math.floor(((state >>> 8) / 2 ** 24) * below)
    }
    const deviations = Array.from({ length: 120 }, () => {
      const text = Array.from({ length: 200 + random(1500) }, () => `w${random(4000)}`)
      const from = random(text.length)
      const other = text.map((word, i) => (i < from ? word : `v${random(4000)}`))
      const truth = jaccard(text, other)
      const estimate = minhashSimilarity(hashesOf(text)?.minhash ?? [], hashesOf(other)?.minhash ?? [])
      return (estimate - truth) / Math.sqrt(Math.max(truth * (1 - truth), 1 / 128) / 128)
    })
    expect(deviations.filter((each) => Math.abs(each) > 3)).toEqual([])
    expect(Math.abs(deviations.reduce((sum, each) => sum + each, 0) / deviations.length)).toBeLessThan(0.35)
  })

  test('depends on the set of shingles only: a text twice over adds but those at the seam', () => {
    const text = Array.from({ length: 1000 }, (_, i) => `word${i}`)
    const [once, twice] = [hashesOf(text)?.minhash ?? [], hashesOf([...text, ...text])?.minhash ?? []]
    expect(minhashSimilarity(once, twice)).toBeGreaterThan(0.97)
    expect(minhashSimilarity(once, once)).toBe(1)
  })

  test('has nothing to say without tokens, and refuses hashes of another length', () => {
    expect(hashesOf([])).toBeNull()
    expect(() => minhashSimilarity([1], [1, 2])).toThrow(RangeError)
  })
})

test('tokens are words, and characters where a script has no spaces', () => {
  expect([tokensOf('abc 12'), tokensOf('红楼梦 abc红ไทย안녕 é'), tokensOf('')]).toEqual([
    ['abc', '12'],
    ['红', '楼', '梦', 'abc', '红', 'ไ', 'ท', 'ย', '안녕', 'é'],
    [],
  ])
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HashIndex, type Neighbour } from '../../../../../../src/main/core/match/hashes/hash-index.ts'

const bitCount = (value: number): number => value.toString(2).replaceAll('0', '').length

function distance(a: Uint8Array, b: Uint8Array): number {
  return a.reduce((sum, byte, index) => sum + bitCount(byte ^ (b[index] ?? 0)), 0)
}

/** What the index must say, by looking at everything. */
function within(
  hashes: readonly Uint8Array[],
  gone: ReadonlySet<number>,
  query: Uint8Array,
  radius: number,
): Neighbour[] {
  return hashes
    .map((hash, slot) => ({ slot, distance: distance(hash, query) }))
    .filter((found) => found.distance <= radius && !gone.has(found.slot))
    .sort((a, b) => a.distance - b.distance || a.slot - b.slot)
}

function flipped(hash: Uint8Array, bits: readonly number[]): Uint8Array {
  const other = hash.slice()
  for (const bit of bits) other[bit >> 3] = (other[bit >> 3] ?? 0) ^ (1 << (bit & 7))
  return other
}

const hash = fc.uint8Array({ minLength: 32, maxLength: 32 })
const bit = fc.integer({ min: 0, max: 255 })
/** Families of hashes a few bits apart, as copies of pictures are: hashes at random would never be near each other. */
const hashes = fc
  .array(fc.tuple(hash, fc.array(fc.array(bit, { maxLength: 40 }), { maxLength: 6 })), { minLength: 1, maxLength: 12 })
  .map((families) => families.flatMap(([one, copies]) => [one, ...copies.map((bits) => flipped(one, bits))]))

describe('an index of 256-bit hashes', () => {
  it('finds exactly what a look at every hash finds, at any radius, loaded or added, also after removals', () => {
    fc.assert(
      fc.property(
        hashes,
        hashes,
        fc.array(fc.nat(100)),
        fc.array(bit, { maxLength: 34 }),
        fc.constantFrom(0, 1, 15, 16, 30, 31, 32, 60, 80, 128, 254),
        (loaded, added, removals, bits, radius) => {
          const all = [...loaded, ...added]
          const gone = new Set(removals.map((removal) => removal % all.length))
          const index = new HashIndex()
          index.load(loaded)
          for (const one of added) index.add(one)
          for (const slot of gone) index.remove(slot)
          const query = flipped(all[all.length >> 1] ?? new Uint8Array(32), bits)
          expect(index.within(query, radius)).toEqual(within(all, gone, query, radius))
        },
      ),
      { numRuns: 300 },
    )
  })

  it('finds copies at the edge of a segment and after its tables were built anew', () => {
    const index = new HashIndex()
    const one = (number: number): Uint8Array => {
      const bytes = new Uint8Array(32)
      new DataView(bytes.buffer).setUint32(0, Math.imul(number + 1, 2_654_435_761))
      new DataView(bytes.buffer).setUint32(16, Math.imul(number + 7, 40_503))
      return bytes
    }
    index.load(Array.from({ length: 65_530 }, (_, number) => one(number)))
    for (let number = 65_530; number < 90_000; number++) index.add(one(number))
    const answers = [0, 65_529, 65_530, 65_535, 65_536, 89_999].flatMap((slot) =>
      [0, 40].map((radius) => index.within(one(slot), radius).filter((found) => found.distance === 0)),
    )
    expect(answers).toEqual(
      [0, 65_529, 65_530, 65_535, 65_536, 89_999].flatMap((slot) => [[{ slot, distance: 0 }], [{ slot, distance: 0 }]]),
    )
  })

  it('gives the nearest however far they are, and no hash of an empty lane', () => {
    const far = [new Uint8Array(32).fill(255), new Uint8Array(32).fill(0x0f), new Uint8Array(32).fill(1)]
    const index = new HashIndex()
    for (const one of far) index.add(one)
    expect(index.nearest(new Uint8Array(32), 2)).toEqual([
      { slot: 2, distance: 32 },
      { slot: 1, distance: 128 },
    ])
    expect(index.within(new Uint8Array(32), 0)).toEqual([])
  })

  it('refuses what is no hash and no radius', () => {
    const index = new HashIndex()
    expect(() => index.add(new Uint8Array(31))).toThrow(RangeError)
    expect(() => index.within(new Uint8Array(33), 3)).toThrow(RangeError)
    expect(() => index.within(new Uint8Array(32), 255)).toThrow(RangeError)
  })
})

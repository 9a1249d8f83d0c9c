import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { toHex } from '../../../../../../src/shared/domain/hash.ts'
import { hammingDistance } from '../../../../../../src/main/core/fingerprint/image/bits.ts'
import { pdqBits, pdqTerms, pdqTermsOfGrid } from '../../../../../../src/main/core/fingerprint/image/pdq.ts'
import { orientations, pdqDihedral, turnTerms } from '../../../../../../src/main/core/fingerprint/image/pdq-dihedral.ts'
import { pixelsOf } from './pixels.ts'

const folder = new URL('../../../../../fixtures/vectors/pdq/', import.meta.url)
const Expected = z.object({
  order: z.string(),
  hashes: z.record(
    z.string(),
    z.object({ hash: z.string(), quality: z.int(), dihedral: z.array(z.string()).length(8) }),
  ),
})
const expected = Expected.parse(JSON.parse(readFileSync(new URL('expected-cpp.json', folder), 'utf8')))

describe('PDQ', () => {
  it('names the orientations in the order of the reference', () => {
    expect(orientations.join(',')).toBe(expected.order)
  })

  it.each(Object.entries(expected.hashes))(
    'equals the C++ reference in hash, quality and all orientations: %s',
    async (file, want) => {
      const { terms, quality } = pdqTerms(await pixelsOf(sharp(readFileSync(new URL(file, folder)))))
      const dihedral = pdqDihedral(terms).map(toHex)
      expect({ hash: toHex(pdqBits(terms)), quality, dihedral }).toEqual(want)
    },
  )

  it('turns the terms as the terms of the turned grid turn', () => {
    // A swapped axis or sign would make a mirrored copy of a work look like another one.
    const side = 64
    const at = (grid: Float32Array, row: number, column: number): number => grid[row * side + column] ?? 0
    const last = side - 1
    const turns = {
      original: (r: number, c: number) => [r, c],
      rotate90: (r: number, c: number) => [c, last - r],
      rotate180: (r: number, c: number) => [last - r, last - c],
      rotate270: (r: number, c: number) => [last - c, r],
      flipX: (r: number, c: number) => [last - r, c],
      flipY: (r: number, c: number) => [r, last - c],
      flipPlus1: (r: number, c: number) => [c, r],
      flipMinus1: (r: number, c: number) => [last - c, last - r],
    }
    fc.assert(
      fc.property(fc.uint8Array({ minLength: side * side, maxLength: side * side }), (samples) => {
        const grid = Float32Array.from(samples)
        const { terms } = pdqTermsOfGrid(grid)
        if (terms === null) throw new Error('a full grid has terms')
        for (const orientation of orientations) {
          const turned = new Float32Array(side * side)
          for (let r = 0; r < side; r++) {
            for (let c = 0; c < side; c++) {
              const [row, column] = turns[orientation](r, c)
              turned[r * side + c] = at(grid, row ?? 0, column ?? 0)
            }
          }
          const direct = pdqTermsOfGrid(turned).terms ?? new Float32Array(0)
          const byRule = turnTerms(terms, orientation)
          const worst = byRule.reduce((most, term, index) => Math.max(most, Math.abs(term - (direct[index] ?? 0))), 0)
          expect({ orientation, close: worst < 0.05 }).toEqual({ orientation, close: true })
        }
      }),
      { numRuns: 5 },
    )
  })

  it('gives no structure where there is none, and nothing at all under 5 pixels', () => {
    const flat = { width: 40, height: 30, channels: 1, samples: new Uint8Array(1200).fill(90) } as const
    const tiny = { width: 4, height: 300, channels: 1, samples: new Uint8Array(1200).fill(90) } as const
    expect(pdqTerms(flat).quality).toBe(0)
    expect({ ...pdqTerms(tiny), bits: toHex(pdqBits(pdqTerms(tiny).terms)) }).toEqual({
      terms: null,
      quality: 0,
      bits: '0'.repeat(64),
    })
  })

  it('does not depend on the picture that was hashed before', async () => {
    // The planes are reused memory: a leftover of a larger picture must not leak into a smaller one.
    const large = await pixelsOf(sharp(readFileSync(new URL('bridge-mods/square-512x512.jpg', folder))))
    const small = await pixelsOf(sharp(readFileSync(new URL('bridge-mods/shrink-a-lot.jpg', folder))))
    const before = pdqBits(pdqTerms(small).terms)
    pdqTerms(large)
    expect(hammingDistance(pdqBits(pdqTerms(small).terms), before)).toBe(0)
  })
})

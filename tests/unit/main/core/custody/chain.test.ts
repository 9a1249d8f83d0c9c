import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalFacts, genesisHash, linkHash } from '../../../../../src/main/core/custody/chain.ts'

const content = { sequence: 1, at: 5, type: 'work.added', assetId: 'a', versionId: null, facts: '{"n":1}' }

describe('canonicalFacts', () => {
  it('sorts keys and writes no white space, whatever the order given', () => {
    expect(canonicalFacts({ b: 1.5, a: 'ä"\n', c: null, A: true })).toBe('{"A":true,"a":"ä\\"\\n","b":1.5,"c":null}')
  })

  it('reads back as the same facts, and is the same text for any order of keys', () => {
    const value = fc.oneof(
      fc.string(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null),
    )
    fc.assert(
      fc.property(fc.dictionary(fc.string(), value, { noNullPrototype: true }), (facts) => {
        const text = canonicalFacts(facts)
        const reversed = Object.fromEntries(Object.entries(facts).reverse())
        expect(canonicalFacts(reversed)).toBe(text)
        expect(canonicalFacts(JSON.parse(text))).toBe(text)
      }),
    )
  })

  it('refuses numbers that JSON turns into null', () => {
    expect(() => canonicalFacts({ x: Number.NaN })).toThrow(RangeError)
  })
})

describe('linkHash', () => {
  it('is the published construction: SHA-256 of the previous hash and the canonical content', () => {
    const canonical = '{"assetId":"a","at":5,"facts":"{\\"n\\":1}","sequence":1,"type":"work.added","versionId":null}'
    const expected = createHash('sha256').update(Buffer.alloc(32)).update(canonical).digest('hex')
    expect(linkHash(genesisHash, content).toString('hex')).toBe(expected)
  })

  it('changes with every field and with the link before', () => {
    const variants = [
      content,
      { ...content, sequence: 2 },
      { ...content, at: 6 },
      { ...content, type: 'work.removed' },
      { ...content, assetId: 'b' },
      { ...content, assetId: null },
      { ...content, versionId: 'a' },
      { ...content, facts: '{"n": 1}' },
    ]
    const hashes = variants.map((variant) => linkHash(genesisHash, variant).toString('hex'))
    hashes.push(linkHash(new Uint8Array(32).fill(1), content).toString('hex'))
    expect(new Set(hashes).size).toBe(variants.length + 1)
  })
})

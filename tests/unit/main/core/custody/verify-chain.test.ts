import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalFacts, genesisHash, type Link, linkHash } from '../../../../../src/main/core/custody/chain.ts'
import { type ChainHead, verifyChain } from '../../../../../src/main/core/custody/verify-chain.ts'

type Log = { links: Link[]; head: ChainHead }

const event = fc.record({
  at: fc.nat(),
  type: fc.constantFrom('work.added', 'work.renamed', 'fingerprint.completed'),
  assetId: fc.option(fc.uuid({ version: 7 })),
  versionId: fc.option(fc.uuid({ version: 7 })),
  facts: fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer()), { noNullPrototype: true }).map(canonicalFacts),
})

function chain(events: readonly Omit<Link, 'sequence' | 'previousHash' | 'hash'>[]): Log {
  let previousHash = genesisHash
  const links = events.map((content, index) => {
    const link = { ...content, sequence: index + 1, previousHash }
    previousHash = linkHash(previousHash, link)
    return { ...link, hash: previousHash }
  })
  return { links, head: { sequence: links.length, hash: previousHash } }
}

/** A log of at least `min` events and a position in it. */
const logAndPlace = (min: number): fc.Arbitrary<[Log, number]> =>
  fc
    .array(event, { minLength: min, maxLength: 12 })
    .chain((events) => fc.tuple(fc.constant(chain(events)), fc.nat({ max: events.length - 1 })))

const found = (links: readonly Link[], head: ChainHead | null) => {
  const { broken } = verifyChain(links, head)
  return broken === null ? null : { sequence: broken.sequence, reason: broken.reason }
}

const flip = (bytes: Uint8Array): Uint8Array => Uint8Array.from(bytes, (byte, index) => (index === 7 ? byte ^ 1 : byte))

const alterations: Record<string, (link: Link) => Link> = {
  at: (link) => ({ ...link, at: link.at + 1 }),
  type: (link) => ({ ...link, type: `${link.type}x` }),
  assetId: (link) => ({ ...link, assetId: link.assetId === null ? 'x' : null }),
  versionId: (link) => ({ ...link, versionId: link.versionId === null ? 'x' : null }),
  facts: (link) => ({ ...link, facts: `${link.facts} ` }),
  previousHash: (link) => ({ ...link, previousHash: flip(link.previousHash) }),
  hash: (link) => ({ ...link, hash: flip(link.hash) }),
}

describe('verifyChain', () => {
  it('finds nothing in an untouched log, and says where it ends', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 12 }).map(chain), ({ links, head }) => {
        const none = links.length === 0
        expect(verifyChain(links, none ? null : head)).toEqual({
          events: links.length,
          head: none ? null : head.hash,
          broken: null,
        })
      }),
    )
  })

  it.each(Object.keys(alterations))('names the event whose %s was altered', (field) => {
    fc.assert(
      fc.property(logAndPlace(1), ([{ links, head }, at]) => {
        const altered = links.map((link, index) => (index === at ? (alterations[field]?.(link) ?? link) : link))
        expect(found(altered, head)).toEqual({ sequence: at + 1, reason: 'altered' })
      }),
    )
  })

  it('notices an event that was rewritten together with its own hash', () => {
    fc.assert(
      fc.property(logAndPlace(2), ([{ links, head }, at]) => {
        const forged = links.map((link, index) => {
          if (index !== at) return link
          const changed = { ...link, facts: '{"forged":1}' }
          return { ...changed, hash: linkHash(changed.previousHash, changed) }
        })
        // The forged event holds by itself; the link behind it, or the head, does not follow from it.
        expect(found(forged, head)).toEqual({ sequence: Math.min(at + 2, links.length), reason: 'altered' })
      }),
    )
  })

  it('names the event that is missing, also when the rest was numbered anew', () => {
    fc.assert(
      fc.property(logAndPlace(2), fc.boolean(), ([{ links, head }, at], renumber) => {
        fc.pre(at < links.length - 1)
        const rest = links.filter((_, index) => index !== at)
        const shown = renumber ? rest.map((link, index) => ({ ...link, sequence: index + 1 })) : rest
        expect(found(shown, head)).toEqual({ sequence: at + 1, reason: 'removed' })
      }),
    )
  })

  it('names the first of two events that changed places, with or without their numbers', () => {
    fc.assert(
      fc.property(logAndPlace(2), fc.nat(), fc.boolean(), ([{ links, head }, a], pick, renumber) => {
        const b = (a + 1 + (pick % (links.length - 1))) % links.length
        const swapped = links.map((link, index) => {
          const there = (index === a ? links[b] : index === b ? links[a] : link) ?? link
          return renumber ? { ...there, sequence: index + 1 } : there
        })
        expect(found(swapped, head)).toEqual({ sequence: Math.min(a, b) + 1, reason: 'reordered' })
      }),
    )
  })

  it('notices a tail that was cut, from one event to all of them', () => {
    fc.assert(
      fc.property(logAndPlace(1), ([{ links, head }, at]) => {
        expect(found(links.slice(0, at), head)).toEqual({ sequence: at + 1, reason: 'truncated' })
      }),
    )
  })

  it('notices a cut tail whose record of the end was taken away too', () => {
    const { links } = chain([{ at: 1, type: 'work.added', assetId: null, versionId: null, facts: '{}' }])
    expect(found(links, null)).toEqual({ sequence: 2, reason: 'truncated' })
  })

  it('names an event that was slipped in, with the rest numbered anew or not', () => {
    fc.assert(
      fc.property(logAndPlace(1), fc.boolean(), fc.boolean(), ([{ links, head }, at], renumber, signed) => {
        const next = links[at]
        fc.pre(next !== undefined)
        const forged = { ...next, facts: '{"forged":1}', sequence: at + 1 }
        const inserted = signed ? { ...forged, hash: linkHash(forged.previousHash, forged) } : forged
        const rest = links.slice(at).map((link) => (renumber ? { ...link, sequence: link.sequence + 1 } : link))
        const result = found([...links.slice(0, at), inserted, ...rest], head)
        // One that is signed follows from the event before it like a real one; the break shows right behind it.
        expect(result).toEqual({ sequence: signed ? at + 2 : at + 1, reason: signed ? expect.any(String) : 'inserted' })
      }),
    )
  })

  it('notices an event appended behind the recorded end', () => {
    fc.assert(
      fc.property(logAndPlace(1), ([{ links, head }]) => {
        const extra = {
          sequence: links.length + 1,
          at: 1,
          type: 'work.added',
          assetId: null,
          versionId: null,
          facts: '{}',
        }
        const link = { ...extra, previousHash: head.hash, hash: linkHash(head.hash, extra) }
        expect(found([...links, link], head)).toEqual({ sequence: links.length + 1, reason: 'inserted' })
      }),
    )
  })

  it('says it in a sentence that names the event', () => {
    const { links, head } = chain([{ at: 1, type: 'work.added', assetId: null, versionId: null, facts: '{}' }])
    expect(verifyChain(links.slice(1), head).broken?.message).toBe(
      'The custody log ends before event 1, which had been recorded.',
    )
  })
})

import { createHash } from 'node:crypto'

// The hash chain of the custody log, pure. Each link's hash covers the one before it, so that what was recorded can't be
// changed, taken out, moved or slipped in later without the chain showing where.

export type FactValue = string | number | boolean | null
export type Facts = Readonly<Record<string, FactValue>>

export type LinkContent = {
  sequence: number
  at: number
  type: string
  assetId: string | null
  versionId: string | null
  /** Canonical JSON of the facts. */
  facts: string
}

export type Link = LinkContent & { previousHash: Uint8Array; hash: Uint8Array }

/** The hash "before" link 1. */
export const genesisHash: Uint8Array = new Uint8Array(32)

/** JSON with sorted keys and no white space (RFC 8785 for flat records: numbers and strings as ECMAScript prints them). */
export function canonicalFacts(facts: Facts): string {
  const keys = Object.keys(facts).sort()
  const parts = keys.map((key) => {
    const value = facts[key] ?? null
    if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError(`${key} is not a finite number`)
    return `${JSON.stringify(key)}:${JSON.stringify(value)}`
  })
  return `{${parts.join(',')}}`
}

/** SHA-256 of the previous hash followed by the canonical JSON of the content, facts nested as text. 32 bytes. */
export function linkHash(previousHash: Uint8Array, content: LinkContent): Buffer {
  const { at, assetId, facts, sequence, type, versionId } = content
  // Facts are one JSON string inside, so no text in them can pass for another field.
  const canonical = JSON.stringify({ assetId, at, facts, sequence, type, versionId })
  return createHash('sha256').update(previousHash).update(canonical, 'utf8').digest()
}

export function sameHash(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index])
}

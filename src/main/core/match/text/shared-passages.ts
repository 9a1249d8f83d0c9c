import { minhashTokens } from '../../fingerprint/text/shingle-hashes.ts'
import type { PassageMarks } from '../../fingerprint/text/passage-marks.ts'

// Where two texts say the same, from their marks alone: marks in common that follow each other at like distances in both.

/** Tokens by number, the end not included. */
export type Span = { from: number; to: number }
export type SharedPassage = {
  left: Span
  right: Span
  /** Marks that agree. Each stands for about four and a half tokens. */
  marks: number
}

/** Tokens from one mark in common to the next; a changed word blinds five shingles, and two windows of them may have no mark in common. */
const longestGap = 48
/** Tokens by which the two texts may differ between neighbouring marks of a passage. */
const mostShift = 12
/** A mark that stands in many places of a text, as a table's rows do, tells nothing about which. */
const mostPlaces = 8

type Chain = { leftFrom: number; rightFrom: number; left: number; right: number; marks: number }

function placesByHash({ hashes, places }: PassageMarks): Map<number, number[]> {
  const byHash = new Map<number, number[]>()
  for (const [index, hash] of hashes.entries()) {
    const known = byHash.get(hash)
    const place = places[index] ?? 0
    if (known === undefined) byHash.set(hash, [place])
    else known.push(place)
  }
  return byHash
}

/** How well a pair of places goes on from a chain: the change of their distance; null when it does not. */
function shiftFrom(chain: Chain, left: number, right: number): number | null {
  const [ahead, along] = [left - chain.left, right - chain.right]
  if (ahead <= 0 || along <= 0 || along > longestGap) return null
  const shift = Math.abs(ahead - along)
  return shift > mostShift ? null : shift
}

function passageOf({ leftFrom, rightFrom, left, right, marks }: Chain): SharedPassage {
  return {
    left: { from: leftFrom, to: left + minhashTokens },
    right: { from: rightFrom, to: right + minhashTokens },
    marks,
  }
}

/**
 * The passages in the order of the left text; a place may be in several, as a text may quote itself. Marks that agree once by themselves
 * are passages of five tokens.
 */
export function sharedPassages(left: PassageMarks, right: PassageMarks): SharedPassage[] {
  const rightPlaces = placesByHash(right)
  const leftCounts = placesByHash(left)
  const done: Chain[] = []
  let open: Chain[] = []
  for (const [index, hash] of left.hashes.entries()) {
    const places = rightPlaces.get(hash)
    if (places === undefined || places.length * (leftCounts.get(hash)?.length ?? 0) > mostPlaces * mostPlaces) continue
    const here = left.places[index] ?? 0
    done.push(...open.filter((chain) => here - chain.left > longestGap))
    open = open.filter((chain) => here - chain.left <= longestGap)
    const begun: Chain[] = []
    for (const there of places) {
      let best: { chain: Chain; shift: number } | null = null
      for (const chain of open) {
        const shift = shiftFrom(chain, here, there)
        if (shift === null) continue
        const better = best === null || shift < best.shift || (shift === best.shift && chain.marks > best.chain.marks)
        if (better) best = { chain, shift }
      }
      if (best === null) begun.push({ leftFrom: here, rightFrom: there, left: here, right: there, marks: 1 })
      else Object.assign(best.chain, { left: here, right: there, marks: best.chain.marks + 1 })
    }
    open.push(...begun)
  }
  return [...done, ...open].sort((a, b) => a.leftFrom - b.leftFrom || a.rightFrom - b.rightFrom).map(passageOf)
}

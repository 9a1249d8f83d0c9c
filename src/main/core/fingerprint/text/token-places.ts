import { normalizeText } from './normalize.ts'
import { tokensOf } from './tokens.ts'

// Where each token of a text stands in it, as a reader sees it: a passage that is known by its tokens is shown by these.

/** The tokens of the normalised text; each stands between `starts` and `ends`, in UTF-16 units of the text as it was read. */
export type TokenPlaces = { tokens: string[]; starts: Uint32Array; ends: Uint32Array }

// White space that no word goes on behind: normalising part by part gives what normalising the whole gives. See: pieces.ts.
const part = /\S+(?:(?<=[-‐‑])\s+\S+)*/g

/** Several tokens in one run of signs without white space share its place. */
export function tokenPlaces(text: string): TokenPlaces {
  const tokens: string[] = []
  const starts: number[] = []
  const ends: number[] = []
  for (const found of text.matchAll(part)) {
    for (const token of tokensOf(normalizeText(found[0]))) {
      tokens.push(token)
      starts.push(found.index)
      ends.push(found.index + found[0].length)
    }
  }
  return { tokens, starts: Uint32Array.from(starts), ends: Uint32Array.from(ends) }
}

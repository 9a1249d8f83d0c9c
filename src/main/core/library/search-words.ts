import { titleKey } from '../store/title-key.ts'

// What a person typed, as words that must all occur in a title. Every character stands for itself.

export type SearchWords = {
  /** Folded, distinct, none contained in another, longest first. */
  words: readonly string[]
  /** An FTS5 expression that every matching title satisfies, null when no word is long enough for the trigram index. */
  match: string | null
  /** Words the expression does not settle. */
  rest: readonly string[]
}

/** A trigram index knows nothing shorter. */
const shortestIndexed = 3
/** More than this narrows the result no further worth the parsing. */
const mostIndexed = 16

function codePoints(word: string): number {
  return [...word].length
}

/** Null when the text holds no word. */
export function searchWords(text: string): SearchWords | null {
  const distinct = [...new Set(titleKey(text).split(/\s+/u))].filter((word) => word !== '')
  if (distinct.length === 0) return null
  const longestFirst = distinct.sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
  const words: string[] = []
  for (const word of longestFirst) {
    if (!words.some((longer) => longer.includes(word))) words.push(word)
  }
  const indexed = words.filter((word) => codePoints(word) >= shortestIndexed).slice(0, mostIndexed)
  const settled = new Set(indexed)
  return {
    words,
    match: indexed.length === 0 ? null : indexed.map((word) => `"${word.replaceAll('"', '""')}"`).join(' AND '),
    rest: words.filter((word) => !settled.has(word)),
  }
}

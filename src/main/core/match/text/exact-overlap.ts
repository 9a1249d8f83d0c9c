import type { SharedPassage, Span } from './shared-passages.ts'

// Marks know a passage to within a few words. With both texts at hand its ends are found word by word.

export type ExactPassage = {
  left: Span
  right: Span
  /** Tokens that are equal and in order in both. */
  equal: number
}

/** Tokens that one text may have instead of, or beyond, the other's at one place. */
const lookAhead = 16
/** As many equal tokens in a row show that both go on together. */
const together = 3

function runAt(left: readonly string[], right: readonly string[], at: number, to: number): number {
  let length = 0
  while (length < together && left[at + length] !== undefined && left[at + length] === right[to + length]) length++
  return length
}

/** The nearest places, counted by tokens passed over in both, from which the two go on alike; null when there are none near. */
function nextTogether(left: readonly string[], right: readonly string[], at: number, to: number) {
  for (let sum = 1; sum <= 2 * lookAhead; sum++) {
    for (let skipped = Math.max(0, sum - lookAhead); skipped <= Math.min(sum, lookAhead); skipped++) {
      if (runAt(left, right, at + skipped, to + sum - skipped) === together)
        return { at: at + skipped, to: to + sum - skipped }
    }
  }
  return null
}

/** Goes on from a place where both are equal for as long as they are, edits of at most `lookAhead` tokens apart. */
function follow(left: readonly string[], right: readonly string[], from: number, start: number) {
  let [at, to, equal] = [from, start, 0]
  let ends = { left: from, right: start }
  while (at < left.length && to < right.length) {
    if (left[at] === right[to]) {
      at++
      to++
      equal++
      ends = { left: at, right: to }
      continue
    }
    const next = nextTogether(left, right, at, to)
    if (next === null) break
    at = next.at
    to = next.to
  }
  return { ...ends, equal }
}

/** `tokens`: all of each text, in order. The passage must come from these very texts. */
export function exactPassage(
  tokens: { left: readonly string[]; right: readonly string[] },
  { left, right }: SharedPassage,
): ExactPassage {
  const forth = follow(tokens.left, tokens.right, left.from, right.from)
  const reversed = {
    left: tokens.left.slice(0, left.from).reverse(),
    right: tokens.right.slice(0, right.from).reverse(),
  }
  const back = follow(reversed.left, reversed.right, 0, 0)
  return {
    left: { from: left.from - back.left, to: forth.left },
    right: { from: right.from - back.right, to: forth.right },
    equal: forth.equal + back.equal,
  }
}

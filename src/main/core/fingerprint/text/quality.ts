import type { Quality } from '../../../../shared/domain/fingerprint.ts'

// How good a text is as a source, for ranking copies of one work and warning of poor ones. It takes no part in matching.

export type TextQualityInput = {
  wordCount: number
  /** Mean share of different tokens among a hundred in a row. */
  variety: number
  /** Characters that stand for something undecodable or are control characters, and all characters. */
  damaged: number
  characters: number
  /** Letters, digits, marks and white space. */
  readable: number
  /** Share of pages that hold text; null for what has no pages. */
  pagesWithText: number | null
}

const weights: Readonly<Record<string, number>> = {
  length: 0.35,
  variety: 0.25,
  encoding: 0.25,
  readable: 0.15,
  pages: 0.25,
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value))
}

/**
 * The score and its parts, each 0–1 and rounded to four decimals. length: 0 up to one word, 1 from 1,000, even steps per doubling. variety:
 * 1 from 70 different tokens in a hundred. encoding: 0 from one damaged character in 50. readable: 0 at half, 1 from nine tenths.
 * pages: the share with text, left out for what has none.
 */
export function textQuality(input: TextQualityInput): Quality {
  const share = input.characters === 0 ? 0 : input.readable / input.characters
  const parts: Record<string, number> = {
    length: clamp(Math.log(Math.max(1, input.wordCount)) / Math.log(1000)),
    variety: clamp(input.variety / 0.7),
    encoding: input.characters === 0 ? 0 : clamp(1 - (50 * input.damaged) / input.characters),
    readable: clamp((share - 0.5) / 0.4),
    ...(input.pagesWithText === null ? {} : { pages: clamp(input.pagesWithText) }),
  }
  let sum = 0
  let total = 0
  for (const [name, value] of Object.entries(parts)) {
    sum += value * (weights[name] ?? 0)
    total += weights[name] ?? 0
    parts[name] = Math.round(value * 1e4) / 1e4
  }
  return { score: Math.round((sum / total) * 1e4) / 1e4, parts }
}

/** Mean share of different tokens in blocks of a hundred; the only block of a shorter text counts as it is. */
export class Variety {
  #block = new Set<string>()
  #blockTokens = 0
  #sum = 0
  #blocks = 0

  add(token: string): void {
    this.#block.add(token)
    if (++this.#blockTokens < 100) return
    this.#sum += this.#block.size / 100
    this.#blocks++
    this.#block = new Set()
    this.#blockTokens = 0
  }

  get value(): number {
    if (this.#blocks > 0) return this.#sum / this.#blocks
    return this.#blockTokens === 0 ? 0 : this.#block.size / this.#blockTokens
  }
}

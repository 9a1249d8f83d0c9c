import { tokenPlaces } from './token-places.ts'

// The words of passages that are known by the numbers of their tokens, with some before and behind.

/** Tokens by number, the end not included. */
export type TokenSpan = { from: number; to: number }

/** As the text has them, white space and all. Empty where the text does not reach. */
export type PassageWords = { before: string; shared: string; after: string }

/** Tokens shown before and behind a passage, so that a reader sees where it stands. */
const around = 24

type Part = keyof PassageWords

/** Takes a text in the pieces that its fingerprint is made of, in order. */
export class PassageReader {
  readonly #wanted: readonly { part: Part; passage: PassageWords; from: number; to: number }[]
  readonly passages: readonly PassageWords[]
  #tokens = 0

  constructor(spans: readonly TokenSpan[]) {
    this.passages = spans.map(() => ({ before: '', shared: '', after: '' }))
    this.#wanted = spans.flatMap(({ from, to }, i) => {
      const passage = this.passages[i] ?? { before: '', shared: '', after: '' }
      return [
        { part: 'before' as const, passage, from: Math.max(0, from - around), to: from },
        { part: 'shared' as const, passage, from, to },
        { part: 'after' as const, passage, from: to, to: to + around },
      ]
    })
  }

  /** All that is wanted has been read. */
  get done(): boolean {
    return this.#wanted.every(({ to }) => this.#tokens >= to)
  }

  add(piece: string): void {
    if (this.done) return
    const { tokens, starts, ends } = tokenPlaces(piece)
    const first = this.#tokens
    const last = first + tokens.length
    for (const { part, passage, from, to } of this.#wanted) {
      const [begin, end] = [Math.max(from, first) - first, Math.min(to, last) - first]
      if (end <= begin) continue
      const text = piece.slice(starts[begin] ?? 0, ends[end - 1] ?? 0)
      passage[part] += passage[part] === '' ? text : ` ${text}`
    }
    this.#tokens = last
  }
}

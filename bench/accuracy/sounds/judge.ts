import type { Answer } from './search.ts'

// From what each search came to, to percent. Pure.

/** Bits above the surest wrong match of a half: room for a library a thousand times as large. */
const margin = 10

export type Judged = {
  /** Percent for each change. */
  recall: number[]
  mean: number
  /** Set on the works with even and with odd numbers; each is used for the other half. */
  thresholds: [number, number]
  /** Of the answers, in their order. */
  found: boolean[]
  wrong: number
}

/** The threshold is set on one half of the works and reported on the other, then the halves change places. */
export function judge(answers: readonly Answer[], columns: number): Judged {
  const thresholdOf = (parity: number): number =>
    answers.filter(({ work }) => work % 2 === parity).reduce((most, { other }) => Math.max(most, other), 0) + margin
  const thresholds: [number, number] = [thresholdOf(0), thresholdOf(1)]
  const limitOf = ({ work }: Answer): number => (work % 2 === 0 ? thresholds[1] : thresholds[0])
  const found = answers.map((answer) => answer.own >= limitOf(answer))
  const recall = Array.from({ length: columns }, (_, column) => {
    const of = [...answers.keys()].filter((i) => answers[i]?.column === column)
    return (100 * of.filter((i) => found[i]).length) / Math.max(1, of.length)
  })
  const mean = recall.reduce((sum, value) => sum + value, 0) / Math.max(1, columns)
  return { recall, mean, thresholds, found, wrong: answers.filter((answer) => answer.other >= limitOf(answer)).length }
}

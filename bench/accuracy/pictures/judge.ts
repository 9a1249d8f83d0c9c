import { unpackPoints } from '../../../src/main/core/fingerprint/image/points/pack.ts'
import { pictureLimits } from '../../../src/main/core/match/picture/picture.ts'
import { halved, recallOf, type Trial } from '../halves.ts'
import type { MethodRow } from '../section.ts'
import type { Answer } from './query-worker.ts'
import { transformations } from './transformations.ts'

// From what each search scored to the rows of the table, and in words what was missed. Pure.

export type Judged = { rows: MethodRow[]; wrongMatches: number; found: boolean[] }

/** A threshold lies this much above the best wrong score of its half. */
const bitsOfMargin = 1
const surenessMargin = 0.2

export function judge(answers: readonly Answer[], columns: number): Judged {
  const trials = (own: (answer: Answer) => number, other: (answer: Answer) => number): Trial[] =>
    answers.map((answer) => ({ work: answer.work, column: answer.column, own: own(answer), other: other(answer) }))
  const byPdq = trials(
    ({ own }) => -own.pdq,
    ({ other }) => -other.pdq,
  )
  const byPoints = trials(
    ({ own }) => own.points,
    ({ other }) => other.points,
  )
  const pdq = halved(byPdq, columns, bitsOfMargin)
  const points = halved(byPoints, columns, surenessMargin)
  const found = pdq.found.map((one, i) => one || points.found[i] === true)
  const range = ([a, b]: readonly [number, number], digits: number) => `${a.toFixed(digits)} and ${b.toFixed(digits)}`
  const rows: MethodRow[] = [
    {
      method: 'ours: PDQ inside the borders, 8 orientations',
      threshold: range([-pdq.thresholds[0], -pdq.thresholds[1]], 0),
      recall: pdq.recall,
      mean: pdq.mean,
    },
    {
      method: 'ours: points and looks',
      threshold: range(points.thresholds, 1),
      recall: points.recall,
      mean: points.mean,
    },
    { method: 'ours: either', threshold: '', ...recallOf(byPdq, found, columns) },
  ]
  const wrongMatches = answers.filter((_, i) => pdq.wrongAt[i] === true || points.wrongAt[i] === true).length
  return { rows, wrongMatches, found }
}

/** What the program's own limits find, right and wrong. */
export function limitNote(answers: readonly Answer[]): string {
  const { pdqDistance, sureness } = pictureLimits
  const passes = ({ pdq, points }: { pdq: number; points: number }): boolean => pdq <= pdqDistance || points >= sureness
  const found = answers.filter(({ own }) => passes(own)).length
  const wrong = answers.filter(({ other }) => passes(other)).length
  return `By the program's own limits (PDQ ${pdqDistance}, sureness ${sureness}) ${((100 * found) / Math.max(1, answers.length)).toFixed(1)} % are found, and ${wrong} of ${answers.length} searches find a wrong picture.`
}

const shortName = (name: string) => name.replace(/^.*\//, '')

/** What was missed, with how much the works gave to go by, and what came nearest to a wrong match. */
export function missNotes(
  answers: readonly Answer[],
  found: readonly boolean[],
  works: readonly { name: string; points: Uint8Array }[],
): string[] {
  const pointsOf = (work: number): number => {
    const packed = works[work]?.points
    return packed === undefined ? 0 : (unpackPoints(packed)?.count ?? 0)
  }
  const nameOf = (work: number) => shortName(works[work]?.name ?? '')
  const missed = answers.filter((_, i) => found[i] !== true)
  const byColumn = transformations.flatMap(({ name }, column) => {
    const of = missed.filter((answer) => answer.column === column)
    if (of.length === 0) return []
    const each = of.map(({ work, own, candidate }) => {
      const why = candidate ? `sureness ${own.points.toFixed(1)}` : 'not among the candidates'
      return `${nameOf(work)} (${pointsOf(work)} points, ${why})`
    })
    return [`Missed, ${name}: ${each.join(', ')}.`]
  })
  const nearest = (of: (answer: Answer) => number, told: (answer: Answer) => string) =>
    [...answers]
      .sort((a, b) => of(b) - of(a))
      .slice(0, 5)
      .map(told)
      .join('; ')
  const points = nearest(
    ({ other }) => other.points,
    ({ work, column, other }) =>
      `${nameOf(work)} (${transformations[column]?.name ?? ''}) and ${nameOf(other.pointsWork)}: ${other.points.toFixed(1)}`,
  )
  const pdq = nearest(
    ({ other }) => -other.pdq,
    ({ work, column, other }) =>
      `${nameOf(work)} (${transformations[column]?.name ?? ''}) and ${nameOf(other.pdqWork)}: ${other.pdq}`,
  )
  return [...byColumn, `Nearest wrong works by points: ${points}.`, `Nearest wrong works by PDQ: ${pdq}.`]
}

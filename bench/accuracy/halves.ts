// Thresholds are set on one half of the works and reported on the other; then the halves change places, so that every work is reported
// on once, by a threshold it had no part in. Pure.

/** One query: a changed work, what its own work scored and the best any other work scored. Higher is more alike; −Infinity for none. */
export type Trial = { work: number; column: number; own: number; other: number }

export type Halved = {
  /** Percent for each column. */
  recall: number[]
  mean: number
  /** Of the two halves, the one set on the even works first. */
  thresholds: [number, number]
  /** Whether for each trial another work came above the threshold, in their order. */
  wrongAt: boolean[]
  /** Whether each trial was found, in their order. */
  found: boolean[]
}

/** The least score above every other work's: nothing wrong is found in this half, and no more is asked than that. */
export function thresholdOf(trials: readonly Trial[], margin: number): number {
  return trials.reduce((most, { other }) => Math.max(most, other), Number.NEGATIVE_INFINITY) + margin
}

/** `margin` is added to the best wrong score of the half a threshold is set on. */
export function halved(trials: readonly Trial[], columns: number, margin: number): Halved {
  const half = (parity: number) => trials.filter(({ work }) => work % 2 === parity)
  const thresholds: [number, number] = [thresholdOf(half(0), margin), thresholdOf(half(1), margin)]
  const limitOf = ({ work }: Trial) => thresholds[work % 2 === 0 ? 1 : 0] ?? 0
  const found = trials.map((trial) => trial.own >= limitOf(trial))
  const wrongAt = trials.map((trial) => trial.other >= limitOf(trial))
  return { ...recallOf(trials, found, columns), thresholds, wrongAt, found }
}

/** Percent of the trials of each column that were found, and the mean of the columns. */
export function recallOf(
  trials: readonly Trial[],
  found: readonly boolean[],
  columns: number,
): { recall: number[]; mean: number } {
  const recall = Array.from({ length: columns }, (_, column) => {
    const of = [...trials.keys()].filter((i) => trials[i]?.column === column)
    return of.length === 0 ? 0 : (100 * of.filter((i) => found[i]).length) / of.length
  })
  return { recall, mean: recall.reduce((sum, value) => sum + value, 0) / Math.max(1, columns) }
}

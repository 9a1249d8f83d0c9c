import { type Classifier, classifiers, maxFilterWidth } from './classifiers.ts'

// From rows of twelve chroma values to words of 32 bits: a classifier compares sums of rectangles in the picture of the chroma over
// time and says two bits in Gray code.

export const chromaBins = 12

const grayCode = [0, 1, 3, 2] as const

/** A classifier looks at this many sums of rows: one before its rows and one after each. */
const sumRows = maxFilterWidth + 1
const stride = chromaBins + 1

/** `sums` holds the sums before `sumRows` rows, written in turn; the window's first row is in place `row`. */
function valueOf({ filter, bin, height, width }: Classifier, sums: Float64Array, row: number): number {
  // The sum of rows `fromRow` … `toRow − 1` and bins `fromBin` … `toBin − 1`, relative to the filter's corner.
  const area = (fromRow: number, toRow: number, fromBin: number, toBin: number): number => {
    const top = ((row + fromRow) % sumRows) * stride + bin
    const bottom = ((row + toRow) % sumRows) * stride + bin
    const whole = (sums[bottom + toBin] ?? 0) - (sums[top + toBin] ?? 0)
    return whole - (sums[bottom + fromBin] ?? 0) + (sums[top + fromBin] ?? 0)
  }
  const ratio = (a: number, b: number): number => Math.log(1 + Math.max(0, a)) - Math.log(1 + Math.max(0, b))
  const h2 = height >> 1
  const w2 = width >> 1
  const h3 = Math.trunc(height / 3)
  const w3 = Math.trunc(width / 3)
  switch (filter) {
    case 0:
      return ratio(area(0, width, 0, height), 0)
    case 1:
      return ratio(area(0, width, h2, height), area(0, width, 0, h2))
    case 2:
      return ratio(area(w2, width, 0, height), area(0, w2, 0, height))
    case 3:
      return ratio(area(0, w2, h2, height) + area(w2, width, 0, h2), area(0, w2, 0, h2) + area(w2, width, h2, height))
    case 4:
      return ratio(area(0, width, h3, 2 * h3), area(0, width, 0, h3) + area(0, width, 2 * h3, height))
    case 5:
      return ratio(area(w3, 2 * w3, 0, height), area(0, w3, 0, height) + area(2 * w3, width, 0, height))
  }
}

function levelOf(value: number, [low, middle, high]: Classifier['thresholds']): 0 | 1 | 2 | 3 {
  if (value < middle) return value < low ? 0 : 1
  return value < high ? 2 : 3
}

/**
 * Rows of twelve values come in one by one; for every row that has 15 after it there is a word. Sums over rectangles in constant time
 * (F. C. Crow 1984): what is kept for each row is the sum of everything before it and each bin, for as many rows as a classifier sees.
 */
export function createWords(onWord: (word: number) => void): (row: Float64Array) => void {
  const sums = new Float64Array(sumRows * stride)
  let rows = 0
  return (values) => {
    const above = (rows % sumRows) * stride
    const own = ((rows + 1) % sumRows) * stride
    let along = 0
    for (let bin = 0; bin < chromaBins; bin++) {
      along += values[bin] ?? 0
      sums[own + bin + 1] = (sums[above + bin + 1] ?? 0) + along
    }
    rows++
    const first = rows - maxFilterWidth
    if (first < 0) return
    let bits = 0
    for (const classifier of classifiers) {
      bits = (bits << 2) | grayCode[levelOf(valueOf(classifier, sums, first), classifier.thresholds)]
    }
    onWord(bits >>> 0)
  }
}

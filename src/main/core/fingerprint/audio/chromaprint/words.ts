import { type Classifier, classifiers, maxFilterWidth } from './classifiers.ts'

// From rows of twelve chroma values to words of 32 bits: a classifier compares sums of rectangles in the picture of the chroma over
// time and says two bits in Gray code.

export const chromaBins = 12

const grayCode = [0, 1, 3, 2] as const

/** Sums over rectangles in constant time (F. C. Crow 1984): entry [row, bin] is the sum of everything before that row and bin. */
function integralImage(rows: Float64Array): Float64Array {
  const count = rows.length / chromaBins
  const stride = chromaBins + 1
  const sums = new Float64Array((count + 1) * stride)
  for (let row = 0; row < count; row++) {
    let along = 0
    for (let bin = 0; bin < chromaBins; bin++) {
      along += rows[row * chromaBins + bin] ?? 0
      sums[(row + 1) * stride + bin + 1] = (sums[row * stride + bin + 1] ?? 0) + along
    }
  }
  return sums
}

function valueOf({ filter, bin, height, width }: Classifier, sums: Float64Array, row: number): number {
  const stride = chromaBins + 1
  // The sum of rows `fromRow` … `toRow − 1` and bins `fromBin` … `toBin − 1`, relative to the filter's corner.
  const area = (fromRow: number, toRow: number, fromBin: number, toBin: number): number => {
    const top = (row + fromRow) * stride + bin
    const bottom = (row + toRow) * stride + bin
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

/** One word per row that has 15 rows after it; none when there are fewer than 16 rows. `rows` holds 12 values a row. */
export function wordsOf(rows: Float64Array): Uint32Array {
  const count = Math.max(0, rows.length / chromaBins - maxFilterWidth + 1)
  const sums = integralImage(rows)
  const words = new Uint32Array(count)
  for (let row = 0; row < count; row++) {
    let bits = 0
    for (const classifier of classifiers) {
      bits = (bits << 2) | grayCode[levelOf(valueOf(classifier, sums, row), classifier.thresholds)]
    }
    words[row] = bits >>> 0
  }
  return words
}

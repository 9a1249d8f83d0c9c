import * as wasm from './assembler.ts'
import { i16x8, i32x4, i64x2, kernel, loopWhile, seq, set, step, u8x16, v128, zero } from './assembler.ts'

// Over planes of one 8-bit sample a pixel. Loops work in whole vectors: they read beyond the last sample, and write where it is said.

/**
 * lanczos (from, pitch, rows, to, toPitch, table, outs, chunks): along each row, `outs` weighted sums of 8-bit samples, as bytes; the result
 * is turned (one row for each sum), so that running it twice resizes both sides. `table` holds for each sum its first sample (i32, in 16
 * bytes) and `chunks` times 8 low and 8 high halves of weights, see `lanczos.ts`. Four rows at a time.
 */
const lanczos = kernel(
  'lanczos',
  ['from', 'pitch', 'rows', 'to', 'toPitch', 'table', 'outs', 'chunks'],
  ({ from, pitch, rows, to, toPitch, table, outs, chunks }, local) => {
    const [out, at, entry, left, result] = [local('i32'), local('i32'), local('i32'), local('i32'), local('i32')]
    const [lowWeights, highWeights, samples] = [local('v128'), local('v128'), local('v128')]
    const four = [0, 1, 2, 3].map(() => ({ start: local('i32'), low: local('v128'), high: local('v128') }))
    const sums = four.map(({ low, high }) => i32x4.add(i32x4.shiftLeft(high, 14), low))
    const [a, b, c, d] = [local('v128'), local('v128'), local('v128'), local('v128')]
    const interleaveLow = [0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23]
    const interleaveHigh = interleaveLow.map((byte) => byte + 8)
    const pairs = (x: wasm.Value, y: wasm.Value) =>
      i32x4.add(v128.shuffle(x, y, interleaveLow), v128.shuffle(x, y, interleaveHigh))
    const lowHalves = [0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23]
    const highHalves = lowHalves.map((byte) => byte + 8)
    const half = 1 << 21
    return loopWhile(
      wasm.lessSigned(0, rows),
      set(out, 0),
      set(entry, table),
      set(result, to),
      loopWhile(
        wasm.lessSigned(out, outs),
        set(at, wasm.add(from, wasm.loadI32(entry))),
        step(entry, 16),
        ...four.map(({ start, low, high }, row) =>
          seq(set(start, row === 0 ? at : wasm.add(at, wasm.mul(pitch, row))), set(low, zero), set(high, zero)),
        ),
        set(left, chunks),
        loopWhile(
          left,
          set(lowWeights, v128.load(entry)),
          set(highWeights, v128.load(entry, 16)),
          step(entry, 32),
          ...four.map(({ start, low, high }) =>
            seq(
              set(samples, v128.loadU8x8(start)),
              set(low, i32x4.add(low, i32x4.dot(samples, lowWeights))),
              set(high, i32x4.add(high, i32x4.dot(samples, highWeights))),
              step(start, 8),
            ),
          ),
          step(left, -1),
        ),
        ...[a, b, c, d].map((sum, row) => set(sum, sums[row] ?? zero)),
        set(a, pairs(a, b)),
        set(c, pairs(c, d)),
        set(a, i32x4.add(v128.shuffle(a, c, lowHalves), v128.shuffle(a, c, highHalves))),
        set(a, i32x4.shiftRight(i32x4.add(a, i32x4.of([half, half, half, half])), 22)),
        v128.storeLow32(result, u8x16.narrowI16(i16x8.narrowI32(a, a), zero)),
        step(result, toPitch),
        step(out, 1),
      ),
      step(from, wasm.mul(pitch, 4)),
      step(to, 4),
      step(rows, -4),
    )
  },
)

/** laplacian (from, width, height, to): sum and sum of squares of the 4-neighbour Laplacian inside, each as two i64. */
const laplacian = kernel('laplacian', ['from', 'width', 'height', 'to'], ({ from, width, height, to }, local) => {
  const [at, left] = [local('i32'), local('i32')]
  const [value, sum, squares, part] = [local('v128'), local('v128'), local('v128'), local('v128')]
  const ones = i16x8.of([1, 1, 1, 1, 1, 1, 1, 1])
  const beside = (offset: number) => v128.loadU8x8(wasm.add(at, offset))
  const inside = i16x8.less(
    i16x8.of([0, 1, 2, 3, 4, 5, 6, 7]),
    i16x8.splat(wasm.select(left, 8, wasm.lessSigned(left, 8))),
  )
  const widen = (total: typeof sum) =>
    set(total, i64x2.add(total, i64x2.add(i64x2.lowOfI32(part), i64x2.highOfI32(part))))
  const around = i16x8.add(
    i16x8.add(beside(-1), beside(1)),
    i16x8.add(v128.loadU8x8(wasm.sub(at, width)), v128.loadU8x8(wasm.add(at, width))),
  )
  return seq(
    step(height, -2),
    loopWhile(
      wasm.lessSigned(0, height),
      step(from, width),
      set(at, wasm.add(from, 1)),
      set(left, wasm.sub(width, 2)),
      loopWhile(
        wasm.lessSigned(0, left),
        set(value, v128.and(i16x8.sub(around, i16x8.shiftLeft(beside(0), 2)), inside)),
        set(part, i32x4.dot(value, ones)),
        widen(sum),
        set(part, i32x4.dot(value, value)),
        widen(squares),
        step(at, 8),
        step(left, -8),
      ),
      step(height, -1),
    ),
    v128.store(to, sum),
    v128.store(to, squares, 16),
  )
})

/** histogram (from, count, to): counts of 256 levels in four tables of 1024 bytes, to be added; `count` is a multiple of 4. */
const histogram = kernel('histogram', ['from', 'count', 'to'], ({ from, count, to }, local) => {
  const [end, at] = [local('i32'), local('i32')]
  const one = (table: number) =>
    seq(
      set(at, wasm.add(to, wasm.mul(wasm.loadU8(from, table), 4))),
      wasm.storeI32(at, wasm.add(wasm.loadI32(at, 1024 * table), 1), 1024 * table),
    )
  return seq(
    set(end, wasm.add(from, count)),
    loopWhile(wasm.lessUnsigned(from, end), ...[0, 1, 2, 3].map(one), step(from, 4)),
  )
})

export const byteKernels = [lanczos, laplacian, histogram]

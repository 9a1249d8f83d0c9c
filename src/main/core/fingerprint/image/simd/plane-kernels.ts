import * as wasm from './assembler.ts'
import {
  f32,
  f32x4,
  i16x8,
  i32x4,
  i64x2,
  kernel,
  loopWhile,
  seq,
  set,
  step,
  u8x16,
  v128,
  when,
  zero,
} from './assembler.ts'

// Over planes of one sample a pixel. Loops work in whole vectors: they read, and where it is said write, beyond the last sample.

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

/** turn (from, fromPitch, to, toPitch, rows, columns): transposes single-precision samples in squares of 4; pitches in bytes. */
const turn = kernel(
  'turn',
  ['from', 'fromPitch', 'to', 'toPitch', 'rows', 'columns'],
  ({ from, fromPitch, to, toPitch, rows, columns }, local) => {
    const [x, source, target] = [local('i32'), local('i32'), local('i32')]
    const row = [local('v128'), local('v128'), local('v128'), local('v128')] as const
    const mixed = [local('v128'), local('v128'), local('v128'), local('v128')] as const
    const lane = (...picks: number[]) => picks.flatMap((pick) => [0, 1, 2, 3].map((byte) => 4 * pick + byte))
    const stored = [
      v128.shuffle(mixed[0], mixed[1], lane(0, 1, 4, 5)),
      v128.shuffle(mixed[0], mixed[1], lane(2, 3, 6, 7)),
      v128.shuffle(mixed[2], mixed[3], lane(0, 1, 4, 5)),
      v128.shuffle(mixed[2], mixed[3], lane(2, 3, 6, 7)),
    ]
    return loopWhile(
      wasm.lessSigned(0, rows),
      set(x, 0),
      set(source, from),
      set(target, to),
      loopWhile(
        wasm.lessSigned(x, columns),
        ...row.map((each, index) => set(each, v128.load(wasm.add(source, wasm.mul(fromPitch, index))))),
        set(mixed[0], v128.shuffle(row[0], row[1], lane(0, 4, 1, 5))),
        set(mixed[1], v128.shuffle(row[2], row[3], lane(0, 4, 1, 5))),
        set(mixed[2], v128.shuffle(row[0], row[1], lane(2, 6, 3, 7))),
        set(mixed[3], v128.shuffle(row[2], row[3], lane(2, 6, 3, 7))),
        ...stored.map((each, index) => v128.store(wasm.add(target, wasm.mul(toPitch, index)), each)),
        step(x, 4),
        step(source, 16),
        step(target, wasm.mul(toPitch, 4)),
      ),
      step(from, wasm.mul(fromPitch, 4)),
      step(to, 16),
      step(rows, -4),
    )
  },
)

/**
 * boxDown (from, to, sums, times, rows, pitch, width, window): running means down the columns, see `jarosz.ts`. `times` says how often each
 * row of the result is stored (i32); `sums` is one zeroed row; `pitch` and `width` of a row are in bytes, multiples of 16.
 */
const boxDown = kernel(
  'boxDown',
  ['from', 'to', 'sums', 'times', 'rows', 'pitch', 'width', 'window'],
  ({ from, to, sums, times, rows, pitch, width, window }, local) => {
    const [row, last, size, copies, x, behind] = [
      local('i32'),
      local('i32'),
      local('i32'),
      local('i32'),
      local('i32'),
      local('i32'),
    ]
    const [half, divisor, sum] = [local('i32'), local('v128'), local('v128')]
    const [sumAt, fromAt, behindAt, toAt] = [sums, from, behind, to].map((start) => wasm.add(start, x))
    const along = (...body: readonly wasm.Code[]) =>
      seq(set(x, 0), loopWhile(wasm.lessUnsigned(x, width), ...body, step(x, 16)))
    const entered = f32x4.add(v128.load(sumAt ?? 0), v128.load(fromAt ?? 0))
    const left = (value: wasm.Value) => f32x4.sub(value, v128.load(behindAt ?? 0))
    const keep = (value: wasm.Value) => v128.store(sumAt ?? 0, value)
    const mean = (value: wasm.Value) => v128.store(toAt ?? 0, f32x4.div(value, divisor))
    const enters = wasm.lessSigned(row, rows)
    const leaves = wasm.atLeastSigned(row, window)
    const isOnce = wasm.equal(copies, 1)
    return seq(
      set(half, wasm.shiftRightUnsigned(wasm.add(window, 2), 1)),
      set(last, wasm.sub(wasm.add(rows, half), 1)),
      set(behind, from),
      loopWhile(
        wasm.lessSigned(row, last),
        step(size, wasm.sub(enters, leaves)),
        set(divisor, f32x4.splat(f32.ofI32(size))),
        set(copies, 0),
        when(wasm.atLeastSigned(wasm.add(row, 1), half), set(copies, wasm.loadI32(times)), step(times, 4)),
        // Nearly all rows both enter and leave: one walk along the sums instead of three.
        when(
          wasm.and(enters, leaves),
          when(
            isOnce,
            along(set(sum, left(entered)), keep(sum), mean(sum)),
            step(to, pitch),
            set(copies, 0),
            set(x, -1),
          ),
          when(wasm.atLeastSigned(x, 0), along(keep(left(entered)))),
        ),
        when(wasm.and(enters, wasm.lessSigned(row, window)), along(keep(entered))),
        when(wasm.and(leaves, wasm.atLeastSigned(row, rows)), along(keep(left(v128.load(sumAt ?? 0))))),
        when(enters, step(from, pitch)),
        when(leaves, step(behind, pitch)),
        loopWhile(copies, along(mean(v128.load(sumAt ?? 0))), step(to, pitch), step(copies, -1)),
        set(x, 0),
        step(row, 1),
      ),
    )
  },
)

/** blendRows (upper, lower, share, to, count): upper + (lower − upper) · share in single precision; `share` is an address. */
const blendRows = kernel('blendRows', ['upper', 'lower', 'share', 'to', 'count'], (given, local) => {
  const { upper, lower, share, to, count } = given
  const [end, factor, top] = [local('i32'), local('v128'), local('v128')]
  const widened = [0, 1, 2, 3].flatMap((byte) => [byte, 16, 16, 16])
  const four = (at: wasm.Value) => f32x4.ofI32(v128.shuffle(v128.loadU32(at), zero, widened))
  return seq(
    set(factor, f32x4.splat(wasm.loadF32(share))),
    set(end, wasm.add(to, wasm.mul(count, 4))),
    loopWhile(
      wasm.lessUnsigned(to, end),
      set(top, four(upper)),
      v128.store(to, f32x4.add(top, f32x4.mul(f32x4.sub(four(lower), top), factor))),
      step(upper, 4),
      step(lower, 4),
      step(to, 16),
    ),
  )
})

/** blendAlong (row, points, to, count): `points` are pairs of a byte offset (i32) and the share of the right neighbour (f32). */
const blendAlong = kernel('blendAlong', ['row', 'points', 'to', 'count'], ({ row, points, to, count }, local) => {
  const [end, at, left] = [local('i32'), local('i32'), local('f32')]
  return seq(
    set(end, wasm.add(to, wasm.mul(count, 4))),
    loopWhile(
      wasm.lessUnsigned(to, end),
      set(at, wasm.add(row, wasm.loadI32(points))),
      set(left, wasm.loadF32(at)),
      wasm.storeF32(to, f32.add(left, f32.mul(f32.sub(wasm.loadF32(at, 4), left), wasm.loadF32(points, 4)))),
      step(points, 8),
      step(to, 4),
    ),
  )
})

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

/**
 * multiply (left, right, to, rows, depth, columns): product of two matrices in single precision, each sum from its first term to its last.
 * `columns` is a multiple of 4.
 */
const multiply = kernel('multiply', ['left', 'right', 'to', 'rows', 'depth', 'columns'], (given, local) => {
  const { left, right, to, rows, depth, columns } = given
  const [x, k, factor, at, sum] = [local('i32'), local('i32'), local('i32'), local('i32'), local('v128')]
  const pitch = wasm.mul(columns, 4)
  return loopWhile(
    rows,
    set(x, 0),
    loopWhile(
      wasm.lessUnsigned(x, pitch),
      set(sum, zero),
      set(k, depth),
      set(factor, left),
      set(at, wasm.add(right, x)),
      loopWhile(
        k,
        set(sum, f32x4.add(sum, f32x4.mul(v128.loadSplat32(factor), v128.load(at)))),
        step(factor, 4),
        step(at, pitch),
        step(k, -1),
      ),
      v128.store(wasm.add(to, x), sum),
      step(x, 16),
    ),
    step(left, wasm.mul(depth, 4)),
    step(to, pitch),
    step(rows, -1),
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

export const planeKernels = [lanczos, turn, boxDown, blendRows, blendAlong, laplacian, multiply, histogram]

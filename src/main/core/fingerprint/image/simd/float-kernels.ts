import * as wasm from './assembler.ts'
import { f32, f32x4, kernel, loopWhile, seq, set, step, v128, when, zero } from './assembler.ts'

// Over planes of single-precision samples. Loops work in whole vectors: they read and write beyond the last sample of a row.

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
    const [half, stored, divisor, sum] = [local('i32'), local('i32'), local('v128'), local('v128')]
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
        set(stored, 0),
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
            set(stored, 1),
          ),
          when(wasm.equal(stored, 0), along(keep(left(entered)))),
        ),
        when(wasm.and(enters, wasm.lessSigned(row, window)), along(keep(entered))),
        when(wasm.and(leaves, wasm.atLeastSigned(row, rows)), along(keep(left(v128.load(sumAt ?? 0))))),
        when(enters, step(from, pitch)),
        when(leaves, step(behind, pitch)),
        loopWhile(copies, along(mean(v128.load(sumAt ?? 0))), step(to, pitch), step(copies, -1)),
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

export const floatKernels = [turn, boxDown, blendRows, blendAlong, multiply]

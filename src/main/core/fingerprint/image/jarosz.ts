import type { Bench } from './simd/bench.ts'

// The two-pass box filter of PDQ (Wojciech Jarosz, "Fast image convolutions", 2001) with the decimation that follows it, in single
// precision and with the running sums in the order of the reference, because bits hang on the last digit. All passes run down columns, four
// at a time, over a plane that is turned in between. What the decimation drops is summed but never divided or stored.

/** Samples averaged per pass so that two passes cover one of `to` blocks of `from` samples. */
export function windowSize(from: number, to: number): number {
  return Math.floor((from + 2 * to - 1) / (2 * to))
}

const upToFour = (count: number): number => Math.ceil(count / 4) * 4

/** Samples from one row to the next. With rows a power of two apart, turning a plane would use only a few lines of the cache. */
export function rowPitch(columns: number): number {
  return upToFour(columns) + 16
}

/** How often each of `side` rows is the middle of one of `count` equal blocks; more than once where there are fewer rows than blocks. */
function middlesOf(side: number, count: number): Int32Array {
  const times = new Int32Array(side)
  for (let index = 0; index < count; index++) {
    const middle = Math.trunc(((index + 0.5) * side) / count)
    times[middle] = (times[middle] ?? 0) + 1
  }
  return times
}

/** Copies a `side` × `side` plane out of the memory. */
export function packedGrid(bench: Bench, plane: number, side: number): Float32Array<ArrayBuffer> {
  const pitch = rowPitch(side)
  const found = bench.floats(plane, pitch * side)
  const packed = new Float32Array(side * side)
  for (let y = 0; y < side; y++) packed.set(found.subarray(y * pitch, y * pitch + side), y * side)
  return packed
}

/** Bytes that a plane for `jaroszGrid` takes. */
export function jaroszBytes(rows: number, columns: number, blocks: number): number {
  return 4 * rowPitch(Math.max(rows, blocks)) * rowPitch(Math.max(columns, blocks))
}

/**
 * Blurs the plane at the address `plane` (single precision, rows `rowPitch(columns)` samples apart, room for `jaroszBytes`) twice in both
 * directions and returns the middles of `blocks` × `blocks` cells. The plane is overwritten.
 */
export function jaroszGrid(
  bench: Bench,
  plane: number,
  { rows, columns, blocks }: { rows: number; columns: number; blocks: number },
): Float32Array<ArrayBuffer> {
  const other = bench.take(jaroszBytes(rows, columns, blocks))
  const [across, down, grid] = [rowPitch(columns), rowPitch(rows), rowPitch(blocks)]
  const longest = Math.max(rows, columns)
  const sums = bench.take(4 * Math.max(across, down, grid))
  const [always, everyRow, everyColumn] = [bench.take(4 * longest), bench.take(4 * rows), bench.take(4 * columns)]
  bench.ints(always, longest).fill(1)
  bench.ints(everyRow, rows).set(middlesOf(rows, blocks))
  bench.ints(everyColumn, columns).set(middlesOf(columns, blocks))
  const turn = (height: number, width: number): void =>
    bench.run('turn', plane, 4 * rowPitch(width), other, 4 * rowPitch(height), height, width)
  const box = (times: number, height: number, width: number): void => {
    const [pitch, bytes] = [4 * rowPitch(width), 4 * upToFour(width)]
    bench.bytes(sums, bytes).fill(0)
    bench.run('boxDown', other, plane, sums, times, height, pitch, bytes, windowSize(height, blocks))
  }
  turn(rows, columns)
  box(always, columns, rows)
  turn(columns, rows)
  box(always, rows, columns)
  turn(rows, columns)
  box(everyColumn, columns, rows)
  turn(blocks, rows)
  box(everyRow, rows, blocks)
  return packedGrid(bench, plane, blocks)
}

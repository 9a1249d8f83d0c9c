import * as wasm from './assembler.ts'
import { i64, kernel, loopWhile, seq, set, step, when } from './assembler.ts'

// Over rows of 256 bits.

/**
 * nearest256 (from, count, among, end, to): for each of `count` rows from `from`, among those from address `among` up to `end`, the first
 * of the nearest; written as its address and its distance in bits, two i32 each.
 */
const nearest256 = kernel(
  'nearest256',
  ['from', 'count', 'among', 'end', 'to'],
  ({ from, count, among, end, to }, local) => {
    const words = [0, 1, 2, 3].map(() => local('i64'))
    const [at, best, found, distance] = [local('i32'), local('i32'), local('i32'), local('i32')]
    const differing = words.map((word, i) => i64.ones(i64.xor(word, i64.load(at, 8 * i))))
    const [a = [], b = [], c = [], d = []] = differing
    return loopWhile(
      wasm.lessSigned(0, count),
      ...words.map((word, i) => set(word, i64.load(from, 8 * i))),
      set(best, 257),
      set(found, among),
      set(at, among),
      loopWhile(
        wasm.lessUnsigned(at, end),
        set(distance, i64.toI32(i64.add(i64.add(a, b), i64.add(c, d)))),
        when(wasm.lessSigned(distance, best), seq(set(best, distance), set(found, at))),
        step(at, 32),
      ),
      wasm.storeI32(to, found),
      wasm.storeI32(to, best, 4),
      step(to, 8),
      step(from, 32),
      step(count, -1),
    )
  },
)

export const bitKernels = [nearest256]

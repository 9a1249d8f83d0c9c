import { descriptorBytes } from '../../fingerprint/image/points/describe.ts'
import type { PlacedPoints } from '../../fingerprint/image/points/points.ts'
import { clearBench } from '../../fingerprint/image/simd/bench.ts'

// Which point of one picture may be which of another, by their descriptions alone.

/** Indices of two points that describe themselves most alike among all, and in how many of 256 bits they differ. */
export type Pair = { a: number; b: number; distance: number }

/** Unlike points differ in 112 bits on average; beyond this two are not taken for the same. */
const mostDistance = 84

type Described = Pick<PlacedPoints, 'count' | 'descriptions'>

/** Pairs of points each of which is the other's nearest, in the order of `a`. */
export function correspond(a: Described, b: Described): Pair[] {
  if (a.count === 0 || b.count === 0) return []
  const bench = clearBench()
  const fromA = bench.put(a.descriptions.subarray(0, a.count * descriptorBytes))
  const fromB = bench.put(b.descriptions.subarray(0, b.count * descriptorBytes))
  const toA = bench.take(8 * a.count)
  const toB = bench.take(8 * b.count)
  bench.run('nearest256', fromA, a.count, fromB, fromB + b.count * descriptorBytes, toA)
  bench.run('nearest256', fromB, b.count, fromA, fromA + a.count * descriptorBytes, toB)
  const ofA = bench.ints(toA, 2 * a.count)
  const ofB = bench.ints(toB, 2 * b.count)
  const pairs: Pair[] = []
  for (let i = 0; i < a.count; i++) {
    const distance = ofA[2 * i + 1] ?? 257
    if (distance > mostDistance) continue
    const j = ((ofA[2 * i] ?? fromB) - fromB) / descriptorBytes
    if (ofB[2 * j] === fromA + i * descriptorBytes) pairs.push({ a: i, b: j, distance })
  }
  return pairs
}

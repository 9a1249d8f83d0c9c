import {
  add,
  type Code,
  equal,
  i32x4,
  kernel,
  lessSigned,
  loopWhile,
  select,
  seq,
  set,
  step,
  sub,
  v128,
  type Value,
} from '../image/simd/assembler.ts'
import { Bench } from '../image/simd/bench.ts'
import { chunkBytes, chunkEnd, chunkStart, iv, parent, permutation } from './blake3-compress.ts'

// Whole subtrees of BLAKE3's tree, four compressions at a time: each lane of a vector belongs to another chunk, or another parent.

const laneCount = 4
const rotations = {
  16: [2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13],
  8: [1, 2, 3, 0, 5, 6, 7, 4, 9, 10, 11, 8, 13, 14, 15, 12],
} as const
/** Which words of the state each of a round's eight mixings takes: columns, then diagonals. */
const mixings = [
  [0, 4, 8, 12],
  [1, 5, 9, 13],
  [2, 6, 10, 14],
  [3, 7, 11, 15],
  [0, 5, 10, 15],
  [1, 6, 11, 12],
  [2, 7, 8, 13],
  [3, 4, 9, 14],
] as const

type Vector = Parameters<typeof set>[0]

/** Four vectors of one lane's words each, from four vectors of neighbouring words; its own inverse. */
function turned(from: readonly Value[]): Code[] {
  const [a = 0, b = 0, c = 0, d = 0] = from
  const pick = (left: Value, right: Value, ...words: number[]) =>
    v128.shuffle(
      left,
      right,
      words.flatMap((word) => [0, 1, 2, 3].map((byte) => 4 * word + byte)),
    )
  const low = [pick(a, b, 0, 4, 1, 5), pick(c, d, 0, 4, 1, 5)] as const
  const high = [pick(a, b, 2, 6, 3, 7), pick(c, d, 2, 6, 3, 7)] as const
  return [pick(...low, 0, 1, 4, 5), pick(...low, 2, 3, 6, 7), pick(...high, 0, 1, 4, 5), pick(...high, 2, 3, 6, 7)]
}

function rotated(value: Value, bits: 7 | 8 | 12 | 16): Code {
  if (bits === 8 || bits === 16) return v128.shuffle(value, value, rotations[bits])
  return v128.or(i32x4.shiftRightUnsigned(value, bits), i32x4.shiftLeft(value, 32 - bits))
}

function mixed(a: Vector, b: Vector, c: Vector, d: Vector, first: Value, second: Value): Code {
  const half = (message: Value, forD: 16 | 8, forB: 12 | 7): Code =>
    seq(
      set(a, i32x4.add(i32x4.add(a, b), message)),
      set(d, v128.xor(d, a)),
      set(d, rotated(d, forD)),
      set(c, i32x4.add(c, d)),
      set(b, v128.xor(b, c)),
      set(b, rotated(b, forB)),
    )
  return seq(half(first, 16, 12), half(second, 8, 7))
}

/**
 * compressFour (from, pitch, blocks, counter, counterStep, firstFlags, lastFlags, flags, to): the chaining values of four lanes that begin
 * `pitch` bytes apart and have `blocks` blocks of 64 bytes each; eight words a lane, lane after lane. The first and the last block have
 * flags besides `flags`; lane i counts `counter` + i · `counterStep`.
 */
const compressFour = kernel(
  'compressFour',
  ['from', 'pitch', 'blocks', 'counter', 'counterStep', 'firstFlags', 'lastFlags', 'flags', 'to'],
  ({ from, pitch, blocks, counter, counterStep, firstFlags, lastFlags, flags, to }, local) => {
    const vectors = (count: number): Vector[] => Array.from({ length: count }, () => local('v128'))
    const [chain, state, words, scratch, counters, block] = [
      vectors(8),
      vectors(16),
      vectors(16),
      vectors(4),
      local('v128'),
      local('i32'),
    ]
    const at = (list: readonly Vector[], index: number): Vector => list[index] ?? counters
    const lanes = [0, 1, 2, 3]
    const address = (lane: number): Code => lanes.slice(0, lane).reduce<Code>((sum) => add(sum, pitch), add(from, 0))
    const loadWords = lanes.flatMap((quarter) => [
      ...lanes.map((lane) => set(at(scratch, lane), v128.load(address(lane), 16 * quarter))),
      ...turned(scratch).map((word, lane) => set(at(words, 4 * quarter + lane), word)),
    ])
    const rounds: Code[] = []
    let order = Array.from({ length: 16 }, (_, index) => index)
    for (let round = 0; round < 7; round++) {
      for (const [index, [a, b, c, d]] of mixings.entries()) {
        const [first, second] = [at(words, order[2 * index] ?? 0), at(words, order[2 * index + 1] ?? 0)]
        rounds.push(mixed(at(state, a), at(state, b), at(state, c), at(state, d), first, second))
      }
      order = permutation.map((index) => order[index] ?? 0)
    }
    const isLast = equal(block, sub(blocks, 1))
    const blockFlags = add(flags, add(select(firstFlags, 0, equal(block, 0)), select(lastFlags, 0, isLast)))
    return seq(
      set(at(scratch, 0), i32x4.splat(counterStep)),
      set(counters, v128.and(at(scratch, 0), i32x4.of([0, -1, 0, -1]))),
      set(at(scratch, 1), v128.and(i32x4.shiftLeft(at(scratch, 0), 1), i32x4.of([0, 0, -1, -1]))),
      set(counters, i32x4.add(i32x4.splat(counter), i32x4.add(counters, at(scratch, 1)))),
      ...chain.map((each, index) => set(each, i32x4.splat(iv[index] ?? 0))),
      loopWhile(
        lessSigned(block, blocks),
        ...loadWords,
        ...chain.map((each, index) => set(at(state, index), each)),
        ...lanes.map((index) => set(at(state, 8 + index), i32x4.splat(iv[index] ?? 0))),
        set(at(state, 12), counters),
        set(at(state, 13), i32x4.splat(0)),
        set(at(state, 14), i32x4.splat(64)),
        set(at(state, 15), i32x4.splat(blockFlags)),
        ...rounds,
        ...chain.map((each, index) => set(each, v128.xor(at(state, index), at(state, index + 8)))),
        step(from, 64),
        step(block, 1),
      ),
      ...turned(chain.slice(0, 4)).map((value, lane) => v128.store(to, value, 32 * lane)),
      ...turned(chain.slice(4)).map((value, lane) => v128.store(to, value, 32 * lane + 16)),
    )
  },
)

const kernels = [compressFour]
const mostChunks = 64
/** Chunks that `subtree` takes, the largest first. */
export const subtreeSizes = [mostChunks, 16, 4] as const

let lanes: { bench: Bench; input: number; values: number } | null = null

/**
 * The chaining value of the subtree over `count` whole chunks (one of `subtreeSizes`) from `start` on, of which the first is chunk `index`
 * of its stream, a multiple of `count`. It must not be the root.
 */
export function subtree(bytes: Uint8Array, start: number, count: number, index: number): Int32Array {
  if (lanes === null) {
    const bench = new Bench(kernels)
    lanes = { bench, input: bench.take(mostChunks * chunkBytes), values: bench.take(mostChunks * 32) }
  }
  const { bench, input, values } = lanes
  bench.bytes(input, count * chunkBytes).set(bytes.subarray(start, start + count * chunkBytes))
  for (let i = 0; i < count; i += laneCount) {
    const from = input + i * chunkBytes
    bench.run('compressFour', from, chunkBytes, 16, (index + i) | 0, 1, chunkStart, chunkEnd, 0, values + 32 * i)
  }
  // Two values side by side are a parent's block. What lanes beyond the last one make of old bytes is not read.
  for (let width = count / 2; width >= 1; width /= 2) {
    for (let i = 0; i < width; i += laneCount)
      bench.run('compressFour', values + 64 * i, 64, 1, 0, 0, 0, 0, parent, values + 32 * i)
  }
  return bench.ints(values, 8).slice()
}

import { assertFilled, type GreyPlane } from './picture.ts'
import { clearBench } from './simd/bench.ts'

// Pillow's `resize(…, LANCZOS)` for 8-bit planes, sample for sample: windowed sinc (Lanczos, a = 3) stretched by the
// scale when shrinking, weights in 22-bit fixed point, columns first, then rows, with an 8-bit plane in between.

const lobes = 3
const precisionBits = 22

/** A weight is 2^14 times its high half plus its low half: both fit 16 bits and multiply eight samples at a time. */
const lowBits = 14
const tapsAtOnce = 8

/** As the kernel `lanczos` takes it: for each output sample its first input sample and `chunks` times 8 weights in halves. */
type Weights = { bytes: Uint8Array; outs: number; chunks: number }

function sinc(x: number): number {
  if (x === 0) return 1
  const angle = x * Math.PI
  return Math.sin(angle) / angle
}

function lanczos(x: number): number {
  return x >= -lobes && x < lobes ? sinc(x) * sinc(x / lobes) : 0
}

/** Called with each output sample's first input sample and its fixed-point weights, which are only valid during the call. */
type Visit = (out: number, first: number, weights: Int32Array) => void

function eachWeights(from: number, to: number, visit: Visit): void {
  const scale = from / to
  const stretch = Math.max(scale, 1)
  const support = lobes * stretch
  const exact = new Float64Array(Math.ceil(support) * 2 + 1)
  const weights = new Int32Array(exact.length)
  for (let out = 0; out < to; out++) {
    const centre = (out + 0.5) * scale
    const first = Math.max(0, Math.trunc(centre - support + 0.5))
    const count = Math.min(from, Math.trunc(centre + support + 0.5)) - first
    let sum = 0
    for (let i = 0; i < count; i++) {
      const weight = lanczos((i + first - centre + 0.5) * (1 / stretch))
      exact[i] = weight
      sum += weight
    }
    for (let i = 0; i < count; i++) {
      const weight = sum === 0 ? (exact[i] ?? 0) : (exact[i] ?? 0) / sum
      weights[i] = Math.trunc((weight < 0 ? -0.5 : 0.5) + weight * (1 << precisionBits))
    }
    visit(out, first, weights.subarray(0, count))
  }
}

function makeTable(from: number, to: number): Weights {
  const mostTaps = from === to ? 1 : Math.ceil(lobes * Math.max(from / to, 1)) * 2 + 1
  const chunks = Math.ceil(mostTaps / tapsAtOnce)
  const entryBytes = 16 + 32 * chunks
  const bytes = new Uint8Array(to * entryBytes)
  const entries = new DataView(bytes.buffer)
  const visit: Visit = (out, first, weights) => {
    entries.setInt32(out * entryBytes, first, true)
    for (let i = 0; i < weights.length; i++) {
      const weight = weights[i] ?? 0
      const at = out * entryBytes + 16 + 32 * Math.floor(i / tapsAtOnce) + 2 * (i % tapsAtOnce)
      entries.setInt16(at, weight & ((1 << lowBits) - 1), true)
      entries.setInt16(at + 16, weight >> lowBits, true)
    }
  }
  // A side that stays as it is: each sample with the whole weight.
  if (from === to) for (let out = 0; out < to; out++) visit(out, out, Int32Array.of(1 << precisionBits))
  else eachWeights(from, to, visit)
  return { bytes, outs: to, chunks }
}

// A library holds many pictures of few sizes; their tables are kept, up to a bound.
const keptTables = new Map<string, Weights>()
const maxKeptTables = 64
const maxKeptBytes = 2 ** 18

function weightsFor(from: number, to: number): Weights {
  const key = `${from}>${to}`
  let table = keptTables.get(key)
  if (table === undefined) {
    table = makeTable(from, to)
    if (keptTables.size >= maxKeptTables) keptTables.clear()
    if (table.bytes.length <= maxKeptBytes) keptTables.set(key, table)
  }
  return table
}

const upToFour = (count: number): number => Math.ceil(count / 4) * 4

/**
 * The plane at another size, equal to Pillow's 8-bit Lanczos. A side that stays as it is is not filtered, so a resize to the
 * plane's own size returns equal samples.
 */
export function resizeGrey(plane: GreyPlane, width: number, height: number): GreyPlane {
  assertFilled(plane, 1)
  if (plane.width === width && plane.height === height) return plane
  const bench = clearBench()
  const [across, down] = [weightsFor(plane.width, width), weightsFor(plane.height, height)]
  // The kernel works on four rows at a time and on whole chunks of weights, those without weight included.
  const overrun = (table: Weights) => table.chunks * tapsAtOnce
  const from = bench.take(plane.width * upToFour(plane.height) + overrun(across))
  const turnedPitch = upToFour(plane.height)
  const turned = bench.take(turnedPitch * upToFour(width) + overrun(down))
  const pitch = upToFour(width)
  const to = bench.take(pitch * height)
  const tables = [bench.put(across.bytes), bench.put(down.bytes)] as const
  bench.bytes(from, plane.samples.length).set(plane.samples)
  bench.run('lanczos', from, plane.width, plane.height, turned, turnedPitch, tables[0], width, across.chunks)
  bench.run('lanczos', turned, turnedPitch, width, to, pitch, tables[1], height, down.chunks)
  const found = bench.bytes(to, pitch * height)
  if (pitch === width) return { width, height, samples: found.slice() }
  const samples = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) samples.set(found.subarray(y * pitch, y * pitch + width), y * width)
  return { width, height, samples }
}

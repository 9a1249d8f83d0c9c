import { randomFillSync } from 'node:crypto'
import { HashIndex } from '../../src/main/core/match/hashes/hash-index.ts'
import type { Context } from '../context.ts'
import { atMost, quantile, type Row, toRow } from '../row.ts'

// Exact search among the PDQ hashes of a large library, at distances where the hashes' words are looked up and where all are compared.

const topic = 'hashes'
const hashBytes = 32

/** A copy with as many bits changed as a copy of a picture has, or more. */
function nearby(all: Uint8Array, slot: number, bits: number): Uint8Array {
  const hash = all.slice(slot * hashBytes, (slot + 1) * hashBytes)
  for (let i = 0; i < bits; i++) {
    const bit = (slot * 31 + i * 53) % (8 * hashBytes)
    hash[bit >> 3] = (hash[bit >> 3] ?? 0) ^ (1 << (bit & 7))
  }
  return hash
}

function* rowsOf(all: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < all.length; at += hashBytes) yield all.subarray(at, at + hashBytes)
}

function milliseconds(work: () => void): number {
  const startedAt = performance.now()
  work()
  return performance.now() - startedAt
}

export async function run(context: Context): Promise<Row[]> {
  const count = context.size(1_000_000)
  const all = new Uint8Array(count * hashBytes)
  for (let at = 0; at < all.length; at += 65_536) randomFillSync(all.subarray(at, Math.min(at + 65_536, all.length)))
  const at = `${count.toLocaleString('en')} hashes of 256 bits`
  const turns = await context.repeat(async () => {
    const index = new HashIndex()
    const loadMs = milliseconds(() => index.load(rowsOf(all)))
    const queryMs = (radius: number) => {
      const times: number[] = []
      for (let i = 0; i < 100; i++) {
        const slot = (i * 7919) % count
        const query = nearby(all, slot, Math.min(radius, 20))
        let found = 0
        times.push(milliseconds(() => (found = index.within(query, radius).findIndex((each) => each.slot === slot))))
        if (found < 0) throw new Error(`hash ${slot} was not found at radius ${radius}`)
      }
      return quantile(times, 0.5)
    }
    const near = queryMs(31)
    const far = queryMs(80)
    const inserts = 10_000
    const insertMs = milliseconds(() => {
      for (let i = 0; i < inserts; i++) index.add(nearby(all, i % count, 100))
    })
    return { loadMs, near, far, insertMs: insertMs / inserts }
  })
  const row = (figure: string, values: number[], limit: number) =>
    toRow({ topic, figure: `${figure}, ${at}`, unit: 'ms', values, limit: atMost(limit) })
  return [
    row(
      'all within 31 bits of one',
      turns.map(({ near }) => near),
      1,
    ),
    row(
      'all within 80 bits of one',
      turns.map(({ far }) => far),
      5,
    ),
    row(
      'insert one',
      turns.map(({ insertMs }) => insertMs),
      1,
    ),
    row(
      'load them all',
      turns.map(({ loadMs }) => loadMs),
      1_000,
    ),
  ]
}

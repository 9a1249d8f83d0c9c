import { Bench } from '../../fingerprint/image/simd/bench.ts'
import { HalfBuckets, words } from './half-buckets.ts'
import { blockBytes, blockHashes, hashBytes, scanKernel } from './scan-kernel.ts'

// Exact search among 256-bit hashes by Hamming distance, for a library of a million pictures. Two ways lead to the same answers: hashes
// less than 32 bits apart share one of their sixteen 16-bit words but for one bit (were all sixteen two bits apart, that would be 32), so
// looking into 17 buckets a word finds them all (multi-index hashing after Norouzi, Punjani and Fleet 2012); further off, comparing with
// every hash sixteen at a time is quicker.

export type Neighbour = { slot: number; distance: number }

/** Largest distance at which two hashes must have a 16-bit word at most one bit apart. */
const bucketRadius = 2 * words - 1
const segmentHashes = 65_536
const scanKernels = [scanKernel]
/** Above so many hashes in chains, and an eighth of all, the next search builds the tables anew. */
const chainsAtLeast = 16_384

const doubles = words / 2

/** Bits that are set; in a register, where a table of 65,536 counts would not fit the nearest cache. */
function bitCount(value: number): number {
  const pairs = value - ((value >>> 1) & 0x55555555)
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333)
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

/** Bits in which a slot's hash differs from the asked one, or some number above `radius`. */
function distanceOf(doubled: Uint32Array, slot: number, asked: Uint32Array, radius: number): number {
  let distance = 0
  for (let i = 0; i < doubles && distance <= radius; i++) {
    distance += bitCount((doubled[slot * doubles + i] ?? 0) ^ (asked[i] ?? 0))
  }
  return distance
}

export class HashIndex {
  readonly #bench = new Bench(scanKernels)
  readonly #query = this.#bench.take(16 * hashBytes)
  readonly #radius = this.#bench.take(16)
  readonly #found = this.#bench.take(4 + (4 * segmentHashes) / blockHashes)
  readonly #segments: number[] = []
  readonly #buckets = new HalfBuckets()
  #halves = new Uint16Array(words * 1_024)
  #gone = new Uint8Array(1_024)
  #visited = new Uint32Array(1_024)
  #visit = 0
  #size = 0
  #bulk = false

  /** Slots given out so far, those that were removed among them. */
  get size(): number {
    return this.#size
  }

  /** Adds a hash of 32 bytes; returns its slot. Slots count from 0 and are never given out again. */
  add(hash: Uint8Array): number {
    if (hash.length !== hashBytes) throw new RangeError(`a hash has ${hashBytes} bytes, not ${hash.length}`)
    const slot = this.#size
    this.#grow(slot + 1)
    for (let word = 0; word < words; word++) {
      this.#halves[slot * words + word] = ((hash[2 * word] ?? 0) << 8) | (hash[2 * word + 1] ?? 0)
    }
    const block = this.#blockOf(slot)
    const bytes = this.#bench.bytes(block, blockBytes)
    for (let byte = 0; byte < hashBytes; byte++) bytes[byte * blockHashes + (slot % blockHashes)] = hash[byte] ?? 0
    if (!this.#bulk) this.#buckets.add(this.#halves)
    this.#size++
    return slot
  }

  /** Adds many at once, then builds the tables: a million in less time than a thousand inserts a millisecond would take. */
  load(hashes: Iterable<Uint8Array>): void {
    this.#bulk = true
    try {
      for (const hash of hashes) this.add(hash)
    } finally {
      this.#bulk = false
      this.#buckets.build(this.#halves, this.#size)
    }
  }

  remove(slot: number): void {
    if (slot < this.#size) this.#gone[slot] = 1
  }

  /** Every hash at most `radius` (0 to 254) bits from the query, nearest first, the older of two equals first. */
  within(query: Uint8Array, radius: number): Neighbour[] {
    if (query.length !== hashBytes) throw new RangeError(`a hash has ${hashBytes} bytes, not ${query.length}`)
    if (!(radius >= 0 && radius <= 254)) throw new RangeError(`a radius is 0 to 254, not ${radius}`)
    const found = radius <= bucketRadius ? this.#byBuckets(query, radius) : this.#byScan(query, radius)
    return found.sort((a, b) => a.distance - b.distance || a.slot - b.slot)
  }

  /** The `count` nearest. */
  nearest(query: Uint8Array, count: number): Neighbour[] {
    for (const radius of [bucketRadius, 64, 96, 128]) {
      const found = this.within(query, radius)
      if (found.length >= count) return found.slice(0, count)
    }
    return this.within(query, 254).slice(0, count)
  }

  #grow(slots: number): void {
    if (slots * words > this.#halves.length) {
      const halves = new Uint16Array(this.#halves.length * 2)
      halves.set(this.#halves)
      this.#halves = halves
      const gone = new Uint8Array(this.#gone.length * 2)
      gone.set(this.#gone)
      this.#gone = gone
      this.#visited = new Uint32Array(this.#visited.length * 2)
      this.#visit = 0
    }
    if (slots > this.#segments.length * segmentHashes) {
      this.#segments.push(this.#bench.take((segmentHashes / blockHashes) * blockBytes))
    }
  }

  #blockOf(slot: number): number {
    const start = this.#segments[Math.floor(slot / segmentHashes)] ?? 0
    return start + Math.floor((slot % segmentHashes) / blockHashes) * blockBytes
  }

  #byBuckets(query: Uint8Array, radius: number): Neighbour[] {
    const { chained } = this.#buckets
    if (chained > chainsAtLeast && chained * 8 > this.#size) this.#buckets.build(this.#halves, this.#size)
    const asked = halvesOf(query)
    const [doubled, askedDoubled] = [new Uint32Array(this.#halves.buffer), new Uint32Array(asked.buffer)]
    const visited = this.#visited
    const found: Neighbour[] = []
    const visit = ++this.#visit
    const look = (slot: number) => {
      if (visited[slot] === visit) return
      visited[slot] = visit
      const distance = distanceOf(doubled, slot, askedDoubled, radius)
      if (distance <= radius && this.#gone[slot] === 0) found.push({ slot, distance })
    }
    // Below 16 bits one word is the same in both.
    const bits = radius < words ? 0 : 16
    for (let word = 0; word < words; word++) {
      const value = asked[word] ?? 0
      this.#buckets.visit(word, value, look)
      for (let bit = 0; bit < bits; bit++) this.#buckets.visit(word, value ^ (1 << bit), look)
    }
    return found
  }

  #byScan(query: Uint8Array, radius: number): Neighbour[] {
    const bench = this.#bench
    const splat = bench.bytes(this.#query, 16 * hashBytes)
    for (let byte = 0; byte < hashBytes; byte++) splat.fill(query[byte] ?? 0, byte * 16, byte * 16 + 16)
    bench.bytes(this.#radius, 16).fill(radius)
    const asked = new Uint32Array(halvesOf(query).buffer)
    const found: Neighbour[] = []
    for (const [segment, start] of this.#segments.entries()) {
      const first = segment * segmentHashes
      const blocks = Math.ceil((Math.min(this.#size, first + segmentHashes) - first) / blockHashes)
      bench.run('scan', start, start + blocks * blockBytes, this.#query, this.#radius, this.#found)
      const [end = 0] = bench.ints(this.#found, 1)
      for (const block of bench.ints(this.#found + 4, (end - this.#found - 4) / 4)) {
        this.#lookAtBlock(first + ((block - start) / blockBytes) * blockHashes, asked, radius, found)
      }
    }
    return found
  }

  #lookAtBlock(first: number, asked: Uint32Array, radius: number, found: Neighbour[]): void {
    const doubled = new Uint32Array(this.#halves.buffer)
    for (let slot = first; slot < Math.min(this.#size, first + blockHashes); slot++) {
      if (this.#gone[slot] === 1) continue
      const distance = distanceOf(doubled, slot, asked, radius)
      if (distance <= radius) found.push({ slot, distance })
    }
  }
}

function halvesOf(hash: Uint8Array): Uint16Array {
  return Uint16Array.from({ length: words }, (_, word) => ((hash[2 * word] ?? 0) << 8) | (hash[2 * word + 1] ?? 0))
}

import { blockBytes, chunkBytes, chunkEnd, chunkStart, compress, iv, parent, root } from './blake3-compress.ts'
import { subtree, subtreeSizes } from './blake3-lanes.ts'

// BLAKE3 (O'Connor, Aumasson, Neves, Wilcox-O'Hearn 2020), unkeyed, 32 bytes: the checksum of ISO 24138's Instance-Code.

export class Blake3 {
  /** Chaining values of finished subtrees, the largest first: one for each bit that is set in the count of finished chunks. */
  readonly #stack: Int32Array[] = []
  #chunks = 0
  readonly #held = new Uint8Array(chunkBytes)
  #heldBytes = 0

  /** Takes a stream in parts of any size. */
  update(part: Uint8Array): void {
    let from = 0
    while (from < part.length) {
      // A full chunk is closed only when more follows: the last one is the root's own.
      if (this.#heldBytes === chunkBytes) {
        this.#push(chunkValue(this.#held, 0, this.#chunks), 1)
        this.#heldBytes = 0
      }
      if (this.#heldBytes === 0) {
        from = this.#takeWhole(part, from)
      }
      const taken = part.subarray(from, from + chunkBytes - this.#heldBytes)
      this.#held.set(taken, this.#heldBytes)
      this.#heldBytes += taken.length
      from += taken.length
    }
  }

  /** All chunks after which more follows, many at once where they are a whole subtree. Returns where it stopped. */
  #takeWhole(part: Uint8Array, start: number): number {
    let from = start
    while (part.length - from > chunkBytes) {
      const left = part.length - from
      const count = subtreeSizes.find((size) => this.#chunks % size === 0 && left > size * chunkBytes)
      if (count === undefined) this.#push(chunkValue(part, from, this.#chunks), 1)
      else this.#push(subtree(part, from, count, this.#chunks), count)
      from += (count ?? 1) * chunkBytes
    }
    return from
  }

  /** `value` is that of the next `count` chunks, a power of two. */
  #push(value: Int32Array, count: number): void {
    this.#chunks += count
    let merged = value
    for (let done = this.#chunks / count; done % 2 === 0; done /= 2) {
      const left = this.#stack.pop()
      if (left === undefined) break
      merged = joined(left, merged, parent)
    }
    this.#stack.push(merged)
  }

  /** 32 bytes. The hasher takes no more after it. */
  digest(): Uint8Array {
    const alone = this.#stack.length === 0
    let value = lastChunk(this.#held, this.#heldBytes, this.#chunks, alone)
    while (this.#stack.length > 0) {
      const left = this.#stack.pop()
      if (left === undefined) break
      value = joined(left, value, this.#stack.length === 0 ? parent | root : parent)
    }
    const out = new Uint8Array(32)
    const view = new DataView(out.buffer)
    for (const [i, word] of value.entries()) view.setInt32(4 * i, word, true)
    return out
  }
}

function joined(left: Int32Array, right: Int32Array, flags: number): Int32Array {
  const block = new Int32Array(16)
  block.set(left)
  block.set(right, 8)
  const value = Int32Array.from(iv)
  compress(value, block, 0, blockBytes, flags)
  return value
}

function chunkValue(bytes: Uint8Array, start: number, index: number): Int32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, chunkBytes)
  const block = new Int32Array(16)
  const value = Int32Array.from(iv)
  for (let at = 0; at < chunkBytes; at += blockBytes) {
    for (let i = 0; i < 16; i++) block[i] = view.getInt32(at + 4 * i, true)
    const flags = (at === 0 ? chunkStart : 0) | (at === chunkBytes - blockBytes ? chunkEnd : 0)
    compress(value, block, index, blockBytes, flags)
  }
  return value
}

function lastChunk(held: Uint8Array, length: number, index: number, alone: boolean): Int32Array {
  held.fill(0, length)
  const view = new DataView(held.buffer, held.byteOffset, chunkBytes)
  const block = new Int32Array(16)
  const value = Int32Array.from(iv)
  const last = Math.max(0, Math.ceil(length / blockBytes) - 1) * blockBytes
  for (let at = 0; at <= last; at += blockBytes) {
    for (let i = 0; i < 16; i++) block[i] = view.getInt32(at + 4 * i, true)
    const ends = at === last
    const flags = (at === 0 ? chunkStart : 0) | (ends ? chunkEnd | (alone ? root : 0) : 0)
    compress(value, block, index, ends ? length - last : blockBytes, flags)
  }
  return value
}

/** BLAKE3 of all bytes at once, 32 bytes. */
export function blake3(bytes: Uint8Array): Uint8Array {
  const hasher = new Blake3()
  hasher.update(bytes)
  return hasher.digest()
}

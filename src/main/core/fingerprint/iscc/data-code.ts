import { gear } from './gear-table.ts'
import { encodeUnit, mainType } from './codec.ts'
import { MinHash64 } from './minhash.ts'
import { xxhash32 } from './xxhash32.ts'

// The Data-Code of ISO 24138: MinHash over XXH32 of content-defined chunks (FastCDC; Xia et al. 2016), 1,024 bytes on average.

const minBytes = 256
const centreBytes = 640
const maxBytes = 8192
const strictMask = (1 << 11) - 1
const looseMask = (1 << 9) - 1

/** Where the chunk that begins at `start` ends, at most at `end`. */
export function cutPoint(bytes: Uint8Array, start: number, end: number): number {
  let at = Math.min(start + minBytes, end)
  let pattern = 0
  for (const centre = Math.min(start + centreBytes, end); at < centre; at++) {
    pattern = ((pattern >>> 1) + (gear[bytes[at] ?? 0] ?? 0)) | 0
    if ((pattern & strictMask) === 0) return at + 1
  }
  for (const limit = Math.min(start + maxBytes, end); at < limit; at++) {
    pattern = ((pattern >>> 1) + (gear[bytes[at] ?? 0] ?? 0)) | 0
    if ((pattern & looseMask) === 0) return at + 1
  }
  return at
}

/** Takes a stream in parts of any size; how it is parted does not change the code. Holds less than one chunk of it. */
export class DataHasher {
  readonly #minhash = new MinHash64()
  readonly #held = new Uint8Array(2 * maxBytes)
  readonly #heldView = new DataView(this.#held.buffer)
  #heldBytes = 0
  #any = false

  update(part: Uint8Array): void {
    let from = 0
    // What is left of the part before may end a chunk only once its largest size is at hand.
    while (this.#heldBytes > 0 && from < part.length) {
      const taken = part.subarray(from, from + this.#held.length - this.#heldBytes)
      this.#held.set(taken, this.#heldBytes)
      const held = this.#heldBytes + taken.length
      if (held < maxBytes) {
        this.#heldBytes = held
        return
      }
      const cut = cutPoint(this.#held, 0, held)
      this.#add(this.#heldView, 0, cut)
      if (cut >= this.#heldBytes) {
        from += cut - this.#heldBytes
        this.#heldBytes = 0
      } else {
        this.#held.copyWithin(0, cut, this.#heldBytes)
        this.#heldBytes -= cut
      }
    }
    const view = new DataView(part.buffer, part.byteOffset, part.length)
    while (part.length - from >= maxBytes) {
      const cut = cutPoint(part, from, part.length)
      this.#add(view, from, cut)
      from = cut
    }
    if (from < part.length) {
      this.#held.set(part.subarray(from), 0)
      this.#heldBytes = part.length - from
    }
  }

  #add(view: DataView, start: number, end: number): void {
    this.#minhash.add(xxhash32(view, start, end))
    this.#any = true
  }

  /** 32 bytes. The hasher takes no more after it. */
  digest(): Uint8Array {
    let start = 0
    while (start < this.#heldBytes) {
      const cut = cutPoint(this.#held, start, this.#heldBytes)
      this.#add(this.#heldView, start, cut)
      start = cut
    }
    this.#heldBytes = 0
    if (!this.#any) this.#add(this.#heldView, 0, 0)
    return this.#minhash.digest()
  }
}

/** The unit of a finished stream, 64 bits unless told. */
export function dataCode(hasher: DataHasher, bits = 64): string {
  return encodeUnit(mainType.data, 0, bits, hasher.digest())
}

// A fingerprint of a folder's files that does not depend on the order in which they are read: two 32-bit sums of each entry's
// hashes under two seeds.

const mix = (hash: number, value: number): number =>
  Math.imul(hash ^ value, 0x9e3779b1) ^ ((hash >>> 15) | (hash << 17))

export class FolderDigest {
  #low = 0
  #high = 0
  #count = 0

  add(name: string, bytes: number, mtimeUs: number, inode: string): void {
    this.#low = (this.#low + hashOf(0x811c9dc5, name, bytes, mtimeUs, inode)) >>> 0
    this.#high = (this.#high + hashOf(0x01234567, name, bytes, mtimeUs, inode)) >>> 0
    this.#count++
  }

  toString(): string {
    return `${this.#count.toString(36)}.${this.#low.toString(36)}.${this.#high.toString(36)}`
  }
}

function hashOf(seed: number, name: string, bytes: number, mtimeUs: number, inode: string): number {
  let hash = seed
  for (let at = 0; at < name.length; at++) hash = mix(hash, name.charCodeAt(at))
  hash = mix(mix(hash, bytes | 0), Math.floor(bytes / 2 ** 32))
  hash = mix(mix(hash, mtimeUs | 0), Math.floor(mtimeUs / 2 ** 32))
  for (let at = 0; at < inode.length; at++) hash = mix(hash, inode.charCodeAt(at))
  // Murmur3's finaliser: every bit of the input reaches every bit of the sum.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

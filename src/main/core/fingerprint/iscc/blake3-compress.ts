// BLAKE3's compression of one block, without a loop over the state: the 32 words live in registers and locals.

export const iv = Int32Array.of(
  0x6a09e667,
  0xbb67ae85,
  0x3c6ef372,
  0xa54ff53a,
  0x510e527f,
  0x9b05688c,
  0x1f83d9ab,
  0x5be0cd19,
)

export const chunkBytes = 1024
export const blockBytes = 64

/** What a block is in its tree. */
export const chunkStart = 1
export const chunkEnd = 2
export const parent = 4
export const root = 8

/** The order of a round's message words, in terms of those of the round before. */
export const permutation = [2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8] as const

/**
 * Replaces the chaining value (8 words) by the first half of the compression of `block` (16 words). `counter` is the chunk's number,
 * `length` the block's bytes, `flags` as in the specification.
 */
export function compress(value: Int32Array, block: Int32Array, counter: number, length: number, flags: number): void {
  let s0 = value[0] ?? 0
  let s1 = value[1] ?? 0
  let s2 = value[2] ?? 0
  let s3 = value[3] ?? 0
  let s4 = value[4] ?? 0
  let s5 = value[5] ?? 0
  let s6 = value[6] ?? 0
  let s7 = value[7] ?? 0
  let s8 = 0x6a09e667 | 0
  let s9 = 0xbb67ae85 | 0
  let s10 = 0x3c6ef372 | 0
  let s11 = 0xa54ff53a | 0
  let s12 = counter | 0
  let s13 = Math.floor(counter / 0x1_0000_0000) | 0
  let s14 = length
  let s15 = flags
  let m0 = block[0] ?? 0
  let m1 = block[1] ?? 0
  let m2 = block[2] ?? 0
  let m3 = block[3] ?? 0
  let m4 = block[4] ?? 0
  let m5 = block[5] ?? 0
  let m6 = block[6] ?? 0
  let m7 = block[7] ?? 0
  let m8 = block[8] ?? 0
  let m9 = block[9] ?? 0
  let m10 = block[10] ?? 0
  let m11 = block[11] ?? 0
  let m12 = block[12] ?? 0
  let m13 = block[13] ?? 0
  let m14 = block[14] ?? 0
  let m15 = block[15] ?? 0
  for (let round = 0; round < 7; round++) {
    s0 = (s0 + s4 + m0) | 0
    s12 ^= s0
    s12 = (s12 >>> 16) | (s12 << 16)
    s8 = (s8 + s12) | 0
    s4 ^= s8
    s4 = (s4 >>> 12) | (s4 << 20)
    s0 = (s0 + s4 + m1) | 0
    s12 ^= s0
    s12 = (s12 >>> 8) | (s12 << 24)
    s8 = (s8 + s12) | 0
    s4 ^= s8
    s4 = (s4 >>> 7) | (s4 << 25)
    s1 = (s1 + s5 + m2) | 0
    s13 ^= s1
    s13 = (s13 >>> 16) | (s13 << 16)
    s9 = (s9 + s13) | 0
    s5 ^= s9
    s5 = (s5 >>> 12) | (s5 << 20)
    s1 = (s1 + s5 + m3) | 0
    s13 ^= s1
    s13 = (s13 >>> 8) | (s13 << 24)
    s9 = (s9 + s13) | 0
    s5 ^= s9
    s5 = (s5 >>> 7) | (s5 << 25)
    s2 = (s2 + s6 + m4) | 0
    s14 ^= s2
    s14 = (s14 >>> 16) | (s14 << 16)
    s10 = (s10 + s14) | 0
    s6 ^= s10
    s6 = (s6 >>> 12) | (s6 << 20)
    s2 = (s2 + s6 + m5) | 0
    s14 ^= s2
    s14 = (s14 >>> 8) | (s14 << 24)
    s10 = (s10 + s14) | 0
    s6 ^= s10
    s6 = (s6 >>> 7) | (s6 << 25)
    s3 = (s3 + s7 + m6) | 0
    s15 ^= s3
    s15 = (s15 >>> 16) | (s15 << 16)
    s11 = (s11 + s15) | 0
    s7 ^= s11
    s7 = (s7 >>> 12) | (s7 << 20)
    s3 = (s3 + s7 + m7) | 0
    s15 ^= s3
    s15 = (s15 >>> 8) | (s15 << 24)
    s11 = (s11 + s15) | 0
    s7 ^= s11
    s7 = (s7 >>> 7) | (s7 << 25)
    s0 = (s0 + s5 + m8) | 0
    s15 ^= s0
    s15 = (s15 >>> 16) | (s15 << 16)
    s10 = (s10 + s15) | 0
    s5 ^= s10
    s5 = (s5 >>> 12) | (s5 << 20)
    s0 = (s0 + s5 + m9) | 0
    s15 ^= s0
    s15 = (s15 >>> 8) | (s15 << 24)
    s10 = (s10 + s15) | 0
    s5 ^= s10
    s5 = (s5 >>> 7) | (s5 << 25)
    s1 = (s1 + s6 + m10) | 0
    s12 ^= s1
    s12 = (s12 >>> 16) | (s12 << 16)
    s11 = (s11 + s12) | 0
    s6 ^= s11
    s6 = (s6 >>> 12) | (s6 << 20)
    s1 = (s1 + s6 + m11) | 0
    s12 ^= s1
    s12 = (s12 >>> 8) | (s12 << 24)
    s11 = (s11 + s12) | 0
    s6 ^= s11
    s6 = (s6 >>> 7) | (s6 << 25)
    s2 = (s2 + s7 + m12) | 0
    s13 ^= s2
    s13 = (s13 >>> 16) | (s13 << 16)
    s8 = (s8 + s13) | 0
    s7 ^= s8
    s7 = (s7 >>> 12) | (s7 << 20)
    s2 = (s2 + s7 + m13) | 0
    s13 ^= s2
    s13 = (s13 >>> 8) | (s13 << 24)
    s8 = (s8 + s13) | 0
    s7 ^= s8
    s7 = (s7 >>> 7) | (s7 << 25)
    s3 = (s3 + s4 + m14) | 0
    s14 ^= s3
    s14 = (s14 >>> 16) | (s14 << 16)
    s9 = (s9 + s14) | 0
    s4 ^= s9
    s4 = (s4 >>> 12) | (s4 << 20)
    s3 = (s3 + s4 + m15) | 0
    s14 ^= s3
    s14 = (s14 >>> 8) | (s14 << 24)
    s9 = (s9 + s14) | 0
    s4 ^= s9
    s4 = (s4 >>> 7) | (s4 << 25)
    const kept0 = m0
    m0 = m2
    m2 = m3
    m3 = m10
    m10 = m12
    m12 = m9
    m9 = m11
    m11 = m5
    m5 = kept0
    const kept1 = m1
    m1 = m6
    m6 = m4
    m4 = m7
    m7 = m13
    m13 = m14
    m14 = m15
    m15 = m8
    m8 = kept1
  }
  value[0] = s0 ^ s8
  value[1] = s1 ^ s9
  value[2] = s2 ^ s10
  value[3] = s3 ^ s11
  value[4] = s4 ^ s12
  value[5] = s5 ^ s13
  value[6] = s6 ^ s14
  value[7] = s7 ^ s15
}

import {
  kernel,
  loopWhile,
  seq,
  set,
  step,
  storeI32,
  sub,
  u8x16,
  v128,
  when,
} from '../../fingerprint/image/simd/assembler.ts'

// Distances of one 256-bit hash to many, sixteen at a time. Hashes lie in blocks of sixteen, byte by byte: the first bytes of all sixteen,
// then their second bytes, and so on. A lane of a vector then sums the distance of one hash without ever leaving it.

export const hashBytes = 32
export const blockHashes = 16
export const blockBytes = hashBytes * blockHashes

/**
 * scan(from, end, query, radius, out): writes the address of each block that holds a hash within `radius` (splat over 16 bytes at that
 * address) of the query (each of its bytes splat over 16) behind `out`, whose first word becomes the address behind the last one.
 */
export const scanKernel = kernel('scan', ['block', 'end', 'query', 'radius', 'out'], (at, local) => {
  const sum = local('v128')
  const limit = local('v128')
  const to = local('i32')
  const terms = Array.from({ length: hashBytes }, (_, byte) => {
    const apart = u8x16.bitCount(v128.xor(v128.load(at.block, byte * 16), v128.load(at.query, byte * 16)))
    // All 256 bits apart would wrap to none: 255 is as far.
    return set(sum, byte === 0 ? apart : u8x16.addSaturating(sum, apart))
  })
  return seq(
    set(limit, v128.load(at.radius)),
    set(to, at.out),
    step(to, 4),
    loopWhile(
      sub(at.end, at.block),
      ...terms,
      when(v128.anyTrue(u8x16.atMost(sum, limit)), storeI32(to, at.block), step(to, 4)),
      step(at.block, blockBytes),
    ),
    storeI32(at.out, to),
  )
})

import { bytesOfIscc, contentType, decodeIscc, encodeUnit, mainType } from './codec.ts'
import { simhash } from './simhash.ts'

/**
 * The Mixed-Code of ISO 24138 for a file that holds several works: SimHash over its parts' Content-Codes, each with the first byte of its
 * header. 64 bits unless told. Throws a RangeError for fewer than two codes, for codes of another kind, and for shorter ones.
 */
export function mixedCode(codes: readonly string[], bits = 64): string {
  if (codes.length < 2) throw new RangeError('a Mixed-Code needs two Content-Codes')
  const digests = codes.map((code) => {
    const { main, body } = decodeIscc(code)
    if (main !== mainType.content) throw new RangeError('a Mixed-Code is made of Content-Codes')
    if (body.length * 8 < bits)
      throw new RangeError(`a Content-Code of ${body.length * 8} bits is too short for ${bits}`)
    const digest = new Uint8Array(bits / 8)
    digest.set(bytesOfIscc(code).subarray(0, 1))
    digest.set(body.subarray(0, bits / 8 - 1), 1)
    return digest
  })
  return encodeUnit(mainType.content, contentType.mixed, bits, simhash(digests))
}

import { toHex } from '../../../../shared/domain/hash.ts'
import { encodeUnit, mainType } from './codec.ts'

/** The Instance-Code of a BLAKE3 digest: its first bits, 64 unless told. */
export function instanceCode(digest: Uint8Array, bits = 64): string {
  return encodeUnit(mainType.instance, 0, bits, digest)
}

/** A BLAKE3 digest as the multihash that ISCC metadata calls `datahash` and `metahash`: 1e20 and 64 hex digits. */
export function multihashOf(digest: Uint8Array): string {
  return `1e20${toHex(digest)}`
}

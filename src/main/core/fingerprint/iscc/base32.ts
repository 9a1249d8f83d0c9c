const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** RFC 4648 base32, upper case, without padding. */
export function encodeBase32(bytes: Uint8Array): string {
  let out = ''
  let held = 0
  let bits = 0
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff
    for (bits += 8; bits >= 5; bits -= 5) out += alphabet.charAt((held >> (bits - 5)) & 31)
  }
  return bits === 0 ? out : out + alphabet.charAt((held << (5 - bits)) & 31)
}

/**
 * The inverse of `encodeBase32`; case does not matter. Throws a RangeError for a character outside the alphabet, for a length that no
 * bytes have, and for bits that are set behind the last byte.
 */
export function decodeBase32(text: string): Uint8Array {
  const out = new Uint8Array(Math.floor((text.length * 5) / 8))
  let held = 0
  let bits = 0
  let at = 0
  for (const character of text.toUpperCase()) {
    const value = alphabet.indexOf(character)
    if (value < 0) throw new RangeError(`not base32: ${text.slice(0, 80)}`)
    held = ((held << 5) | value) & 0xfff
    bits += 5
    if (bits >= 8) {
      bits -= 8
      out[at++] = (held >> bits) & 0xff
    }
  }
  if (bits >= 5 || (held & ((1 << bits) - 1)) !== 0) throw new RangeError(`not base32: ${text.slice(0, 80)}`)
  return out
}

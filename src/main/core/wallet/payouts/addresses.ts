import { createHash } from 'node:crypto'
import { keccak_256 } from '@noble/hashes/sha3.js'

// Checksums of addresses: a letter that was mistyped is found before money goes where nobody can fetch it back.

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest()

const base58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'

/** Base58Check (Bitcoin): 25 bytes, the last four the beginning of a double SHA-256 of the rest. */
function isBase58Check(text: string): boolean {
  let value = 0n
  for (const char of text) {
    const digit = base58.indexOf(char)
    if (digit < 0) return false
    value = value * 58n + BigInt(digit)
  }
  const hex = value.toString(16)
  const bytes = Buffer.from(hex.padStart(50, '0'), 'hex')
  const leading = /^1*/.exec(text)?.[0].length ?? 0
  const zeros = bytes.findIndex((byte) => byte !== 0)
  if (bytes.length !== 25 || leading !== (zeros < 0 ? 25 : zeros)) return false
  // Pay to public key hash, pay to script hash.
  if (bytes[0] !== 0 && bytes[0] !== 5) return false
  return sha256(sha256(bytes.subarray(0, 21)))
    .subarray(0, 4)
    .equals(bytes.subarray(21))
}

const bech32 = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'

/** The checksum of BIP 173 (version 0) or BIP 350 (later versions) of a main-net SegWit address. */
function isSegWit(text: string): boolean {
  if (text !== text.toLowerCase() && text !== text.toUpperCase()) return false
  const address = text.toLowerCase()
  if (!address.startsWith('bc1') || address.length > 90) return false
  const data = [...address.slice(3)].map((char) => bech32.indexOf(char))
  if (data.includes(-1) || data.length < 8) return false
  const generators = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3]
  let check = 1
  // `bc` spread out as the standard says: high bits, zero, low bits.
  for (const value of [3, 3, 0, 2, 3, ...data]) {
    const top = check >>> 25
    check = ((check & 0x1ffffff) << 5) ^ value
    for (const [bit, generator] of generators.entries()) if ((top >>> bit) & 1) check ^= generator
  }
  const [version = 32] = data
  const words = data.length - 7
  const bytes = (words * 5) >> 3
  if (version > 16 || ((words * 5) & 7) > 4) return false
  if (version === 0 && bytes !== 20 && bytes !== 32) return false
  return check === (version === 0 ? 1 : 0x2bc830a3)
}

export const isBitcoinAddress = (text: string): boolean => isSegWit(text) || isBase58Check(text)

/** EIP-55: the case of letters is the checksum. All of one case carries none, and is let through. */
export function isEthereumAddress(text: string): boolean {
  const hex = /^0x([0-9a-fA-F]{40})$/.exec(text)?.[1]
  if (hex === undefined) return false
  const plain = hex.toLowerCase()
  if (hex === plain || hex === hex.toUpperCase()) return true
  const hash = Buffer.from(keccak_256(Buffer.from(plain, 'ascii'))).toString('hex')
  return [...plain].every((char, at) => hex[at] === ((hash[at] ?? '0') >= '8' ? char.toUpperCase() : char))
}

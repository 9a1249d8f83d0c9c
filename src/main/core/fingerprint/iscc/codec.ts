import { decodeBase32, encodeBase32 } from './base32.ts'

// The outer form of ISO 24138 codes: a header of four variable-length nibbles (main type, subtype, version, length), a body, base32.

export const mainType = { meta: 0, semantic: 1, content: 2, data: 3, instance: 4, iscc: 5 } as const
export type MainType = (typeof mainType)[keyof typeof mainType]

/** Subtypes of Content-Codes, and of ISCC-CODEs with one. */
export const contentType = { text: 0, image: 1, audio: 2, video: 3, mixed: 4 } as const

/** Subtypes of ISCC-CODEs without a Content-Code: `sum` of 64-bit units, `wide` of two 128-bit ones. */
export const bareType = { sum: 5, wide: 7 } as const

/** One decoded unit or ISCC-CODE. `body` is as long as the header says. */
export type Decoded = { main: MainType; sub: number; version: number; body: Uint8Array }
type Header = Omit<Decoded, 'body'> & { length: number; bodyStart: number }

const prefix = 'ISCC:'

function isMainType(value: number): value is MainType {
  return Number.isInteger(value) && value >= 0 && value <= 5
}

/** ISO 24138 varnibbles: 0–7, 8–71, 72–583, 584–4679 in one to four nibbles. */
function varnibble(value: number): number[] {
  if (value < 8) return [value]
  if (value < 72) return [8 | ((value - 8) >> 4), (value - 8) & 15]
  if (value < 584) return [12 | ((value - 72) >> 8), ((value - 72) >> 4) & 15, (value - 72) & 15]
  if (value < 4680) return [14, ((value - 584) >> 8) & 15, ((value - 584) >> 4) & 15, (value - 584) & 15]
  throw new RangeError(`no varnibble holds ${value}`)
}

/** The header as bytes; an odd nibble is followed by a zero one. Fields are 0–4679. */
export function encodeHeader(main: number, sub: number, version: number, length: number): Uint8Array {
  const nibbles = [main, sub, version, length].flatMap(varnibble)
  const out = new Uint8Array(Math.ceil(nibbles.length / 2))
  for (const [i, nibble] of nibbles.entries()) out[i >> 1] = (out[i >> 1] ?? 0) | (i % 2 === 0 ? nibble << 4 : nibble)
  return out
}

function decodeHeader(bytes: Uint8Array): Header {
  let at = 0
  const next = (): number => {
    const byte = bytes[at >> 1]
    if (byte === undefined) throw new RangeError('an ISCC ends inside its header')
    return at++ % 2 === 0 ? byte >> 4 : byte & 15
  }
  const field = (): number => {
    const first = next()
    if (first < 8) return first
    if (first < 12) return (((first & 3) << 4) | next()) + 8
    if (first < 14) return (((first & 1) << 8) | (next() << 4) | next()) + 72
    if (first < 15) return ((next() << 8) | (next() << 4) | next()) + 584
    throw new RangeError('an ISCC has a header that no version of the standard writes')
  }
  const main = field()
  const sub = field()
  const version = field()
  const length = field()
  if (!isMainType(main)) throw new RangeError(`an ISCC has the unknown main type ${main}`)
  return { main, sub, version, length, bodyStart: Math.ceil(at / 2) }
}

/** Bits of the body: multiples of 32 for units; for ISCC-CODEs the optional 64-bit units and the two that are always there. */
function bodyBits({ main, sub, length }: Header): number {
  if (main !== mainType.iscc) return (length + 1) * 32
  if (length > 7) throw new RangeError(`an ISCC-CODE has the unknown composition ${length}`)
  return sub === bareType.wide ? 256 : optionalUnits(length).length * 64 + 128
}

/** The main types before Data and Instance that an ISCC-CODE's length field stands for. */
export function optionalUnits(length: number): MainType[] {
  const units: MainType[] = []
  if ((length & 4) !== 0) units.push(mainType.meta)
  if ((length & 2) !== 0) units.push(mainType.semantic)
  if ((length & 1) !== 0) units.push(mainType.content)
  return units
}

/**
 * A unit as `ISCC:` and base32. `bits` is a multiple of 32, 32–256; the digest is cut to it.
 * Throws a RangeError for other lengths and for a digest that is too short.
 */
export function encodeUnit(main: MainType, sub: number, bits: number, digest: Uint8Array): string {
  if (main === mainType.iscc) throw new RangeError('an ISCC-CODE is not a unit')
  if (bits % 32 !== 0 || bits < 32 || bits > 256) throw new RangeError(`a unit has 32 to 256 bits, not ${bits}`)
  if (digest.length * 8 < bits) throw new RangeError(`${digest.length} bytes are too few for ${bits} bits`)
  return encodeIscc(encodeHeader(main, sub, 0, bits / 32 - 1), digest.subarray(0, bits / 8))
}

/** Header and body together as `ISCC:` and base32. */
export function encodeIscc(header: Uint8Array, body: Uint8Array): string {
  const bytes = new Uint8Array(header.length + body.length)
  bytes.set(header)
  bytes.set(body, header.length)
  return prefix + encodeBase32(bytes)
}

/** Without `ISCC:` and hyphens, upper case. */
export function cleanIscc(iscc: string): string {
  return iscc
    .trim()
    .replace(/^iscc:/i, '')
    .replaceAll('-', '')
    .toUpperCase()
}

function decodeNext(bytes: Uint8Array): { decoded: Decoded; bytesRead: number } {
  const header = decodeHeader(bytes)
  const end = header.bodyStart + bodyBits(header) / 8
  if (end > bytes.length) throw new RangeError('an ISCC is shorter than its header says')
  const { main, sub, version } = header
  return { decoded: { main, sub, version, body: bytes.slice(header.bodyStart, end) }, bytesRead: end }
}

/** Decodes one unit or ISCC-CODE, with or without `ISCC:`. Throws a RangeError when it is not one, or is followed by more. */
export function decodeIscc(iscc: string): Decoded {
  const bytes = decodeBase32(cleanIscc(iscc))
  const { decoded, bytesRead } = decodeNext(bytes)
  if (bytesRead !== bytes.length) throw new RangeError('an ISCC is longer than its header says')
  return decoded
}

/** The bytes of a code: header and body. */
export function bytesOfIscc(iscc: string): Uint8Array {
  return decodeBase32(cleanIscc(iscc))
}

/** The units of an ISCC-CODE, or of units written one after the other. Throws a RangeError when it is neither. */
export function decomposeIscc(iscc: string): string[] {
  const units: string[] = []
  let rest = bytesOfIscc(iscc)
  while (rest.length > 0) {
    const { length } = decodeHeader(rest)
    const { decoded, bytesRead } = decodeNext(rest)
    rest = rest.subarray(bytesRead)
    const { main, sub, body } = decoded
    if (main !== mainType.iscc) units.push(encodeUnit(main, sub, body.length * 8, body))
    else units.push(...unitsInside(length, sub, body))
  }
  return units
}

function unitsInside(length: number, sub: number, body: Uint8Array): string[] {
  if (sub === bareType.wide) {
    return [
      encodeUnit(mainType.data, 0, 128, body.subarray(0, 16)),
      encodeUnit(mainType.instance, 0, 128, body.subarray(16)),
    ]
  }
  const mains = [...optionalUnits(length), mainType.data, mainType.instance]
  return mains.map((main, i) => {
    const typed = main === mainType.content || main === mainType.semantic
    return encodeUnit(main, typed ? sub : 0, 64, body.subarray(8 * i, 8 * i + 8))
  })
}

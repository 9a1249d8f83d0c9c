import { bareType, decodeIscc, decomposeIscc, encodeHeader, encodeIscc, type MainType, mainType } from './codec.ts'

const unitBytes = 8

/**
 * The ISCC-CODE of ISO 24138 from units in any order: optional Meta-, Semantic- and Content-Code, then Data and Instance, 64 bits of each.
 * Throws a RangeError without Data- and Instance-Code, for a unit twice, for a short one, or for two kinds of content.
 */
export function isccCode(units: readonly string[]): string {
  const decoded = units.map(decodeIscc).sort((left, right) => left.main - right.main)
  const mains = decoded.map(({ main }) => main)
  if (new Set(mains).size !== mains.length) throw new RangeError('an ISCC-CODE has each unit once')
  if (mains.includes(mainType.iscc)) throw new RangeError('an ISCC-CODE is made of units')
  if (!mains.includes(mainType.data) || !mains.includes(mainType.instance)) {
    throw new RangeError('an ISCC-CODE needs a Data-Code and an Instance-Code')
  }
  const typed = decoded.filter(({ main }) => main === mainType.semantic || main === mainType.content)
  const kinds = new Set(typed.map(({ sub }) => sub))
  if (kinds.size > 1) throw new RangeError('an ISCC-CODE has one kind of content')
  const [kind = bareType.sum] = kinds
  const body = new Uint8Array(decoded.length * unitBytes)
  for (const [i, unit] of decoded.entries()) {
    if (unit.body.length < unitBytes) throw new RangeError('an ISCC-CODE needs units of 64 bits')
    body.set(unit.body.subarray(0, unitBytes), i * unitBytes)
  }
  return encodeIscc(encodeHeader(mainType.iscc, kind, 0, compositionOf(mains)), body)
}

function compositionOf(mains: readonly MainType[]): number {
  const has = (main: MainType, value: number): number => (mains.includes(main) ? value : 0)
  return has(mainType.meta, 4) | has(mainType.semantic, 2) | has(mainType.content, 1)
}

/**
 * The shortest form of a code, of units one after the other, in any case and with hyphens: `ISCC:` and upper-case base32. Units that make
 * an ISCC-CODE become one. Throws a RangeError for anything else.
 */
export function normalizeIscc(iscc: string): string {
  const units = decomposeIscc(iscc)
  const [only] = units
  if (only === undefined) throw new RangeError('an ISCC is empty')
  if (units.length === 1) return only
  const first = decodeIscc(only)
  // Two units of 128 bits stay wide: 64 bits of each would be another code.
  const wide =
    units.length === 2 && first.main === mainType.data && units.every((unit) => decodeIscc(unit).body.length === 16)
  if (!wide || !isWide(iscc)) return isccCode(units)
  const body = new Uint8Array(32)
  for (const [i, unit] of units.entries()) body.set(decodeIscc(unit).body, 16 * i)
  return encodeIscc(encodeHeader(mainType.iscc, bareType.wide, 0, 0), body)
}

function isWide(iscc: string): boolean {
  try {
    return decodeIscc(iscc).main === mainType.iscc
  } catch {
    return false
  }
}

// Figures as people type them, read into plain decimals: separators of thousands, a comma for a point, k, m and bn.

const powers: Readonly<Record<string, number>> = { k: 3, m: 6, mn: 6, b: 9, bn: 9 }
const form = /^([\d.,'’_\s]*\d[\d.,'’_\s]*?)\s*(k|m|mn|b|bn)?$/i

/** Whole part and fraction, once it is known which sign is the point. */
function parts(digits: string): [string, string] | null {
  const plain = digits.replace(/['’_\s]/g, '')
  const lastDot = plain.lastIndexOf('.')
  const lastComma = plain.lastIndexOf(',')
  if (lastDot >= 0 && lastComma >= 0) {
    const at = Math.max(lastDot, lastComma)
    return [plain.slice(0, at).replace(/[.,]/g, ''), plain.slice(at + 1)]
  }
  const signs = plain.match(/[.,]/g) ?? []
  const grouped = /^\d{1,3}([.,]\d{3})+$/.test(plain)
  if (signs.length === 0) return [plain, '']
  // Several of one sign, or one comma before three digits, are thousands. One point is a point.
  if (signs.length > 1) return grouped ? [plain.replace(/[.,]/g, ''), ''] : null
  if (grouped && lastComma >= 0) return [plain.replace(',', ''), '']
  const at = Math.max(lastDot, lastComma)
  return [plain.slice(0, at), plain.slice(at + 1)]
}

/** `1,250.5`, `1.250,5`, `1 250`, `2.5m`, `1bn` as a decimal with a point; null for what is no figure from zero up. */
export function parseFigure(text: string): string | null {
  const match = form.exec(text.trim())
  if (match?.[1] === undefined) return null
  const split = parts(match[1])
  if (split === null) return null
  const [whole, fraction] = split
  if (!/^\d*$/.test(whole) || !/^\d*$/.test(fraction)) return null
  const power = powers[match[2]?.toLowerCase() ?? ''] ?? 0
  const moved = whole + fraction.padEnd(power, '0').slice(0, power)
  const left = fraction.slice(power).replace(/0+$/, '')
  const integer = moved.replace(/^0+(?=\d)/, '') || '0'
  return left === '' ? integer : `${integer}.${left}`
}

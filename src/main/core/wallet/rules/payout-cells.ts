import type { PayoutMapping } from '../../../../shared/domain/payout-import.ts'

// Days and amounts as tables have them, read exactly or not at all.

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')

const two = (figure: string): string => figure.padStart(2, '0')

/** A day of the calendar as `2026-03-31`; null where there is no such day. */
function calendarDay(year: string, month: string, day: string): string | null {
  const text = `${year.length === 2 ? `20${year}` : year}-${two(month)}-${two(day)}`
  const at = Date.parse(`${text}T00:00:00Z`)
  // Not a date at all is not from zero up either.
  if (!(at >= 0) || text > '2099-12-31') return null
  return new Date(at).toISOString().slice(0, 10) === text ? text : null
}

function lastDayOf(year: string, month: string): string | null {
  for (const day of ['31', '30', '29', '28']) {
    const found = calendarDay(year, month, day)
    if (found !== null) return found
  }
  return null
}

const inFigures = /^(\d{1,4})[-/. ]+(\d{1,2})[-/. ]+(\d{1,4})(?:[T ,].*)?$/
const monthOnly = /^(\d{4})[-/.](\d{1,2})$/
const monthNamed =
  /^(?:(\d{1,2})[. -]*)?([a-z]{3})[a-z]*\.?[, -]*(?:(\d{1,2})(?:st|nd|rd|th)?[, -]+)?(\d{4})(?:[T ,].*)?$/i

/**
 * The day of a cell such as `2026-03-31T10:00Z`, `31.03.2026`, `3/31/26`, `31 Mar 2026` or `2026-03` (its last day). A year of
 * four digits that comes first is one whatever `order` says. Null for anything else, and for days that do not exist.
 */
export function readDay(text: string, order: PayoutMapping['dates']): string | null {
  const cell = text.trim()
  const month = monthOnly.exec(cell)
  if (month?.[1] !== undefined && month[2] !== undefined) return lastDayOf(month[1], month[2])
  const named = monthNamed.exec(cell)
  if (named?.[2] !== undefined && named[4] !== undefined) {
    const at = months.indexOf(named[2].toLowerCase())
    if (at < 0) return null
    const day = named[1] ?? named[3]
    return day === undefined ? lastDayOf(named[4], `${at + 1}`) : calendarDay(named[4], `${at + 1}`, day)
  }
  const parts = inFigures.exec(cell)
  if (parts?.[1] === undefined || parts[2] === undefined || parts[3] === undefined) return null
  const [, first, second, third] = parts
  if (first.length === 4) return third.length > 2 ? null : calendarDay(first, second, third)
  if (first.length === 3 || third.length === 1 || third.length === 3) return null
  if (order === 'ymd') return third.length === 2 && first.length === 2 ? calendarDay(first, second, third) : null
  return order === 'dmy' ? calendarDay(third, second, first) : calendarDay(third, first, second)
}

/** Currency signs and codes, and spaces of all widths, that may stand around or within a figure. */
const around = /[\p{Sc}\s’'_]|(?<![A-Z])[A-Z]{2,3}\$?(?![A-Z])/gu

/**
 * The amount of a cell such as `1,234.50`, `1.234,50 €`, `(12.30)` or `12,30-`, as a plain decimal with a point. Null for
 * anything else: formulas, words, exponents, NaN, and figures whose separators are not where the decimal mark allows them.
 */
export function readAmount(text: string, mark: PayoutMapping['decimal']): string | null {
  const cell = text.trim().replaceAll('−', '-')
  const bracketed = /^\((.*)\)$/.exec(cell)
  const bare = (bracketed?.[1] ?? cell).replace(around, '')
  const signed = /^([+-]?)([\d.,]+)(-?)$/.exec(bare)
  const [, sign = '', figure, after = ''] = signed ?? []
  if (figure === undefined || (sign !== '' && after !== '') || (bracketed !== null && sign + after !== '')) return null
  const [point, group] = mark === '.' ? ['\\.', ','] : [',', '\\.']
  const form = new RegExp(`^(\\d+|\\d{1,3}(?:${group}\\d{2,3})*${group}\\d{3})?(?:${point}(\\d+))?$`)
  const match = form.exec(figure)
  if (match === null || (match[1] === undefined && match[2] === undefined)) return null
  const whole = (match[1] ?? '0').replace(/[.,]/g, '').replace(/^0+(?=\d)/, '')
  const fraction = match[2] === undefined ? '' : `.${match[2]}`
  const negative = (sign === '-' || after === '-' || bracketed !== null) && /[1-9]/.test(whole + fraction)
  return `${negative ? '-' : ''}${whole}${fraction}`
}

/** Which sign is the decimal mark of these amounts, and whether they leave room for doubt. */
export function guessDecimal(cells: readonly string[]): { decimal: PayoutMapping['decimal']; sure: boolean } {
  let doubtful = false
  for (const cell of cells) {
    const signs = cell.match(/[.,](?=\d)/g) ?? []
    const last = signs.at(-1)
    if (last !== '.' && last !== ',') continue
    const behind = cell.slice(cell.lastIndexOf(last) + 1).match(/^\d+/)?.[0].length ?? 0
    if (new Set(signs).size === 2) return { decimal: last, sure: true }
    // Several of one sign can only be separators of thousands.
    if (signs.length > 1) return { decimal: last === '.' ? ',' : '.', sure: true }
    if (behind !== 3) return { decimal: last, sure: true }
    // 0.123 is no thousand.
    if (/(?<!\d)0[.,]\d/.test(cell)) return { decimal: last, sure: true }
    doubtful = true
  }
  return { decimal: '.', sure: !doubtful }
}

/** In which order these days are written, and whether they leave room for doubt. */
export function guessDates(cells: readonly string[]): { dates: PayoutMapping['dates']; sure: boolean } {
  let doubtful = false
  let dotted = false
  for (const cell of cells) {
    const parts = inFigures.exec(cell.trim())
    if (parts?.[1] === undefined || parts[2] === undefined) continue
    const [, first, second] = parts
    if (first.length === 4) continue
    if (BigInt(first) > 12n) return { dates: 'dmy', sure: true }
    if (BigInt(second) > 12n) return { dates: 'mdy', sure: true }
    dotted ||= cell.includes('.')
    doubtful = true
  }
  // 03.04.2026 is written where days come first; 03/04/2026 in two halves of the world.
  if (dotted) return { dates: 'dmy', sure: true }
  return doubtful ? { dates: 'mdy', sure: false } : { dates: 'ymd', sure: true }
}

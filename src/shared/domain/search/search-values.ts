import type { RangeField, SearchRange } from './search-filter.ts'

// Values of filters as people write them: 2025-01, 120..130, >10mb, 1:30, 7d.

/** What a single value stands for: a day is a whole day, and 10mb is anything that rounds to it. */
type Extent = { readonly min: number; readonly max: number }

const dayMs = 86_400_000
const units: Readonly<Record<string, number>> = { '': 1, b: 1, kb: 1e3, mb: 1e6, gb: 1e9, tb: 1e12 }
const spans: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, min: 60, h: 3600 }

function rounded(value: number, unit: number, decimals: number): Extent {
  const half = unit / 10 ** decimals / 2
  return { min: value * unit - half, max: value * unit + half }
}

function amount(text: string, scale: Readonly<Record<string, number>>): Extent | null {
  const found = /^(\d{1,15})(?:\.(\d{1,6}))?([a-z]*)$/.exec(text)
  const unit = scale[found?.[3] ?? '-']
  if (found === null || unit === undefined) return null
  return rounded(Number(`${found[1]}.${found[2] ?? '0'}`), unit, found[2]?.length ?? 0)
}

/** "1:30" or "1:02:03" as seconds. */
function clock(text: string): Extent | null {
  const found = /^(?:(\d{1,4}):)?(\d{1,4}):(\d{2})$/.exec(text)
  if (found === null) return null
  return rounded(Number(found[1] ?? 0) * 3600 + Number(found[2]) * 60 + Number(found[3]), 1, 0)
}

/** Midnight at the beginning of a day in this machine's time zone. */
function midnight(year: number, month: number, day: number): number {
  const date = new Date(2000, 0, 1)
  date.setFullYear(year, month - 1, day)
  return date.getTime()
}

function period(text: string, nowMs: number): Extent | null {
  const now = new Date(nowMs)
  const today = midnight(now.getFullYear(), now.getMonth() + 1, now.getDate())
  const tomorrow = midnight(now.getFullYear(), now.getMonth() + 1, now.getDate() + 1)
  if (text === 'today') return { min: today, max: tomorrow }
  if (text === 'yesterday') {
    return { min: midnight(now.getFullYear(), now.getMonth() + 1, now.getDate() - 1), max: today }
  }
  const last = /^(\d{1,5})([dwmy])$/.exec(text)
  if (last !== null) {
    const days = { d: 1, w: 7, m: 30, y: 365 }[last[2] ?? ''] ?? 1
    return { min: tomorrow - Number(last[1]) * days * dayMs, max: tomorrow }
  }
  const found = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(text)
  if (found === null) return null
  const [year, month, day] = [Number(found[1]), Number(found[2] ?? 1), Number(found[3] ?? 1)]
  if (month < 1 || month > 12 || day < 1 || day > new Date(2000 + (year % 400), month, 0).getDate()) return null
  const next =
    found[3] !== undefined
      ? midnight(year, month, day + 1)
      : found[2] !== undefined
        ? midnight(year, month + 1, 1)
        : midnight(year + 1, 1, 1)
  return { min: midnight(year, month, day), max: next }
}

function whole(text: string, most: number): Extent | null {
  if (!/^\d{1,9}$/.test(text) || Number(text) > most) return null
  return { min: Number(text), max: Number(text) + 1 }
}

function extentOf(field: RangeField, text: string, nowMs: number): Extent | null {
  switch (field) {
    case 'created':
      return period(text, nowMs)
    case 'rating':
      return whole(text, 5)
    case 'size':
      return amount(text, units)
    case 'duration':
      return clock(text) ?? amount(text, spans)
    case 'bpm':
      return amount(text, { '': 1 })
    case 'quality':
      return whole(text.replace(/%$/, ''), 100)
    case 'width':
    case 'height':
    case 'words':
      return whole(text.replace(/px$/, ''), 999_999_999)
  }
}

/**
 * The range that a value of a filter asks for; null when it asks for nothing that is known. `>2025-01` begins after January, `>=2025-01`
 * with it.
 */
export function rangeOf(field: RangeField, text: string, nowMs: number): SearchRange | null {
  const value = text.toLowerCase()
  const compared = /^(>=|<=|>|<|=)(.*)$/.exec(value)
  if (compared !== null) {
    const extent = extentOf(field, compared[2] ?? '', nowMs)
    if (extent === null) return null
    switch (compared[1]) {
      case '>':
        return { min: extent.max, max: null }
      case '>=':
        return { min: extent.min, max: null }
      case '<':
        return { min: null, max: extent.min }
      case '<=':
        return { min: null, max: extent.max }
      default:
        return extent
    }
  }
  const dots = value.indexOf('..')
  if (dots < 0) return extentOf(field, value, nowMs)
  const [low, high] = [value.slice(0, dots), value.slice(dots + 2)]
  if (low === '' && high === '') return null
  const from = low === '' ? null : extentOf(field, low, nowMs)
  const to = high === '' ? null : extentOf(field, high, nowMs)
  if ((low !== '' && from === null) || (high !== '' && to === null)) return null
  return { min: from?.min ?? null, max: to?.max ?? null }
}

import type { Overview } from '../../../shared/contract/overview.ts'
import type { PeriodRow } from '../store/overview.ts'

// Arrivals as a row of periods without gaps, pure but for this machine's time zone.

type Period = Overview['periods'][number]

/** Most periods a chart shows; older ones are added to the first. */
export const mostPeriods = 60

/** Midnight at the beginning of the `index`-th day or month after the one `at` lies in. */
function startOf(at: number, length: 'day' | 'month', index: number): number {
  const date = new Date(at)
  return length === 'month'
    ? new Date(date.getFullYear(), date.getMonth() + index, 1).getTime()
    : new Date(date.getFullYear(), date.getMonth(), date.getDate() + index).getTime()
}

function nameOf(from: number, length: 'day' | 'month'): string {
  const date = new Date(from)
  const two = (value: number) => String(value).padStart(2, '0')
  const month = `${date.getFullYear()}-${two(date.getMonth() + 1)}`
  return length === 'month' ? month : `${month}-${two(date.getDate())}`
}

/** From the first arrival, or as far back as the chart goes, up to now. */
export function periodsOf(
  rows: readonly PeriodRow[],
  length: 'day' | 'month',
  firstAt: number,
  nowMs: number,
): Period[] {
  const starts = [startOf(nowMs, length, 0)]
  while (starts.length < mostPeriods && (starts[0] ?? 0) > firstAt)
    starts.unshift(startOf(nowMs, length, -starts.length))
  const periods = starts.map((from): Period => ({ from, image: 0, audio: 0, video: 0, text: 0 }))
  const byName = new Map(periods.map((period) => [nameOf(period.from, length), period]))
  const oldest = nameOf(starts[0] ?? nowMs, length)
  for (const { period, kind, n } of rows) {
    // What lies before the first period, or, with a clock that was wrong, after the last, still counts.
    const found = byName.get(period) ?? (period < oldest ? periods[0] : periods.at(-1))
    if (found !== undefined) found[kind] += n
  }
  return periods
}

// Periods that statements are made for. Pure.

export type Period = { fromDay: string; toDay: string }
export const periods = ['thisYear', 'lastYear', 'lastMonth', 'all'] as const
export type PeriodName = (typeof periods)[number]

const day = (at: number): string => new Date(at).toISOString().slice(0, 10)

/** The days of a period, seen from a moment. */
export function periodOf(name: PeriodName, now: number): Period {
  const date = new Date(now)
  const year = date.getUTCFullYear()
  switch (name) {
    case 'thisYear':
      return { fromDay: `${year}-01-01`, toDay: day(now) }
    case 'lastYear':
      return { fromDay: `${year - 1}-01-01`, toDay: `${year - 1}-12-31` }
    case 'lastMonth':
      return {
        fromDay: day(Date.UTC(year, date.getUTCMonth() - 1, 1)),
        toDay: day(Date.UTC(year, date.getUTCMonth(), 0)),
      }
    case 'all':
      return { fromDay: '1970-01-01', toDay: day(now) }
  }
}

// Numbers, sizes, dates and durations in the person's own locale.

/** As it comes over the contract; the currency may count millionths (`USD.6`). */
export type MoneyText = { currency: string; amount: string }

export type Formatters = {
  number(value: number, digits?: number): string
  /** 0–1 as per cent. */
  percent(value: number, digits?: number): string
  /** Bytes in decimal units (1 kB = 1,000 B), as file managers on macOS and Linux show them. */
  bytes(value: number): string
  /** An amount with its currency, every digit of it. */
  money(money: MoneyText): string
  /** An amount for a glance: three digits that count, "$112M". */
  roundMoney(money: MoneyText): string
  /** A decimal as text with every digit, grouped. */
  figure(text: string): string
  date(timestampMs: number): string
  /** The month of a day, with its year. */
  month(timestampMs: number): string
  dateTime(timestampMs: number): string
  /** The hour of the day. */
  time(timestampMs: number): string
  /** "2 minutes ago" while that is helpful, a date after a week. */
  relative(timestampMs: number, nowMs: number): string
  /** "1 h 5 min", "2 min 10 s", "4 s": two units at most. */
  duration(milliseconds: number): string
}

const isNumeric = (text: string): text is `${number}` => /^-?\d+(\.\d+)?$/.test(text)

/** Intl formats a decimal given as text digit by digit; through a number it would lose what a double cannot hold. */
function exact(text: string): `${number}` {
  if (!isNumeric(text)) throw new RangeError(`not a decimal: ${text.slice(0, 80)}`)
  return text
}

const byteUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte', 'petabyte'] as const

const steps = [
  { unit: 'second', ms: 1000, below: 60_000 },
  { unit: 'minute', ms: 60_000, below: 3_600_000 },
  { unit: 'hour', ms: 3_600_000, below: 86_400_000 },
  { unit: 'day', ms: 86_400_000, below: 604_800_000 },
] as const

/** Whole days, hours, minutes and seconds of a duration, largest first, at most two that follow each other. */
export function durationParts(milliseconds: number): { unit: 'day' | 'hour' | 'minute' | 'second'; value: number }[] {
  const seconds = Math.max(0, Math.round(milliseconds / 1000))
  const all = [
    { unit: 'day' as const, value: Math.floor(seconds / 86_400) },
    { unit: 'hour' as const, value: Math.floor(seconds / 3600) % 24 },
    { unit: 'minute' as const, value: Math.floor(seconds / 60) % 60 },
    { unit: 'second' as const, value: seconds % 60 },
  ]
  const first = all.findIndex((part) => part.value > 0)
  if (first === -1) return [{ unit: 'second', value: 0 }]
  return all.slice(first, first + 2).filter((part) => part.value > 0)
}

export function createFormatters(locale: string): Formatters {
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' })
  const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
  const month = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric' })
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short' })
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  return {
    number: (value, digits = 0) => new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value),
    percent: (value, digits = 0) =>
      new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: digits }).format(value),
    bytes: (value) => {
      const power = value < 1000 ? 0 : Math.min(byteUnits.length - 1, Math.floor(Math.log10(value) / 3))
      const scaled = value / 1000 ** power
      return new Intl.NumberFormat(locale, {
        style: 'unit',
        unit: byteUnits[power] ?? 'byte',
        unitDisplay: power === 0 ? 'long' : 'short',
        maximumFractionDigits: power === 0 || scaled >= 100 ? 0 : 1,
      }).format(scaled)
    },
    money: ({ currency, amount }) => {
      const digits = amount.split('.')[1]?.length ?? 0
      return new Intl.NumberFormat(locale, {
        style: 'currency',
        currency: currency.slice(0, 3),
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      }).format(exact(amount))
    },
    roundMoney: ({ currency, amount }) =>
      new Intl.NumberFormat(locale, {
        style: 'currency',
        currency: currency.slice(0, 3),
        notation: 'compact',
        maximumSignificantDigits: 3,
      }).format(exact(amount)),
    figure: (text) => new Intl.NumberFormat(locale, { maximumFractionDigits: 18 }).format(exact(text)),
    date: (timestampMs) => date.format(timestampMs),
    month: (timestampMs) => month.format(timestampMs),
    time: (timestampMs) => time.format(timestampMs),
    dateTime: (timestampMs) => dateTime.format(timestampMs),
    relative: (timestampMs, nowMs) => {
      const distance = timestampMs - nowMs
      const step = steps.find(({ below }) => Math.abs(distance) < below)
      return step === undefined ? date.format(timestampMs) : relative.format(Math.trunc(distance / step.ms), step.unit)
    },
    duration: (milliseconds) =>
      durationParts(milliseconds)
        .map(({ unit, value }) =>
          new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(value),
        )
        .join(' '),
  }
}

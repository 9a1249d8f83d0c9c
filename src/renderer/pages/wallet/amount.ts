import { Currency, Money, scaleOf } from '../../../shared/domain/money.ts'
import { parseFigure } from '../../i18n/parse-figure.ts'

/** An amount as typed, as money of a currency; null when it is none, has too many digits, or is nothing. Pure. */
export function parseAmount(text: string, code: string): Money | null {
  const currency = Currency.safeParse(code)
  const figure = parseFigure(text)
  if (!currency.success || figure === null || !/[1-9]/.test(figure)) return null
  const [whole = '0', fraction = ''] = figure.split('.')
  const scale = scaleOf(currency.data)
  if (fraction.length > scale) return null
  const amount = scale === 0 ? whole : `${whole}.${fraction.padEnd(scale, '0')}`
  const money = Money.safeParse({ currency: currency.data, amount })
  return money.success ? money.data : null
}

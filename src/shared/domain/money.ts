import { z } from 'zod'
import { decimalOfUnits, multiply, type Rational, rational, roundHalfEven } from './rational.ts'

// Money is a whole number of a currency's smallest unit. Over borders it goes as a decimal string with exactly as many
// digits as the currency has, next to its currency: exact, and readable without a table.

/** Digits after the point (ISO 4217), where they are not two. */
const otherScales: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
}
const twoDigits =
  'AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VES WST XCD YER ZAR ZMW'
const scales: ReadonlyMap<string, number> = new Map([
  ...twoDigits.split(' ').map((code) => [code, 2] as const),
  ...Object.entries(otherScales),
])

/** Prices for one crawl or one play are below a cent: `USD.6` counts millionths of a dollar, apart from `USD`. */
const microSuffix = '.6'
const microScale = 6

export const currencyCodes: readonly string[] = [...scales.keys()].sort()

export const Currency = z
  .string()
  .max(5)
  .refine((code) => scales.has(code.endsWith(microSuffix) ? code.slice(0, -2) : code), {
    message: 'not a currency of ISO 4217 (such as USD), nor one in millionths (USD.6)',
  })
  .brand<'Currency'>()
export type Currency = z.infer<typeof Currency>

/** Digits after the point of a currency's smallest unit. */
export function scaleOf(currency: Currency): number {
  return currency.endsWith(microSuffix) ? microScale : (scales.get(currency) ?? 2)
}

/** Greatest amount of one posting, in smallest units; sums go far beyond it. */
export const maxUnits = 10n ** 18n - 1n

const amountForm = /^-?(?:0|[1-9]\d{0,18})(?:\.\d{1,6})?$/

/** An amount in whole units of its currency: `{ currency: 'USD', amount: '12.50' }`. */
export const Money = z
  .object({ currency: Currency, amount: z.string().regex(amountForm, 'not an amount such as 1234.56') })
  .superRefine((money, context) => {
    // Both fields are told of together, so this also sees amounts that are none.
    if (!amountForm.test(money.amount)) return
    const digits = money.amount.split('.')[1]?.length ?? 0
    if (digits > scaleOf(money.currency)) {
      context.addIssue({
        code: 'custom',
        path: ['amount'],
        message: `${money.currency} has ${scaleOf(money.currency)} digits after the point, not ${digits}`,
      })
      return
    }
    const units = unitsOf(money)
    if (units > maxUnits || units < -maxUnits) {
      context.addIssue({ code: 'custom', path: ['amount'], message: 'larger than one entry can hold' })
    }
  })
export type Money = z.infer<typeof Money>

/** Smallest units of an amount that has no more digits than its currency. */
export function unitsOf({ currency, amount }: Money): bigint {
  const [whole = '0', fraction = ''] = amount.split('.')
  const units = BigInt(whole.replace('-', '') + fraction.padEnd(scaleOf(currency), '0'))
  return amount.startsWith('-') ? -units : units
}

export const moneyOf = (currency: Currency, units: bigint): Money => ({
  currency,
  amount: decimalOfUnits(units, scaleOf(currency)),
})

/** Nearest amount of the currency, half to even. */
export function roundToMoney(currency: Currency, value: Rational): Money {
  return moneyOf(currency, roundHalfEven(multiply(value, rational(10n ** BigInt(scaleOf(currency))))))
}

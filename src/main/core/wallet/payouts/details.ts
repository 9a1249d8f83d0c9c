import { Failure } from '../../../../shared/contract/errors.ts'
import type { PayoutDetails } from '../../../../shared/domain/payout.ts'
import { isBitcoinAddress, isEthereumAddress } from './addresses.ts'

// What keeps a destination from being one, and what of it may be shown.

/** How long an IBAN is in each country that has one (SWIFT's IBAN registry). */
const ibanLengths = Object.fromEntries(
  'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30'
    .split(' ')
    .map((entry) => [entry.slice(0, 2), BigInt(entry.slice(2))]),
)

const bare = (text: string): string => text.replace(/[\s-]/g, '').toUpperCase()

/** ISO 13616: country and length, and a remainder of 1 modulo 97 with the first four characters moved to the end. */
export function ibanProblem(text: string): string | null {
  const iban = bare(text)
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]+$/.test(iban))
    return 'An IBAN is two letters, two digits and an account, such as DE89 3704 0044 0532 0130 00.'
  const country = iban.slice(0, 2)
  const length = ibanLengths[country]
  if (length === undefined) return `There are no IBANs in ${country}. Check the first two letters.`
  if (BigInt(iban.length) !== length)
    return `An IBAN of ${country} has ${length} characters; this one has ${iban.length}. Check it for what is missing.`
  const digits = [...(iban.slice(4) + iban.slice(0, 4))].map((char) => value(char)).join('')
  return BigInt(digits) % 97n === 1n
    ? null
    : 'The check digits of this IBAN are not right: a character is wrong, or two are the wrong way round.'
}

/** A is 10, Z is 35. */
const value = (char: string): bigint => (/\d/.test(char) ? BigInt(char) : BigInt(char.charCodeAt(0) - 55))

const bicForm = /^[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/
const emailForm = /^[^\s@"(),:;<>[\\\]]+@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[\p{L}]{2,}$/u

function problemOf(details: PayoutDetails): string | null {
  switch (details.method) {
    case 'bank':
      if (details.bic !== '' && !bicForm.test(bare(details.bic)))
        return 'A BIC has 8 or 11 characters, such as COBADEFFXXX. Leave it out if you do not know it.'
      return ibanProblem(details.iban)
    case 'paypal':
      return emailForm.test(details.email) ? null : 'This is not an e-mail address such as name@example.org.'
    case 'crypto':
      if (details.network === 'bitcoin' ? isBitcoinAddress(details.address) : isEthereumAddress(details.address))
        return null
      return `This is not an address of ${details.network === 'bitcoin' ? 'Bitcoin' : 'Ethereum'}, or a character of it is wrong: its checksum does not hold.`
  }
}

/** The details as they are kept. Fails with BAD_INPUT, with a sentence on what is wrong. */
export function checkedDetails(details: PayoutDetails): PayoutDetails {
  const problem = problemOf(details)
  if (problem !== null) throw new Failure('BAD_INPUT', `${problem} Nothing was changed.`)
  return details.method === 'bank' ? { ...details, iban: bare(details.iban), bic: bare(details.bic) } : details
}

/** Enough to know a destination by. */
export function maskedDestination(details: PayoutDetails): string {
  switch (details.method) {
    case 'bank':
      return `${details.iban.slice(0, 4)} … ${details.iban.slice(-4)}`
    case 'paypal': {
      const at = details.email.lastIndexOf('@')
      return `${details.email.slice(0, 1)}…${details.email.slice(at)}`
    }
    case 'crypto':
      return `${details.address.slice(0, 6)}…${details.address.slice(-4)}`
  }
}

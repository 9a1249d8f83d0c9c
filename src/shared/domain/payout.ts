import { z } from 'zod'
import { RequestId } from './ids.ts'
import { Money } from './money.ts'

// Where a person wants their money, and what they ask for. Nothing here moves any.

export const PayoutMethod = z.enum(['bank', 'paypal', 'crypto'])
export type PayoutMethod = z.infer<typeof PayoutMethod>

export const CryptoNetwork = z.enum(['bitcoin', 'ethereum'])

/** As typed; the core says what is wrong with it, and keeps it sealed. */
export const PayoutDetails = z.discriminatedUnion('method', [
  z.object({
    method: z.literal('bank'),
    holder: z.string().trim().min(1).max(140),
    iban: z.string().trim().min(1).max(60),
    bic: z.string().trim().max(20).default(''),
  }),
  z.object({ method: z.literal('paypal'), email: z.string().trim().min(1).max(254) }),
  z.object({ method: z.literal('crypto'), network: CryptoNetwork, address: z.string().trim().min(1).max(120) }),
])
export type PayoutDetails = z.infer<typeof PayoutDetails>

/** A sum below which nothing is paid out; of another currency nothing is said. */
const minimum = Money.refine(({ amount }) => !amount.startsWith('-'), {
  message: 'must not be below zero',
  path: ['amount'],
})

export const PayoutSettingsInput = z.object({ details: PayoutDetails, minimum })
export type PayoutSettingsInput = z.infer<typeof PayoutSettingsInput>

/** What may be shown: enough of a destination to know it by, never all of it. */
export const PayoutSettings = z.object({ method: PayoutMethod, destination: z.string(), minimum: Money })
export type PayoutSettings = z.infer<typeof PayoutSettings>

export const PayoutRequestInput = z.object({
  requestId: RequestId,
  money: Money.refine(({ amount }) => !amount.startsWith('-') && /[1-9]/.test(amount), {
    message: 'must be more than zero',
    path: ['amount'],
  }),
  description: z.string().trim().max(500).default(''),
})
export type PayoutRequestInput = z.infer<typeof PayoutRequestInput>

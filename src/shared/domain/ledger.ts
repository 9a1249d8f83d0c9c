import { z } from 'zod'
import { AssetId, CalculationId, EntryId, RequestId, SplitId } from './ids.ts'
import { Currency, Money } from './money.ts'
import { PayoutMethod } from './payout.ts'
import { parseShare } from './rational.ts'

// The wallet's transactions as pages and commands see them.

/** Milliseconds since 1970, within the years a ledger can tell of. */
export const Moment = z.int().min(0).max(4_102_444_800_000)
/** A day in UTC, `2026-01-31`. */
export const Day = z.iso.date()

export const TransactionType = z.enum(['earning', 'payout', 'adjustment', 'advance', 'exchange', 'reversal'])
export type TransactionType = z.infer<typeof TransactionType>

export const TransactionState = z.enum(['pending', 'completed', 'voided', 'failed', 'expired', 'reversed'])
export type TransactionState = z.infer<typeof TransactionState>

export const Right = z.enum(['composition', 'master'])
export type Right = z.infer<typeof Right>
/** An ISO 3166 country, or `WW` for the world. */
export const Territory = z.string().regex(/^[A-Z]{2}$/, 'two capital letters, such as DE, or WW for the world')

/** A party's name as an account: letters, digits and hyphens. `me` is the wallet's owner. */
export const PartyKey = z.string().regex(/^[\p{L}\p{N}-]{1,60}$/u)

const positive = Money.refine(({ amount }) => !amount.startsWith('-') && /[1-9]/.test(amount), {
  message: 'must be more than zero',
  path: ['amount'],
})
const notZero = Money.refine(({ amount }) => /[1-9]/.test(amount), { message: 'must not be zero', path: ['amount'] })
const words = z.string().trim().max(500)
const named = z.string().trim().min(1).max(200)

const common = {
  requestId: RequestId,
  description: words.default(''),
  /** When it happened; left out, now. */
  effectiveAt: Moment.optional(),
  assetId: AssetId.optional(),
}
const waiting = { pending: z.boolean().default(false), expiresAt: Moment.optional() }

export const RecordInput = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('earning'),
    ...common,
    ...waiting,
    money: positive,
    /** Who pays: a platform, a client. */
    source: named.default('Manual entry'),
    calculationId: CalculationId.optional(),
    /** Divide it by the split of this right; left out, all of it is the wallet's own. */
    right: Right.optional(),
    territory: Territory.default('WW'),
  }),
  z.object({
    type: z.literal('payout'),
    ...common,
    ...waiting,
    money: positive,
    /** Of what is owed to this party, instead of own money. */
    party: PartyKey.optional(),
  }),
  z.object({ type: z.literal('adjustment'), ...common, ...waiting, money: notZero, reason: named }),
  z.object({ type: z.literal('advance'), ...common, money: positive, party: PartyKey }),
])
export type RecordInput = z.infer<typeof RecordInput>

export const ExchangeInput = z.object({
  requestId: RequestId,
  money: positive,
  to: Currency,
  /** How much of `to` one unit of `money`'s currency gives. */
  rate: z
    .string()
    .regex(/^\d{1,12}(?:\.\d{1,12})?$/)
    .refine((text) => /[1-9]/.test(text), { message: 'must be more than zero' }),
  rateSource: named,
  description: words.default(''),
  effectiveAt: Moment.optional(),
})
export type ExchangeInput = z.infer<typeof ExchangeInput>

export const SettleInput = z.object({
  requestId: RequestId,
  entryId: EntryId,
  outcome: z.enum(['posted', 'voided', 'failed']),
  effectiveAt: Moment.optional(),
  /** Needed to void, and for what failed. */
  reason: words.default(''),
})
export type SettleInput = z.infer<typeof SettleInput>

export const ReverseInput = z.object({ requestId: RequestId, entryId: EntryId, reason: named })
export type ReverseInput = z.infer<typeof ReverseInput>

export const Transaction = z.object({
  entryId: EntryId,
  sequence: z.int().positive(),
  type: TransactionType,
  state: TransactionState,
  effectiveAt: Moment,
  /** When a pending transaction came true, was voided or ran out. */
  settledAt: Moment.nullable(),
  recordedAt: Moment,
  /** What it does to a person's own money; negative for what leaves. */
  money: Money,
  /** All of it, other parties' shares included. */
  gross: Money,
  description: z.string(),
  source: z.string().nullable(),
  reason: z.string().nullable(),
  assetId: AssetId.nullable(),
  calculationId: CalculationId.nullable(),
  reverses: EntryId.nullable(),
  reversedBy: EntryId.nullable(),
  expiresAt: Moment.nullable(),
  link: z.object({ entryId: EntryId, rate: z.string(), rateSource: z.string() }).nullable(),
  right: Right.nullable(),
  territory: z.string().nullable(),
  /** Of a payout that was requested: how, and as much of where to as may be shown. */
  destination: z.object({ method: PayoutMethod, text: z.string() }).nullable(),
  shares: z.array(z.object({ party: z.string(), share: z.string(), money: Money, recouped: Money })),
  postings: z.array(z.object({ account: z.string(), phase: z.enum(['posted', 'pending', 'reserved']), money: Money })),
  /** Of the entry in the ledger's chain. */
  hash: z.string(),
})
export type Transaction = z.infer<typeof Transaction>

/** Sums may be larger than any one entry. */
const Sum = z.object({ currency: Currency, amount: z.string().regex(/^-?\d{1,40}(?:\.\d{1,6})?$/) })

export const Balance = z.object({
  currency: Currency,
  /** Own money that can be paid out: booked, and not reserved. */
  available: Sum,
  /** On its way in. */
  pending: Sum,
  /** On its way out. */
  reserved: Sum,
  lifetimeEarned: Sum,
  lifetimeWithdrawn: Sum,
  /** Held for other parties of splits. */
  held: Sum,
})
export type Balance = z.infer<typeof Balance>

export const PartyBalance = z.object({
  party: z.string(),
  name: z.string(),
  /** Per currency: what is owed, and what has been advanced and not yet recouped. */
  sums: z.array(z.object({ owed: Sum, advanced: Sum })),
})
export type PartyBalance = z.infer<typeof PartyBalance>

/** A part of one: `1/3`, `0.25` or `25%`. */
export const Share = z
  .string()
  .max(64)
  .refine((text) => parseShare(text) !== null, { message: 'not a share such as 1/3, 0.25 or 25%' })

export const SplitInput = z.object({
  /** Left out: for every work that has no split of its own. */
  assetId: AssetId.nullable().default(null),
  right: Right,
  territory: Territory.default('WW'),
  fromDay: Day.default('1970-01-01'),
  /** The last day it holds; null while it has no end. */
  toDay: Day.nullable().default(null),
  /** By the parties' names; `me` is the wallet's owner. Exactly 100 % in all. */
  shares: z
    .array(z.object({ party: named, share: Share }))
    .min(1)
    .max(200),
})
export type SplitInput = z.infer<typeof SplitInput>

export const Split = z.object({
  splitId: SplitId,
  assetId: AssetId.nullable(),
  title: z.string().nullable(),
  right: Right,
  territory: Territory,
  fromDay: Day,
  toDay: Day.nullable(),
  shares: z.array(z.object({ party: z.string(), name: z.string(), share: z.string() })),
})
export type Split = z.infer<typeof Split>

export const DerivativeInput = z.object({ derivativeId: AssetId, originalId: AssetId, right: Right, share: Share })
export type DerivativeInput = z.infer<typeof DerivativeInput>

export const DerivativeLink = z.object({
  linkId: SplitId,
  derivativeId: AssetId,
  derivativeTitle: z.string().nullable(),
  originalId: AssetId,
  originalTitle: z.string().nullable(),
  right: Right,
  share: z.string(),
})
export type DerivativeLink = z.infer<typeof DerivativeLink>

import type { Currency } from '../../../../shared/domain/money.ts'

// One entry of the ledger as it is hashed and stored. Nothing of an entry ever changes: what becomes of it is another entry.

export type Phase = 'posted' | 'pending' | 'reserved'

/** `amount` in smallest units; the postings of an entry sum to zero in each phase. */
export type Posting = { account: string; phase: Phase; amount: bigint }

export type EntryType = 'earning' | 'payout' | 'adjustment' | 'advance' | 'exchange' | 'reversal' | 'settlement'
export type Outcome = 'posted' | 'voided' | 'failed' | 'expired'

/** How an amount was divided. `recouped` of it went to pay back what the party had been advanced. */
export type ShareTaken = { party: string; share: string; amount: bigint; recouped: bigint }

export type EntryBody = {
  id: string
  requestId: string
  part: number
  /** SHA-256, hex, of what was asked: the same request id with another one is refused. */
  requestHash: string
  type: EntryType
  state: 'pending' | 'posted'
  currency: Currency
  effectiveAt: number
  recordedAt: number
  description: string
  /** Who paid or is paid: a platform, a client, a party. */
  source?: string | undefined
  assetId?: string | undefined
  calculationId?: string | undefined
  settles?: string | undefined
  outcome?: Outcome | undefined
  reverses?: string | undefined
  reason?: string | undefined
  expiresAt?: number | undefined
  /** The other half of an exchange, and at what rate. */
  link?: { entryId: string; rate: string; rateSource: string } | undefined
  right?: string | undefined
  territory?: string | undefined
  /** How a payout is to go, and as much of where to as may be shown. */
  method?: string | undefined
  destination?: string | undefined
  shares?: readonly ShareTaken[] | undefined
  postings: readonly Posting[]
}

/** JSON with sorted keys, without white space and absent parts; whole numbers of any size as decimal text. */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'bigint') return `"${value.toString()}"`
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const present = Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    return `{${present.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(',')}}`
  }
  return JSON.stringify(value)
}

/** The first phase whose postings do not sum to zero, or that has but one; null for an entry that balances. */
export function imbalance(postings: readonly Posting[]): Phase | null {
  const sums = new Map<Phase, bigint>()
  for (const { phase, amount } of postings) sums.set(phase, (sums.get(phase) ?? 0n) + amount)
  for (const [phase, sum] of sums) if (sum !== 0n) return phase
  return null
}

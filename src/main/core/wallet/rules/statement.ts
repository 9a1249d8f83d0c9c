import type { Currency } from '../../../../shared/domain/money.ts'
import type { EntryBody, Posting } from './entry.ts'
import { walletEffect } from './postings.ts'

// A statement: what was booked for good in a period, as it was known at an entry of the ledger. The same period and the
// same entry give the same statement to the byte, whatever was booked afterwards.

export type StatementLine = {
  /** `2026-01-31`, UTC. */
  day: string
  entryId: string
  type: EntryBody['type']
  description: string
  source: string
  reason: string
  /** The entry that is reversed or settled by this one. */
  refersTo: string
  currency: Currency
  /** What it does to own money. */
  amount: bigint
  /** Own money after it, in its currency. */
  balance: bigint
  postings: readonly Posting[]
  hash: string
}

export type Sum = { account: string; currency: Currency; units: bigint }

export type Statement = {
  fromDay: string
  /** The last day that is told of. */
  toDay: string
  /** Every account as it stood when the period began, and as it stood when it was over. */
  opening: readonly Sum[]
  closing: readonly Sum[]
  lines: readonly StatementLine[]
  /** How far the ledger is told: its last entry, when that was recorded, and its hash. */
  head: { sequence: number; recordedAt: number; hash: string } | null
}

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10)
const keyOf = (account: string, currency: Currency): string => `${currency} ${account}`

const bySum = (a: Sum, b: Sum): number => (keyOf(a.account, a.currency) < keyOf(b.account, b.currency) ? -1 : 1)

/** Sums up entries, given in the order in which they happened. Pending and reserved postings are not told: they may never come true. */
export function statementOf(
  period: Pick<Statement, 'fromDay' | 'toDay' | 'head'>,
  opening: readonly Sum[],
  entries: Iterable<{ body: EntryBody; hash: string }>,
): Statement {
  const sums = new Map(opening.map((sum) => [keyOf(sum.account, sum.currency), sum]))
  const balances = new Map<Currency, bigint>()
  for (const { account, currency, units } of opening) if (account === 'Assets:Wallet') balances.set(currency, units)
  const lines: StatementLine[] = []
  for (const { body, hash } of entries) {
    const postings = body.postings.filter(({ phase }) => phase === 'posted')
    if (postings.length === 0) continue
    const { currency } = body
    for (const { account, amount } of postings) {
      const key = keyOf(account, currency)
      sums.set(key, { account, currency, units: (sums.get(key)?.units ?? 0n) + amount })
    }
    const amount = walletEffect(postings)
    const balance = (balances.get(currency) ?? 0n) + amount
    balances.set(currency, balance)
    lines.push({
      day: dayOf(body.effectiveAt),
      entryId: body.id,
      type: body.type,
      description: body.description,
      source: body.source ?? '',
      reason: body.reason ?? '',
      refersTo: body.reverses ?? body.settles ?? '',
      currency,
      amount,
      balance,
      postings,
      hash,
    })
  }
  return { ...period, opening: [...opening].sort(bySum), closing: [...sums.values()].sort(bySum), lines }
}

import { createHash } from 'node:crypto'
import type { PayoutFate } from '../../../../shared/domain/payout-import.ts'
import type { ReadStore } from '../../store/handles.ts'
import { hasPayoutKey, payoutsWithReference, unclaimedEarnings } from '../../store/payout-imports.ts'
import { bodyOf } from '../read-body.ts'
import { incomeFrom } from '../rules/accounts.ts'
import { type Payout, payoutIdentities } from '../rules/payout-row.ts'

// What each payout of a file is to the ledger: new, there already, or known from an earlier file.

/** A payout and an entry booked by hand are the same when they are no further apart than this. */
export const matchDays = 7
const dayMs = 86_400_000

export type Judged = {
  payout: Payout
  /** Of its identity: the same payout has the same key in every file. */
  key: string
  fate: Exclude<PayoutFate, 'wrong'>
  /** The entry it is held against. */
  entryId: string | null
  /** What an earlier file said, where this one says otherwise. */
  note: string | null
}

/** Noon of the day, in UTC. */
export const noonOf = (day: string): number => Date.parse(`${day}T12:00:00Z`)

type Candidate = { id: string; at: number; currency: string; units: bigint }

function candidatesFor(read: ReadStore, account: string, payouts: readonly Payout[]): Candidate[] {
  const days = payouts.map(({ day }) => day).sort()
  const [first, last] = [days[0], days.at(-1)]
  if (first === undefined || last === undefined) return []
  const period = { account, from: noonOf(first) - matchDays * dayMs, to: noonOf(last) + matchDays * dayMs }
  return unclaimedEarnings(read, period).map((row) => ({
    id: row.id,
    at: row.effective_at,
    currency: row.currency,
    units: grossOf(row),
  }))
}

/** All of an earning, other parties' shares included. */
export function grossOf(row: { sequence: number; body: string }): bigint {
  return bodyOf(row).postings.reduce((sum, { amount }) => (amount > 0n ? sum + amount : sum), 0n)
}

const apart = (candidate: Candidate, payout: Payout): number => Math.abs(candidate.at - noonOf(payout.day))

/** Judges payouts in their order; an entry is held against one of them at most, the nearest in time. */
export function judge(read: ReadStore, platform: string, payouts: readonly Payout[]): Judged[] {
  const account = incomeFrom(platform)
  const open = Map.groupBy(candidatesFor(read, account, payouts), ({ currency, units }) => `${currency} ${units}`)
  const references = Map.groupBy(payouts, ({ reference }) => reference)
  const keys = payoutIdentities(account, payouts).map((text) => createHash('sha256').update(text).digest('hex'))
  return payouts.map((payout, at) => {
    const key = keys[at] ?? ''
    const judged = (fate: Judged['fate'], entryId: string | null = null, note: string | null = null): Judged => ({
      payout,
      key,
      fate,
      entryId,
      note,
    })
    if (hasPayoutKey(read, key)) return judged('known')
    const before = payout.reference === null ? [] : payoutsWithReference(read, account, payout.reference)
    const [earlier] = before
    // A reference that stands for many rows tells nothing about one of them.
    if (earlier !== undefined && before.length === 1 && references.get(payout.reference)?.length === 1)
      return judged('changed', null, `${earlier.day}|${earlier.currency}|${earlier.amount}`)
    if (payout.units === 0n) return judged('nothing')
    const alike = open.get(`${payout.currency} ${payout.units}`) ?? []
    const [nearest] = alike
      .filter((candidate) => apart(candidate, payout) <= matchDays * dayMs)
      .sort((a, b) => apart(a, payout) - apart(b, payout))
    if (nearest === undefined) return judged('new')
    alike.splice(alike.indexOf(nearest), 1)
    return judged('matched', nearest.id)
  })
}

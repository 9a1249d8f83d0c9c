import { accounts, advancedTo, incomeFrom, ownParty, owedTo } from './accounts.ts'
import type { Outcome, Phase, Posting, ShareTaken } from './entry.ts'

// What each kind of entry books. Debits are positive, credits negative, as Beancount writes them.

type Leg = readonly [account: string, amount: bigint]

/** Legs of one account become one posting; those of nothing are left out. */
function booked(phase: Phase, legs: readonly Leg[]): Posting[] {
  const sums = new Map<string, bigint>()
  for (const [account, amount] of legs) sums.set(account, (sums.get(account) ?? 0n) + amount)
  return [...sums].filter(([, amount]) => amount !== 0n).map(([account, amount]) => ({ account, phase, amount }))
}

/** Where a transaction waits until it is settled: money on its way in is pending, money on its way out is reserved. */
export const phaseOf = (state: 'pending' | 'posted', walletAmount: bigint): Phase =>
  state === 'posted' ? 'posted' : walletAmount < 0n ? 'reserved' : 'pending'

/**
 * An earning and how it is divided. The own share is income; other shares are held and owed; what a party has been
 * advanced is taken back from its share first, and that part is the wallet's again.
 */
export function earningPostings(
  state: 'pending' | 'posted',
  total: bigint,
  source: string,
  shares: readonly ShareTaken[],
): Posting[] {
  const legs: Leg[] = []
  if (shares.length === 0) legs.push([accounts.wallet, total], [incomeFrom(source), -total])
  for (const { party, amount, recouped } of shares) {
    if (party === ownParty) {
      legs.push([accounts.wallet, amount], [incomeFrom(source), -amount])
      continue
    }
    legs.push([accounts.wallet, recouped], [advancedTo(party), -recouped])
    legs.push([accounts.held, amount - recouped], [owedTo(party), -(amount - recouped)])
  }
  return booked(phaseOf(state, total), legs)
}

/** Own money out, or what is owed to a party. */
export function payoutPostings(state: 'pending' | 'posted', units: bigint, party: string | null): Posting[] {
  const legs: Leg[] =
    party === null
      ? [
          [accounts.wallet, -units],
          [accounts.paidOut, units],
        ]
      : [
          [accounts.held, -units],
          [owedTo(party), units],
        ]
  return booked(phaseOf(state, -units), legs)
}

export const adjustmentPostings = (state: 'pending' | 'posted', units: bigint): Posting[] =>
  booked(phaseOf(state, units), [
    [accounts.wallet, units],
    [accounts.adjustments, -units],
  ])

export const advancePostings = (units: bigint, party: string): Posting[] =>
  booked('posted', [
    [accounts.wallet, -units],
    [advancedTo(party), units],
  ])

/** One half of an exchange: negative for the currency that is given. */
export const exchangePostings = (units: bigint): Posting[] =>
  booked('posted', [
    [accounts.wallet, units],
    [accounts.exchange, -units],
  ])

/** The end of a pending transaction: what waited is taken out of its phase and, if it came true, booked for good. */
export function settlementPostings(pending: readonly Posting[], outcome: Outcome): Posting[] {
  const released = pending.map(({ account, phase, amount }) => ({ account, phase, amount: -amount }))
  if (outcome !== 'posted') return released
  return [...released, ...pending.map(({ account, amount }) => ({ account, phase: 'posted' as const, amount }))]
}

export const reversalPostings = (original: readonly Posting[]): Posting[] =>
  original
    .filter(({ phase }) => phase === 'posted')
    .map(({ account, phase, amount }) => ({ account, phase, amount: -amount }))

/** What an entry does to a person's own money, whatever its phase. */
export const walletEffect = (postings: readonly Posting[], phase?: Phase): bigint =>
  postings
    .filter((posting) => posting.account === accounts.wallet && (phase === undefined || posting.phase === phase))
    .reduce((sum, { amount }) => sum + amount, 0n)

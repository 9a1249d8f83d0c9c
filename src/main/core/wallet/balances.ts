import type { Balance, PartyBalance } from '../../../shared/domain/ledger.ts'
import { Currency, moneyOf } from '../../../shared/domain/money.ts'
import { listParties } from '../store/agreements.ts'
import type { ReadStore } from '../store/handles.ts'
import { type LedgerSum, ledgerSums, ledgerSumsBetween, ledgerSumsOf } from '../store/ledger.ts'
import { accounts, advancedTo, owedTo } from './rules/accounts.ts'

// Balances are sums over the log, worked out when they are asked for: there is nothing that could drift from it.

/** Beyond every moment a ledger can tell of. */
const endOfTime = 8_640_000_000_000_000

const of = (sums: readonly LedgerSum[], account: string, phase: string): bigint =>
  sums.find((sum) => sum.account === account && sum.phase === phase)?.units ?? 0n

/** Own money that may leave: booked, less what is on its way out. */
export function availableUnits(read: ReadStore, currency: Currency, account: string = accounts.wallet): bigint {
  const sums = ledgerSumsOf(read, account).filter((sum) => sum.currency === currency)
  return of(sums, account, 'posted') + of(sums, account, 'reserved')
}

/** What a party has been advanced and has not yet paid back with its shares. */
export function outstandingAdvance(read: ReadStore, currency: Currency, party: string): bigint {
  const sum = ledgerSumsOf(read, advancedTo(party)).find(
    (each) => each.currency === currency && each.phase === 'posted',
  )
  return sum?.units ?? 0n
}

/** Own income booked for what happened from a moment on, up to another; null for no bound. */
export function earnedBetween(read: ReadStore, from: number | null, to: number | null) {
  const income = new Map<string, bigint>()
  for (const { account, currency, units } of ledgerSumsBetween(read, from ?? 0, to ?? endOfTime)) {
    if (account.startsWith('Income:')) income.set(currency, (income.get(currency) ?? 0n) - units)
  }
  return [...income]
    .filter(([, units]) => units !== 0n)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, units]) => moneyOf(Currency.parse(code), units))
}

export function balancesOf(read: ReadStore): { balances: Balance[]; parties: PartyBalance[] } {
  const sums = ledgerSums(read)
  const codes = [...new Set(sums.map(({ currency }) => currency))].sort()
  const balances = codes.map((code) => {
    const currency = Currency.parse(code)
    const own = sums.filter((sum) => sum.currency === code)
    const money = (units: bigint) => moneyOf(currency, units)
    const reserved = of(own, accounts.wallet, 'reserved')
    const income = own
      .filter(({ account, phase }) => account.startsWith('Income:') && phase === 'posted')
      .reduce((sum, { units }) => sum + units, 0n)
    return {
      currency,
      available: money(of(own, accounts.wallet, 'posted') + reserved),
      pending: money(of(own, accounts.wallet, 'pending')),
      reserved: money(-reserved),
      lifetimeEarned: money(-income),
      lifetimeWithdrawn: money(of(own, accounts.paidOut, 'posted')),
      held: money(of(own, accounts.held, 'posted')),
    }
  })
  const parties = listParties(read).map(({ key, name }) => ({
    party: key,
    name,
    sums: codes.flatMap((code) => {
      const own = sums.filter((sum) => sum.currency === code)
      const owed = -of(own, owedTo(key), 'posted')
      const advanced = of(own, advancedTo(key), 'posted')
      const currency = Currency.parse(code)
      return owed === 0n && advanced === 0n
        ? []
        : [{ owed: moneyOf(currency, owed), advanced: moneyOf(currency, advanced) }]
    }),
  }))
  return { balances, parties }
}

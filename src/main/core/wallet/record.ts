import { Failure } from '../../../shared/contract/errors.ts'
import type { ExchangeInput, RecordInput, ReverseInput, SettleInput } from '../../../shared/domain/ledger.ts'
import { type Currency, moneyOf, roundToMoney, scaleOf, unitsOf } from '../../../shared/domain/money.ts'
import { decimal, multiply, rational, toFraction } from '../../../shared/domain/rational.ts'

import { findParty } from '../store/agreements.ts'
import { findAsset } from '../store/assets.ts'
import type { ReadStore } from '../store/handles.ts'
import { findLedgerEntry, type LedgerRowWithFate } from '../store/ledger.ts'
import { agreedDerivatives, agreedSplits } from './agreements.ts'
import { availableUnits, outstandingAdvance } from './balances.ts'
import type { NewEntry } from './ledger.ts'
import { bodyOf } from './read-body.ts'
import { accounts, ownParty } from './rules/accounts.ts'
import { allocate } from './rules/allocate.ts'
import type { Outcome, Posting, ShareTaken } from './rules/entry.ts'
import {
  adjustmentPostings,
  advancePostings,
  earningPostings,
  exchangePostings,
  payoutPostings,
  reversalPostings,
  settlementPostings,
} from './rules/postings.ts'
import { type Occasion, partiesOf } from './rules/splits.ts'

// What each request becomes in the ledger, or why it is refused. Reads what is booked; writes nothing.

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10)

function assertAvailable(read: ReadStore, currency: Currency, units: bigint, account: string = accounts.wallet): void {
  const available = availableUnits(read, currency, account)
  if (units <= available) return
  const shown = (amount: bigint) => `${moneyOf(currency, amount).amount} ${currency}`
  throw new Failure(
    'CONFLICT',
    `${shown(units)} would leave, and only ${shown(available)} is there. Nothing was booked.`,
  )
}

function assertParty(read: ReadStore, party: string): string {
  const found = findParty(read, party)
  if (found === undefined) throw new Failure('NOT_FOUND', `No split names a party “${party}”. Nothing was booked.`)
  return found.name
}

/** How an amount is divided by the agreements of a right, what was advanced taken back first. */
export function sharesTaken(
  read: ReadStore,
  amount: { currency: Currency; units: bigint },
  assetId: string | null,
  on: Occasion,
): ShareTaken[] {
  const parts = partiesOf(assetId, on, agreedSplits(read), agreedDerivatives(read))
  const divided = allocate(amount.units, parts)
  return parts
    .map(({ key, share }) => {
      const units = divided.get(key) ?? 0n
      const advance = key === ownParty ? 0n : outstandingAdvance(read, amount.currency, key)
      return {
        party: key,
        share: toFraction(share),
        amount: units,
        recouped: advance < 0n ? 0n : advance < units ? advance : units,
      }
    })
    .sort((a, b) => (a.party < b.party ? -1 : 1))
}

export function entryOf(read: ReadStore, input: RecordInput, now: number): NewEntry {
  const { currency } = input.money
  const units = unitsOf(input.money)
  const effectiveAt = input.effectiveAt ?? now
  if (input.assetId !== undefined && findAsset(read, input.assetId) === undefined)
    throw new Failure('NOT_FOUND', 'The work of this booking is not in the library. Nothing was booked.')
  const common = {
    id: input.requestId,
    type: input.type,
    currency,
    effectiveAt,
    description: input.description,
    assetId: input.assetId,
  }
  const pending = 'pending' in input && input.pending
  const state = pending ? 'pending' : 'posted'
  const expiresAt = 'expiresAt' in input ? input.expiresAt : undefined
  if (expiresAt !== undefined && (!pending || expiresAt <= now))
    throw new Failure('BAD_INPUT', 'Only a pending booking can run out, and only in the future. Nothing was booked.')
  switch (input.type) {
    case 'earning': {
      const on = { right: input.right ?? 'master', territory: input.territory, day: dayOf(effectiveAt) }
      const shares = input.right === undefined ? [] : sharesTaken(read, { currency, units }, input.assetId ?? null, on)
      return {
        ...common,
        state,
        expiresAt,
        source: input.source,
        calculationId: input.calculationId,
        ...(input.right === undefined ? {} : { right: input.right, territory: input.territory, shares }),
        postings: earningPostings(state, units, input.source, shares),
      }
    }
    case 'payout': {
      const party = input.party === undefined ? null : assertParty(read, input.party)
      assertAvailable(read, currency, units, party === null ? accounts.wallet : accounts.held)
      return {
        ...common,
        state,
        expiresAt,
        source: party ?? undefined,
        postings: payoutPostings(state, units, input.party ?? null),
      }
    }
    case 'adjustment':
      return { ...common, state, expiresAt, reason: input.reason, postings: adjustmentPostings(state, units) }
    case 'advance': {
      const name = assertParty(read, input.party)
      assertAvailable(read, currency, units)
      return { ...common, state: 'posted', source: name, postings: advancePostings(units, input.party) }
    }
  }
}

/** Both halves of an exchange. What is given for is rounded once, half to even, to the other currency's unit. */
export function exchangeEntries(
  read: ReadStore,
  input: ExchangeInput,
  { now, secondId }: { now: number; secondId: string },
): NewEntry[] {
  const { money, to, rate, rateSource, description } = input
  if (to === money.currency) throw new Failure('BAD_INPUT', `${to} cannot be exchanged for itself. Nothing was booked.`)
  const given = unitsOf(money)
  assertAvailable(read, money.currency, given)
  const exact = multiply(rational(given, 10n ** BigInt(scaleOf(money.currency))), decimal(rate))
  const received = unitsOf(roundToMoney(to, exact))
  if (received === 0n)
    throw new Failure('BAD_INPUT', `At this rate nothing would be left in ${to}. Nothing was booked.`)
  const half = (id: string, other: string, currency: Currency, units: bigint): NewEntry => ({
    id,
    type: 'exchange',
    state: 'posted',
    currency,
    effectiveAt: input.effectiveAt ?? now,
    description,
    link: { entryId: other, rate, rateSource },
    postings: exchangePostings(units),
  })
  return [half(input.requestId, secondId, money.currency, -given), half(secondId, input.requestId, to, received)]
}

function foundEntry(read: ReadStore, entryId: string): LedgerRowWithFate {
  const row = findLedgerEntry(read, entryId)
  if (row === undefined || row.settles !== null)
    throw new Failure('NOT_FOUND', 'This transaction is not in the ledger. Nothing was booked.')
  return row
}

export function settlementEntry(
  read: ReadStore,
  input: Pick<SettleInput, 'entryId' | 'effectiveAt' | 'reason'> & { outcome: Outcome },
  { now, id }: { now: number; id: string },
): NewEntry {
  const row = foundEntry(read, input.entryId)
  const body = bodyOf(row)
  if (body.state !== 'pending')
    throw new Failure('CONFLICT', 'This transaction is not pending: it was booked at once. Reverse it instead.')
  if (row.settlement_body !== null)
    throw new Failure('CONFLICT', 'This transaction has been settled already. Nothing was booked.')
  if ((input.outcome === 'voided' || input.outcome === 'failed') && input.reason === '')
    throw new Failure(
      'BAD_INPUT',
      `Say why it ${input.outcome === 'failed' ? 'failed' : 'is voided'}. Nothing was booked.`,
    )
  return {
    id,
    type: 'settlement',
    state: 'posted',
    currency: body.currency,
    effectiveAt: input.effectiveAt ?? now,
    description: body.description,
    source: body.source,
    assetId: body.assetId,
    settles: body.id,
    outcome: input.outcome,
    ...(input.reason === '' ? {} : { reason: input.reason }),
    postings: settlementPostings(body.postings, input.outcome),
  }
}

/** The reversal, and for an exchange that of its other half. */
export function reversalEntries(
  read: ReadStore,
  input: ReverseInput,
  { now, secondId }: { now: number; secondId: string },
): NewEntry[] {
  const first = reversalOf(read, input, input.entryId, input.requestId, now)
  if (first.link === undefined) return [first]
  const second = reversalOf(read, input, first.link.entryId, secondId, now)
  const { rate, rateSource } = first.link
  return [
    { ...first, link: { entryId: secondId, rate, rateSource } },
    { ...second, link: { entryId: input.requestId, rate, rateSource } },
  ]
}

function reversalOf(read: ReadStore, input: ReverseInput, entryId: string, id: string, now: number): NewEntry {
  const row = foundEntry(read, entryId)
  const body = bodyOf(row)
  if (row.reversed_by !== null) throw new Failure('CONFLICT', 'This transaction has been reversed already.')
  if (body.type === 'reversal')
    throw new Failure('CONFLICT', 'A reversal is not reversed. Book what is right as a new transaction.')
  const postings = bookedPostings(row)
  return {
    id,
    type: 'reversal',
    state: 'posted',
    currency: body.currency,
    effectiveAt: now,
    description: body.description,
    source: body.source,
    assetId: body.assetId,
    reverses: body.id,
    reason: input.reason,
    link: body.link,
    postings: reversalPostings(postings),
  }
}

/** What a transaction has booked for good: its own postings, or those of its settlement. */
function bookedPostings(row: LedgerRowWithFate): readonly Posting[] {
  const body = bodyOf(row)
  if (body.state === 'posted') return body.postings
  const settlement = row.settlement_body === null ? null : bodyOf({ sequence: row.sequence, body: row.settlement_body })
  if (settlement === null)
    throw new Failure('CONFLICT', 'This transaction is still pending. Void it instead of reversing it.')
  if (settlement.outcome !== 'posted')
    throw new Failure('CONFLICT', 'This transaction never came true, so there is nothing to reverse.')
  return settlement.postings
}

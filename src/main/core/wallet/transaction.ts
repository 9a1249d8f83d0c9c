import { AssetId, CalculationId, EntryId } from '../../../shared/domain/ids.ts'
import type { Right, Transaction, TransactionState } from '../../../shared/domain/ledger.ts'
import { moneyOf } from '../../../shared/domain/money.ts'
import { PayoutMethod } from '../../../shared/domain/payout.ts'
import { toHex } from '../../../shared/domain/hash.ts'
import type { LedgerRowWithFate } from '../store/ledger.ts'
import { bodyOf, readBody } from './read-body.ts'
import { walletEffect } from './rules/postings.ts'
import type { EntryBody } from './rules/entry.ts'

// An entry as people see it: with what has become of it.

function stateOf(body: EntryBody, settlement: EntryBody | null, reversed: boolean): TransactionState {
  if (reversed) return 'reversed'
  if (body.state === 'posted') return 'completed'
  if (settlement === null) return 'pending'
  return settlement.outcome === 'posted' ? 'completed' : (settlement.outcome ?? 'voided')
}

const idOrNull = (id: string | null | undefined): EntryId | null => (id == null ? null : EntryId.parse(id))
const rightOrNull = (text: string | undefined): Right | null =>
  text === 'composition' || text === 'master' ? text : null

function destinationOf({ destination, method }: EntryBody): Transaction['destination'] {
  const known = PayoutMethod.safeParse(method)
  return known.success && destination !== undefined ? { method: known.data, text: destination } : null
}

export function toTransaction(row: LedgerRowWithFate): Transaction {
  const body = bodyOf(row)
  if (body.type === 'settlement') throw new TypeError('a settlement is told by what it settles')
  const settlement = row.settlement_body === null ? null : readBody(row.settlement_body)
  const money = (units: bigint) => moneyOf(body.currency, units)
  const debits = body.postings.reduce((sum, { amount }) => (amount > 0n ? sum + amount : sum), 0n)
  return {
    entryId: EntryId.parse(body.id),
    sequence: row.sequence,
    type: body.type,
    state: stateOf(body, settlement, row.reversed_by !== null),
    effectiveAt: body.effectiveAt,
    settledAt: settlement?.effectiveAt ?? null,
    recordedAt: body.recordedAt,
    money: money(walletEffect(body.postings)),
    gross: money(debits),
    description: body.description,
    source: body.source ?? null,
    reason: settlement?.reason ?? body.reason ?? null,
    assetId: body.assetId === undefined ? null : AssetId.parse(body.assetId),
    calculationId: body.calculationId === undefined ? null : CalculationId.parse(body.calculationId),
    reverses: idOrNull(body.reverses),
    reversedBy: idOrNull(row.reversed_by),
    expiresAt: body.expiresAt ?? null,
    link: body.link === undefined ? null : { ...body.link, entryId: EntryId.parse(body.link.entryId) },
    right: rightOrNull(body.right),
    territory: body.territory ?? null,
    destination: destinationOf(body),
    shares: (body.shares ?? []).map(({ party, share, amount, recouped }) => ({
      party,
      share,
      money: money(amount),
      recouped: money(recouped),
    })),
    postings: body.postings.map(({ account, phase, amount }) => ({ account, phase, money: money(amount) })),
    hash: toHex(row.hash),
  }
}

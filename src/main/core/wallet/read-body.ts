import { Failure } from '../../../shared/contract/errors.ts'
import { Currency } from '../../../shared/domain/money.ts'
import type { EntryBody, Posting, ShareTaken } from './rules/entry.ts'

// The way back from an entry's stored text. What cannot be read is not what this program wrote. By hand rather than by a
// schema: a statement reads a hundred thousand of them.

type Raw = Record<string, unknown>
const isRecord = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value)

class Unreadable extends Error {}

function text(raw: Raw, key: string): string {
  const value = raw[key]
  if (typeof value !== 'string') throw new Unreadable(key)
  return value
}
function whole(raw: Raw, key: string): number {
  const value = raw[key]
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw new Unreadable(key)
  return value
}
const units = (raw: Raw, key: string): bigint => {
  const value = text(raw, key)
  if (!/^-?\d{1,19}$/.test(value)) throw new Unreadable(key)
  return BigInt(value)
}
function oneOf<T extends string>(raw: Raw, key: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === raw[key])
  if (found === undefined) throw new Unreadable(key)
  return found
}
const optional = <T>(raw: Raw, key: string, read: (from: Raw, key: string) => T): T | undefined =>
  raw[key] === undefined ? undefined : read(raw, key)
function list<T>(raw: Raw, key: string, read: (item: Raw) => T): T[] {
  const value = raw[key]
  if (!Array.isArray(value)) throw new Unreadable(key)
  return value.map((item: unknown) => {
    if (!isRecord(item)) throw new Unreadable(key)
    return read(item)
  })
}

const types = ['earning', 'payout', 'adjustment', 'advance', 'exchange', 'reversal', 'settlement'] as const
const currencies = new Map<string, Currency>()

function currencyOf(raw: Raw, key: string): Currency {
  const code = text(raw, key)
  const known = currencies.get(code) ?? Currency.safeParse(code).data
  if (known === undefined) throw new Unreadable(key)
  currencies.set(code, known)
  return known
}

const posting = (item: Raw): Posting => ({
  account: text(item, 'account'),
  phase: oneOf(item, 'phase', ['posted', 'pending', 'reserved']),
  amount: units(item, 'amount'),
})
const share = (item: Raw): ShareTaken => ({
  party: text(item, 'party'),
  share: text(item, 'share'),
  amount: units(item, 'amount'),
  recouped: units(item, 'recouped'),
})

function link(raw: Raw): EntryBody['link'] {
  const value = raw['link']
  if (value === undefined) return undefined
  if (!isRecord(value)) throw new Unreadable('link')
  return { entryId: text(value, 'entryId'), rate: text(value, 'rate'), rateSource: text(value, 'rateSource') }
}

/** Null when the text is not an entry. */
export function readBody(json: string): EntryBody | null {
  try {
    const raw: unknown = JSON.parse(json)
    if (!isRecord(raw)) return null
    return {
      id: text(raw, 'id'),
      requestId: text(raw, 'requestId'),
      part: whole(raw, 'part'),
      requestHash: text(raw, 'requestHash'),
      type: oneOf(raw, 'type', types),
      state: oneOf(raw, 'state', ['pending', 'posted']),
      currency: currencyOf(raw, 'currency'),
      effectiveAt: whole(raw, 'effectiveAt'),
      recordedAt: whole(raw, 'recordedAt'),
      description: text(raw, 'description'),
      source: optional(raw, 'source', text),
      assetId: optional(raw, 'assetId', text),
      calculationId: optional(raw, 'calculationId', text),
      settles: optional(raw, 'settles', text),
      outcome: optional(raw, 'outcome', (from, key) => oneOf(from, key, ['posted', 'voided', 'failed', 'expired'])),
      reverses: optional(raw, 'reverses', text),
      reason: optional(raw, 'reason', text),
      expiresAt: optional(raw, 'expiresAt', whole),
      link: link(raw),
      right: optional(raw, 'right', text),
      territory: optional(raw, 'territory', text),
      method: optional(raw, 'method', text),
      destination: optional(raw, 'destination', text),
      shares: optional(raw, 'shares', (from, key) => list(from, key, share)),
      postings: list(raw, 'postings', posting),
    }
  } catch {
    return null
  }
}

/** An entry that this program wrote and nobody has touched since; anything else is for the check to name. */
export function bodyOf(row: { sequence: number; body: string }): EntryBody {
  const body = readBody(row.body)
  if (body === null) {
    throw new Failure(
      'STORE_CORRUPT',
      `Entry ${row.sequence} of the ledger cannot be read: it has been changed. Check the ledger, and restore a backup from before.`,
    )
  }
  return body
}

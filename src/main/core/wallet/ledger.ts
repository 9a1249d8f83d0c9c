import { createHash } from 'node:crypto'
import { Failure } from '../../../shared/contract/errors.ts'
import { maxUnits } from '../../../shared/domain/money.ts'
import { genesisHash, linkHash } from '../custody/chain.ts'
import type { WriteStore } from '../store/handles.ts'
import {
  insertLedgerEntry,
  type LedgerEntryRow,
  type LedgerHead,
  ledgerEntriesOfRequest,
  ledgerHead,
} from '../store/ledger.ts'
import { canonicalJson, type EntryBody, imbalance } from './rules/entry.ts'

// The one door into the ledger. Everything that is booked goes through `append`, which keeps it balanced, in order,
// chained, and booked once however often it is asked for.

/** An entry before the ledger has given it its place. */
export type NewEntry = Omit<EntryBody, 'requestId' | 'requestHash' | 'part' | 'recordedAt'>

/** What is asked for, hashed: two requests are the same when their canonical JSON is. */
export function requestHash(request: unknown): string {
  return createHash('sha256').update(canonicalJson(request), 'utf8').digest('hex')
}

/** As text is searched: compatibility forms and case do not matter. */
export const textKey = (text: string): string => text.normalize('NFKC').toLowerCase()

/** The link of the hash chain that an entry is; the same scheme as the custody log's. */
export function entryHash(
  previousHash: Uint8Array,
  entry: { sequence: number; recordedAt: number; type: string; assetId: string | null; body: string },
): Buffer {
  return linkHash(previousHash, linkContent(entry))
}

export function linkContent(entry: {
  sequence: number
  recordedAt: number
  type: string
  assetId: string | null
  body: string
}) {
  const { assetId, body, recordedAt, sequence, type } = entry
  return { sequence, at: recordedAt, type: `wallet.${type}`, assetId, versionId: null, facts: body }
}

/** The columns that are taken out of a body; the check compares them with what is stored. */
export function columnsOf(body: EntryBody) {
  return {
    id: body.id,
    request_id: body.requestId,
    part: body.part,
    type: body.type,
    state: body.state,
    currency: body.currency,
    effective_at: body.effectiveAt,
    recorded_at: body.recordedAt,
    asset_id: body.assetId ?? null,
    settles: body.settles ?? null,
    reverses: body.reverses ?? null,
    expires_at: body.expiresAt ?? null,
    text_key: textKey(`${body.description} ${body.source ?? ''}`),
  }
}

/**
 * Books what a request asks for, once. `make` is only called for a request that has not been seen; it may read what is
 * booked, what it has given before included, and throws to refuse. The same id with other content is a CONFLICT.
 */
export function book(
  write: WriteStore,
  request: { requestId: string; hash: string; now: number },
  make: () => Iterable<NewEntry>,
): LedgerEntryRow[] {
  const before = ledgerEntriesOfRequest(write, request.requestId)
  const known = before[0]
  if (known !== undefined) {
    if (hashIn(known) === request.hash) return before
    throw new Failure(
      'CONFLICT',
      'This id has been used for another booking. Nothing was booked. Try again: a new booking needs a new id.',
      { detail: request.requestId },
    )
  }
  const booked: LedgerEntryRow[] = []
  for (const entry of make()) booked.push(append(write, request, entry, booked.length))
  return booked
}

function hashIn(row: LedgerEntryRow): string {
  const body: unknown = JSON.parse(row.body)
  return typeof body === 'object' && body !== null && 'requestHash' in body ? String(body.requestHash) : ''
}

function append(
  write: WriteStore,
  request: { requestId: string; hash: string; now: number },
  entry: NewEntry,
  part: number,
): LedgerEntryRow {
  const off = imbalance(entry.postings)
  if (off !== null || entry.postings.length === 0)
    throw new Error(`an entry of type ${entry.type} is not balanced: ${off}`)
  if (entry.postings.some(({ amount }) => amount > maxUnits || amount < -maxUnits))
    throw new Failure('BAD_INPUT', 'This amount is larger than one entry can hold. Nothing was booked.')
  const head: LedgerHead | null = ledgerHead(write)
  // Strictly growing, also when the clock was set back: "as known at" a moment has one answer for ever.
  const next = (head?.recorded_at ?? 0) + 1
  const recordedAt = request.now > next ? request.now : next
  const body: EntryBody = { ...entry, requestId: request.requestId, requestHash: request.hash, part, recordedAt }
  const previousHash = head?.hash ?? genesisHash
  const sequence = (head?.sequence ?? 0) + 1
  const text = canonicalJson(body)
  const columns = columnsOf(body)
  const hash = entryHash(previousHash, {
    sequence,
    recordedAt,
    type: body.type,
    assetId: columns.asset_id,
    body: text,
  })
  const row: LedgerEntryRow = { sequence, ...columns, body: text, previous_hash: previousHash, hash }
  insertLedgerEntry(write, row, body.postings)
  return row
}

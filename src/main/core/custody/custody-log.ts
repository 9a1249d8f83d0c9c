import { setImmediate } from 'node:timers/promises'
import { CustodyEvent, type CustodyEventType, type CustodyVerification } from '../../../shared/contract/custody.ts'
import { Failure } from '../../../shared/contract/errors.ts'
import { toHex } from '../../../shared/domain/hash.ts'
import type { AssetId, VersionId } from '../../../shared/domain/ids.ts'
import {
  type CustodyRow,
  custodyHead,
  custodyRowsAfter,
  custodyRowsBefore,
  insertCustodyRow,
} from '../store/custody.ts'
import type { ReadStore, WriteStore } from '../store/handles.ts'
import type { Store } from '../store/open-store.ts'
import { canonicalFacts, type Facts, genesisHash, type Link, linkHash } from './chain.ts'
import { createChainVerifier } from './verify-chain.ts'

// The log of protection events: what happened to a work, and when. Appended in the transaction of the fact it tells of.

export type NewCustodyEvent = {
  at: number
  type: CustodyEventType
  assetId: AssetId | null
  versionId: VersionId | null
  facts: Facts
}

/** Links read at once while verifying: about 50 ms of work, and 2 MB. */
const verifyPage = 5_000

/** Appends the event behind the newest one. Returns its sequence number. */
export function appendCustody(write: WriteStore, event: NewCustodyEvent): number {
  const head = custodyHead(write)
  const previousHash = head?.hash ?? genesisHash
  const content = { ...event, sequence: (head?.sequence ?? 0) + 1, facts: canonicalFacts(event.facts) }
  insertCustodyRow(write, {
    sequence: content.sequence,
    at: content.at,
    type: content.type,
    asset_id: content.assetId,
    version_id: content.versionId,
    facts: content.facts,
    previous_hash: previousHash,
    hash: linkHash(previousHash, content),
  })
  return content.sequence
}

function toEvent(row: CustodyRow): CustodyEvent {
  return CustodyEvent.parse({
    sequence: row.sequence,
    at: row.at,
    type: row.type,
    assetId: row.asset_id,
    versionId: row.version_id,
    facts: JSON.parse(row.facts) as unknown,
    hash: toHex(row.hash),
  })
}

function toLink(row: CustodyRow): Link {
  return {
    sequence: row.sequence,
    at: row.at,
    type: row.type,
    assetId: row.asset_id,
    versionId: row.version_id,
    facts: row.facts,
    previousHash: row.previous_hash,
    hash: row.hash,
  }
}

function parseCursor(cursor: string | null): number {
  if (cursor === null) return Number.MAX_SAFE_INTEGER
  const text = Buffer.from(cursor, 'base64url').toString('latin1')
  if (!/^[1-9]\d{0,14}$/.test(text)) {
    throw new Failure('BAD_INPUT', 'This place in the custody log is not known. Start again from the first page.')
  }
  return Number(text)
}

export type CustodyPage = { items: CustodyEvent[]; nextCursor: string | null }

/** Newest first; of one work, or of the whole library. Fails with BAD_INPUT on a cursor that was not made here. */
export function listCustody(
  read: ReadStore,
  request: { assetId?: AssetId | undefined; cursor: string | null; limit: number },
): CustodyPage {
  const rows = custodyRowsBefore(read, request.assetId ?? null, parseCursor(request.cursor), request.limit + 1)
  const items = rows.slice(0, request.limit).map(toEvent)
  const last = rows.length > request.limit ? items.at(-1) : undefined
  return { items, nextCursor: last === undefined ? null : Buffer.from(String(last.sequence)).toString('base64url') }
}

/**
 * Walks the whole chain in pages, giving other work its turn between them. Events appended meanwhile are walked too.
 * Fails with CANCELLED once `signal` is aborted.
 */
export async function verifyCustody(
  store: Pick<Store, 'read'>,
  options: { signal?: AbortSignal | undefined; pageSize?: number } = {},
): Promise<CustodyVerification> {
  const { signal, pageSize = verifyPage } = options
  const verifier = createChainVerifier()
  let after = Number.MIN_SAFE_INTEGER
  while (true) {
    if (signal?.aborted === true) throw new Failure('CANCELLED', 'The check of the custody log was stopped.')
    // The head belongs to the same moment as the page that turns out to be the last one.
    const { rows, head } = store.read((read) => ({
      rows: custodyRowsAfter(read, after, pageSize),
      head: custodyHead(read),
    }))
    for (const row of rows) verifier.push(toLink(row))
    const last = rows.at(-1)
    if (last === undefined || rows.length < pageSize) {
      const result = verifier.finish(head)
      return {
        ok: result.broken === null,
        events: result.events,
        head: result.head === null ? null : toHex(result.head),
        broken: result.broken,
      }
    }
    after = last.sequence
    await setImmediate()
  }
}

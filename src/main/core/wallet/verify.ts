import { setImmediate } from 'node:timers/promises'
import { Failure } from '../../../shared/contract/errors.ts'
import type { LedgerVerification } from '../../../shared/contract/wallet.ts'
import { toHex } from '../../../shared/domain/hash.ts'
import { createChainVerifier } from '../custody/verify-chain.ts'
import {
  type LedgerEntryRow,
  type LedgerPostingRow,
  ledgerEntriesAfter,
  ledgerHead,
  ledgerPostingsBetween,
  ledgerPostingsBeyond,
  ledgerSumAstray,
} from '../store/ledger.ts'
import type { Store } from '../store/open-store.ts'
import { columnsOf, linkContent } from './ledger.ts'
import { readBody } from './read-body.ts'
import { imbalance } from './rules/entry.ts'

// The whole ledger from its first entry: each hash, each sum, and each column that was taken out of what is hashed.

const pageSize = 2_000

type Broken = NonNullable<LedgerVerification['broken']>

const words = { link: 'Entry', log: 'the ledger' }

/** The check of one entry apart from the chain: what lies beside the hashed text must say the same. */
function beside(row: LedgerEntryRow, postings: readonly LedgerPostingRow[]): Broken | null {
  const { sequence } = row
  const altered = (what: string): Broken => ({
    sequence,
    reason: 'altered',
    message: `Entry ${sequence} of the ledger is not what was recorded: ${what} has been changed.`,
  })
  const body = readBody(row.body)
  if (body === null) return altered('its text')
  for (const [column, value] of Object.entries(columnsOf(body))) {
    const stored: unknown = Object.entries(row).find(([name]) => name === column)?.[1]
    if (stored !== value) return altered(`its ${column.replaceAll('_', ' ')}`)
  }
  const stored = postings.map(({ line, account, currency, phase, effective_at, amount }) =>
    [line, account, currency, phase, effective_at, amount].join('|'),
  )
  const recorded = body.postings.map(({ account, phase, amount }, line) =>
    [line, account, body.currency, phase, body.effectiveAt, amount.toString()].join('|'),
  )
  if (stored.join('\n') !== recorded.join('\n')) return altered('one of its postings')
  const off = imbalance(body.postings)
  if (off === null) return null
  return { sequence, reason: 'unbalanced', message: `Entry ${sequence} of the ledger does not sum to zero.` }
}

const earlier = (a: Broken | null, b: Broken | null): Broken | null =>
  a === null ? b : b === null || a.sequence <= b.sequence ? a : b

/** The entries hold, and a balance that is shown does not follow from them. */
function astrayOf(sum: { account: string; currency: string } | undefined, events: number): Broken | null {
  if (sum === undefined) return null
  return {
    sequence: events === 0 ? 1 : events,
    reason: 'sums',
    message: `Every entry holds, but the balance of ${sum.account} in ${sum.currency} is not the sum of its postings: it has been changed. Restore a backup, whose balance follows from the same entries.`,
  }
}

/** Gives other work its turn between pages. Fails with CANCELLED once `signal` is aborted. */
export async function verifyLedger(store: Store, signal?: AbortSignal): Promise<LedgerVerification> {
  const chain = createChainVerifier(words)
  let found: Broken | null = null
  let after = Number.MIN_SAFE_INTEGER
  while (true) {
    if (signal?.aborted === true) throw new Failure('CANCELLED', 'The check of the ledger was stopped.')
    const page = store.read((read) => {
      const rows = ledgerEntriesAfter(read, after, pageSize)
      const last = rows.at(-1)?.sequence ?? after
      const postings = rows.length === 0 ? [] : ledgerPostingsBetween(read, after, last)
      const head = ledgerHead(read)
      const done = rows.length < pageSize
      const beyond = done ? ledgerPostingsBeyond(read, head?.sequence ?? 0) : 0
      return { rows, postings, head, beyond, astray: done ? ledgerSumAstray(read) : undefined }
    })
    const bySequence = Map.groupBy(page.postings, ({ sequence }) => sequence)
    for (const row of page.rows) {
      const { sequence, recorded_at: recordedAt, type, asset_id: assetId, body } = row
      chain.push({
        ...linkContent({ sequence, recordedAt, type, assetId, body }),
        previousHash: row.previous_hash,
        hash: row.hash,
      })
      found ??= beside(row, bySequence.get(sequence) ?? [])
    }
    const last = page.rows.at(-1)
    if (last === undefined || page.rows.length < pageSize) {
      const { events, head, broken } = chain.finish(page.head)
      const stray: Broken | null =
        page.beyond === 0
          ? null
          : {
              sequence: (page.head?.sequence ?? 0) + 1,
              reason: 'inserted',
              message: 'There are postings in the ledger that belong to no entry: they have been put in later.',
            }
      const first = earlier(earlier(broken, found), stray) ?? astrayOf(page.astray, events)
      return { ok: first === null, entries: events, head: head === null ? null : toHex(head), broken: first }
    }
    after = last.sequence
    await setImmediate()
  }
}

import { Failure } from '../../../shared/contract/errors.ts'
import type {
  LedgerVerification,
  StatementFile,
  StatementRequest,
  TransactionQuery,
} from '../../../shared/contract/wallet.ts'
import { type AssetId, EntryId, type SplitId } from '../../../shared/domain/ids.ts'
import type {
  Balance,
  DerivativeInput,
  DerivativeLink,
  ExchangeInput,
  PartyBalance,
  RecordInput,
  ReverseInput,
  Right,
  SettleInput,
  Split,
  SplitInput,
  Transaction,
} from '../../../shared/domain/ledger.ts'
import { type Currency, type Money, moneyOf, unitsOf } from '../../../shared/domain/money.ts'
import type { SavedFile } from '../../../shared/contract/app.ts'
import type { PayoutRequestInput, PayoutSettings, PayoutSettingsInput } from '../../../shared/domain/payout.ts'
import { endAgreement } from '../store/agreements.ts'
import type { ReadStore, WriteStore } from '../store/handles.ts'
import {
  expiredLedgerEntries,
  findLedgerEntry,
  type LedgerEntryRow,
  type LedgerPlace,
  ledgerPage,
} from '../store/ledger.ts'
import type { NewId } from '../store/new-id.ts'
import type { Store } from '../store/open-store.ts'
import { setDerivative, setSplit, showDerivatives, showSplits } from './agreements.ts'
import { balancesOf, earnedBetween } from './balances.ts'
import { createPayoutImports, type PayoutImports } from './imports/imports.ts'
import { createReconciliation, type Reconciliation } from './imports/reconcile.ts'
import { book, type NewEntry, requestHash, textKey } from './ledger.ts'
import { clearSettings, payoutRequestEntry, type Sealing, sealSettings, shownSettings } from './payouts/payouts.ts'
import { entryOf, exchangeEntries, reversalEntries, settlementEntry, sharesTaken } from './record.ts'
import type { Statement } from './rules/statement.ts'
import { statement, statementFile } from './statement.ts'
import { toTransaction } from './transaction.ts'
import { verifyLedger } from './verify.ts'

// Money that came in, went out and is owed: a double-entry ledger that only ever grows.

export type WalletOptions = { store: Store; now: () => number; newId: NewId; paper: WalletPaper; vault: Sealing }

/** Sets what a person may keep as PDF; in a thread where there is one. */
export type WalletPaper = {
  statement(made: Statement): Promise<Uint8Array>
  payout(request: Transaction): Promise<Uint8Array>
}

export type SharesRequest = { money: Money; assetId: AssetId | null; right: Right; territory: string; day: string }
export type ShownShare = { party: string; share: string; money: Money; recouped: Money }

export interface Wallet {
  balances(): { balances: Balance[]; parties: PartyBalance[] }
  /** Own income that was booked for a period, by currency: from a moment on, up to another, each null for no bound. */
  earned(from: number | null, to: number | null): { currency: Currency; amount: string }[]
  /** Newest first by when it happened, after a place. */
  list(query: TransactionQuery, after: LedgerPlace | null, limit: number): Transaction[]
  /** Fails with NOT_FOUND. */
  get(entryId: EntryId): Transaction
  /** Fails with CONFLICT when more would leave than there is, and for a used id with other content. */
  record(input: RecordInput): Transaction
  exchange(input: ExchangeInput): { from: Transaction; to: Transaction }
  settle(input: SettleInput): Transaction
  reverse(input: ReverseInput): Transaction
  splits(assetId: AssetId | null): { splits: Split[]; derivatives: DerivativeLink[] }
  setSplit(input: SplitInput & { replaces: SplitId | null }): Split
  setDerivative(input: DerivativeInput): DerivativeLink
  endSplit(splitId: SplitId): boolean
  shares(request: SharesRequest): ShownShare[]
  /** The same request gives the same bytes, once `asOf` is given. */
  statement(request: StatementRequest): Promise<StatementFile>
  verify(signal?: AbortSignal): Promise<LedgerVerification>
  /** What may be shown of where money is to go; null while nothing is said. */
  payoutSettings(): PayoutSettings | null
  /** Seals them. Fails with BAD_INPUT for an IBAN, address or e-mail whose checksum or form does not hold. */
  setPayoutSettings(input: PayoutSettingsInput): PayoutSettings | null
  clearPayoutSettings(): boolean
  /** A pending payout; CONFLICT without settings, below the minimum, or for more than there is. */
  requestPayout(input: PayoutRequestInput): Transaction
  /** The request on paper. NOT_FOUND for anything that is no requested payout. */
  payoutDocument(entryId: EntryId): Promise<SavedFile>
  readonly imports: PayoutImports
  readonly reconciliation: Reconciliation
}

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10)

function shown(read: ReadStore, entryId: string): Transaction {
  const row = findLedgerEntry(read, entryId)
  if (row === undefined || row.settles !== null)
    throw new Failure('NOT_FOUND', 'This transaction is not in the ledger.')
  return toTransaction(row)
}

export function createWallet({ store, now, newId, paper, vault }: WalletOptions): Wallet {
  /** Pending transactions whose time has run out end before anything else is told or booked. */
  const expireDue = (): void => {
    const at = now()
    if (store.read((read) => expiredLedgerEntries(read, at)).length === 0) return
    store.transaction('expire pending', (write) => {
      for (const { id, expires_at } of expiredLedgerEntries(write, at)) {
        const entryId = newId()
        const request = {
          entryId: EntryId.parse(id),
          outcome: 'expired' as const,
          reason: '',
          effectiveAt: expires_at ?? at,
        }
        book(write, { requestId: entryId, hash: requestHash(request), now: at }, () => [
          settlementEntry(write, request, { now: at, id: entryId }),
        ])
      }
    })
  }
  const booked = <T>(
    name: string,
    input: { requestId: string },
    make: (write: WriteStore) => readonly NewEntry[],
    tell: (read: ReadStore, rows: readonly LedgerEntryRow[]) => T,
  ): T => {
    expireDue()
    return store.transaction(name, (write) => {
      const request = { requestId: input.requestId, hash: requestHash({ name, ...input }), now: now() }
      return tell(
        write,
        book(write, request, () => make(write)),
      )
    })
  }

  return {
    balances: () => {
      expireDue()
      return store.read(balancesOf)
    },
    earned: (from, to) => {
      expireDue()
      return store.read((read) => earnedBetween(read, from, to))
    },
    list: ({ types, states, currency, assetId, text }, after, limit) => {
      expireDue()
      const words = textKey(text).split(/\s+/).filter(Boolean)
      const filter = { types, states, currency: currency ?? null, assetId: assetId ?? null, words }
      return store.read((read) => ledgerPage(read, filter, after, limit).map(toTransaction))
    },
    get: (entryId) => store.read((read) => shown(read, entryId)),
    record: (input) =>
      booked(
        'record',
        input,
        (write) => [entryOf(write, input, now())],
        (read) => shown(read, input.requestId),
      ),
    exchange: (input) =>
      booked(
        'exchange',
        input,
        (write) => exchangeEntries(write, input, { now: now(), secondId: newId() }),
        (read, rows) => {
          const [from, to] = rows.map(({ id }) => shown(read, id))
          if (from === undefined || to === undefined) throw new Error('an exchange has two halves')
          return { from, to }
        },
      ),
    settle: (input) =>
      booked(
        'settle',
        input,
        (write) => [settlementEntry(write, input, { now: now(), id: input.requestId })],
        (read) => shown(read, input.entryId),
      ),
    reverse: (input) =>
      booked(
        'reverse',
        input,
        (write) => reversalEntries(write, input, { now: now(), secondId: newId() }),
        (read) => shown(read, input.requestId),
      ),
    splits: (assetId) =>
      store.read((read) => ({ splits: showSplits(read, assetId), derivatives: showDerivatives(read, assetId) })),
    setSplit: (input) => store.transaction('set split', (write) => setSplit(write, input, { at: now(), newId })),
    setDerivative: (input) =>
      store.transaction('set derivative', (write) => setDerivative(write, input, { at: now(), newId })),
    endSplit: (splitId) => store.transaction('end split', (write) => endAgreement(write, splitId, now())),
    shares: ({ money, assetId, right, territory, day }) =>
      store.read((read) => {
        const { currency } = money
        const taken = sharesTaken(read, { currency, units: unitsOf(money) }, assetId, { right, territory, day })
        return taken.map(({ party, share, amount, recouped }) => ({
          party,
          share,
          money: moneyOf(currency, amount),
          recouped: moneyOf(currency, recouped),
        }))
      }),
    statement: async (request) => {
      expireDue()
      const made = store.read((read) => statement(read, request, now()))
      return statementFile(made, request.format, paper.statement)
    },
    verify: (signal) => verifyLedger(store, signal),
    payoutSettings: () => shownSettings(vault),
    setPayoutSettings: (input) => sealSettings(vault, input),
    clearPayoutSettings: () => clearSettings(vault),
    requestPayout: (input) => {
      // The vault reads by itself, which no transaction may do.
      const settings = shownSettings(vault)
      return booked(
        'request payout',
        input,
        (write) => [payoutRequestEntry(write, settings, input, now())],
        (read) => shown(read, input.requestId),
      )
    },
    payoutDocument: async (entryId) => {
      const request = store.read((read) => shown(read, entryId))
      if (request.destination === null)
        throw new Failure('NOT_FOUND', 'This transaction was not requested as a payout, so it has no document.')
      const content = Buffer.from(await paper.payout(request)).toString('base64')
      return { fileName: `payout-${dayOf(request.effectiveAt)}-${request.sequence}.pdf`, encoding: 'base64', content }
    },
    imports: createPayoutImports({ store, now }),
    reconciliation: createReconciliation({ store, now }),
  }
}

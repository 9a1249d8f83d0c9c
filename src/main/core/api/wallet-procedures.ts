import { implement } from '@orpc/server'
import type { ChangeTopic } from '../../../shared/contract/app.ts'
import { Failure } from '../../../shared/contract/errors.ts'
import { walletContract } from '../../../shared/contract/wallet.ts'
import type { SignalHub } from '../events/signal-hub.ts'
import type { Wallet } from '../wallet/wallet.ts'
import { decodeKey } from './keyset.ts'
import { pageOf } from './page-of.ts'

/** A place in the list: when it happened and which entry it is. */
function decodePlace(cursor: string | null): { effectiveAt: number; sequence: number } | null {
  if (cursor === null) return null
  const match = /^(\d{1,15})\.(\d{1,15})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'))
  if (match === null) throw new Failure('BAD_INPUT', 'This place in the list is not known. Start again from its top.')
  return { effectiveAt: Number(match[1]), sequence: Number(match[2]) }
}

/** `wallet.*` over the service. */
export function walletProcedures(wallet: Wallet, hub: Pick<SignalHub<ChangeTopic>, 'touch'>) {
  const os = implement(walletContract)
  const { imports, reconciliation } = wallet
  const changed = <T>(value: T): T => {
    hub.touch('wallet')
    return value
  }
  return {
    balances: os.balances.handler(() => wallet.balances()),
    list: os.list.handler(({ input }) => {
      const found = wallet.list(input.query, decodePlace(input.cursor), input.limit + 1)
      const items = found.slice(0, input.limit)
      const last = found.length > input.limit ? items.at(-1) : undefined
      const nextCursor =
        last === undefined ? null : Buffer.from(`${last.effectiveAt}.${last.sequence}`).toString('base64url')
      return { items, nextCursor }
    }),
    get: os.get.handler(({ input }) => wallet.get(input.entryId)),
    record: os.record.handler(({ input }) => changed(wallet.record(input))),
    exchange: os.exchange.handler(({ input }) => changed(wallet.exchange(input))),
    settle: os.settle.handler(({ input }) => changed(wallet.settle(input))),
    reverse: os.reverse.handler(({ input }) => changed(wallet.reverse(input))),
    splits: os.splits.handler(({ input }) => wallet.splits(input.assetId ?? null)),
    setSplit: os.setSplit.handler(({ input }) => changed(wallet.setSplit(input))),
    setDerivative: os.setDerivative.handler(({ input }) => changed(wallet.setDerivative(input))),
    endSplit: os.endSplit.handler(({ input }) => changed({ ended: wallet.endSplit(input.splitId) })),
    shares: os.shares.handler(({ input }) => wallet.shares(input)),
    statement: os.statement.handler(({ input }) => wallet.statement(input)),
    verify: os.verify.handler(({ signal }) => wallet.verify(signal)),
    payoutSettings: os.payoutSettings.handler(() => wallet.payoutSettings()),
    setPayoutSettings: os.setPayoutSettings.handler(({ input }) => changed(wallet.setPayoutSettings(input))),
    clearPayoutSettings: os.clearPayoutSettings.handler(() => changed({ cleared: wallet.clearPayoutSettings() })),
    requestPayout: os.requestPayout.handler(({ input }) => changed(wallet.requestPayout(input))),
    payoutDocument: os.payoutDocument.handler(({ input }) => wallet.payoutDocument(input.entryId)),
    previewImport: os.previewImport.handler(({ input }) => imports.preview(input)),
    importPayouts: os.importPayouts.handler(({ input }) => changed(imports.import(input))),
    imports: os.imports.handler(({ input }) =>
      pageOf(imports.list(decodeKey(input.cursor), input.limit + 1), input.limit, ({ importId }) => importId),
    ),
    undoImport: os.undoImport.handler(({ input }) => changed(imports.undo(input))),
    payoutRows: os.payoutRows.handler(({ input }) => {
      const key = decodeKey(input.cursor)
      const found = reconciliation.rows(input, key === null ? null : Number(key), input.limit + 1)
      return { ...pageOf(found, input.limit, ({ row }) => `${row}`), counts: reconciliation.counts() }
    }),
    candidates: os.candidates.handler(({ input }) => ({ items: reconciliation.candidates(input.row) })),
    reconcile: os.reconcile.handler(({ input }) => changed(reconciliation.decide(input))),
  }
}

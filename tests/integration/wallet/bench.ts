import { join } from 'node:path'
import { createVault } from '../../../src/main/core/secrets/vault.ts'
import { createIdGenerator } from '../../../src/main/core/store/new-id.ts'
import type { Store } from '../../../src/main/core/store/open-store.ts'
import { createWallet, type Wallet } from '../../../src/main/core/wallet/wallet.ts'
import { RequestId } from '../../../src/shared/domain/ids.ts'
import { RecordInput } from '../../../src/shared/domain/ledger.ts'
import { inlinePaper } from '../../fakes/inline-paper.ts'
import { openAt, tempDir } from '../store/temp-store.ts'

export type WalletBench = {
  wallet: Wallet
  store: Store
  path: string
  clock: { at: number }
  id(): RequestId
  earn(
    amount: string,
    more?: Partial<Omit<Extract<RecordInput, { type: 'earning' }>, 'type'>> & { currency?: string },
  ): ReturnType<Wallet['record']>
}

/** A wallet over a real profile with a clock that tests turn. */
export function createWalletBench(): WalletBench {
  const dir = tempDir()
  const store = openAt(dir)
  const clock = { at: Date.UTC(2026, 0, 15, 12) }
  const now = () => clock.at
  const newId = createIdGenerator(now)
  const vault = createVault({ store, now, vaultKey: new Uint8Array(32).fill(7) })
  const wallet = createWallet({ store, now, newId, paper: inlinePaper, vault })
  const id = () => RequestId.parse(newId())
  return {
    wallet,
    store,
    path: join(dir, 'library.db'),
    clock,
    id,
    earn: (amount, { currency = 'USD', ...more } = {}) =>
      wallet.record(
        RecordInput.parse({
          type: 'earning',
          requestId: id(),
          money: { currency, amount },
          source: 'Spotify',
          ...more,
        }),
      ),
  }
}

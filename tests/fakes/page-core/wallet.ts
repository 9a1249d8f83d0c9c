import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { walletProcedures } from '../../../src/main/core/api/wallet-procedures.ts'
import { createVault } from '../../../src/main/core/secrets/vault.ts'
import { createIdGenerator } from '../../../src/main/core/store/new-id.ts'
import { openStore } from '../../../src/main/core/store/open-store.ts'
import { createWallet } from '../../../src/main/core/wallet/wallet.ts'
import { EntryId, RequestId } from '../../../src/shared/domain/ids.ts'
import { RecordInput, SplitInput } from '../../../src/shared/domain/ledger.ts'
import { inlinePaper } from '../inline-paper.ts'
import type { ChangeTopic } from '../../../src/shared/contract/app.ts'

const dayMs = 86_400_000

/** The product's own wallet over a ledger that goes away: a double of double entry would prove nothing. */
export function createPageWallet(options: { filled: boolean; changed: (topic: ChangeTopic) => void }) {
  const dir = mkdtempSync(join(tmpdir(), 'metastamp-page-wallet-'))
  const store = openStore({ profileDir: dir, now: Date.now, platform: 'linux', appVersion: '0.1.0' })
  const newId = createIdGenerator(Date.now)
  const vault = createVault({ store, now: Date.now, vaultKey: new Uint8Array(32).fill(7) })
  const wallet = createWallet({ store, now: Date.now, newId, paper: inlinePaper, vault })
  if (options.filled) fill(wallet, () => RequestId.parse(newId()))
  return {
    wallet,
    procedures: walletProcedures(wallet, { touch: options.changed }),
    close: () => {
      store.close()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

function fill(wallet: ReturnType<typeof createWallet>, id: () => RequestId): void {
  const now = Date.now()
  const book = (days: number, rest: Record<string, unknown>) =>
    wallet.record(RecordInput.parse({ requestId: id(), effectiveAt: now - days * dayMs, ...rest }))
  const usd = (amount: string) => ({ currency: 'USD', amount })
  wallet.setSplit({
    ...SplitInput.parse({
      right: 'master',
      shares: [
        { party: 'me', share: '2/3' },
        { party: 'Ana Silva', share: '1/3' },
      ],
    }),
    replaces: null,
  })
  for (let month = 6; month > 0; month--) {
    book(month * 30, {
      type: 'earning',
      money: usd(`${420 + month * 37}.18`),
      source: 'Spotify',
      description: 'Streams',
      right: 'master',
    })
    book(month * 30 - 4, {
      type: 'earning',
      money: usd(`${90 + month * 11}.50`),
      source: 'Print shop',
      description: 'Fine art prints',
    })
  }
  book(12, { type: 'payout', money: usd('1500.00'), description: 'To my bank' })
  book(9, { type: 'adjustment', money: usd('-3.10'), reason: 'Bank fee' })
  const twice = book(8, {
    type: 'earning',
    money: usd('250.00'),
    source: 'Licence desk',
    description: 'Cover, spring issue',
  })
  wallet.reverse({ requestId: id(), entryId: EntryId.parse(twice.entryId), reason: 'Paid twice' })
  book(3, {
    type: 'earning',
    money: { currency: 'EUR', amount: '1800.00' },
    source: 'Film fund',
    description: 'Score, first half',
    pending: true,
  })
  book(2, { type: 'payout', money: usd('400.00'), description: 'To my bank', pending: true })
  book(1, {
    type: 'earning',
    money: { currency: 'JPY', amount: '64000' },
    source: 'Gallery Kyoto',
    description: 'Two prints',
  })
}

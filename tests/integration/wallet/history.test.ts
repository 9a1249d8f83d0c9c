import { expect, it } from 'vitest'
import { seededRandom } from '../../../bench/make/random.ts'
import { playHistory, unbalanced } from '../../../soak/ledger/history.ts'
import { SplitInput } from '../../../src/shared/domain/ledger.ts'
import { moneyOf } from '../../../src/shared/domain/money.ts'
import { createWalletBench } from './bench.ts'

// The same by the million: npm run soak -- ledger.
it.each([1, 2, 3])(
  'a random history sums to zero and to what a plain sum says, and its chain holds (seed %i)',
  async (seed) => {
    const { store, wallet } = createWalletBench()
    const shares = ['me', 'Ana', 'Ben'].map((party) => ({ party, share: '1/3' }))
    for (const right of ['master', 'composition'])
      wallet.setSplit({ ...SplitInput.parse({ right, shares }), replaces: null })
    const history = playHistory(store, { count: 1_000, random: seededRandom(seed) })
    const { balances } = wallet.balances()
    const shown = (units: ReadonlyMap<string, bigint>) =>
      balances.map(({ currency }) => moneyOf(currency, units.get(currency) ?? 0n).amount)
    expect([
      unbalanced(store),
      balances.map(({ available }) => available.amount),
      balances.map(({ pending }) => pending.amount),
      await wallet.verify(),
    ]).toEqual([
      [],
      shown(history.available),
      shown(history.pending),
      { ok: true, entries: history.entries, head: expect.any(String), broken: null },
    ])
  },
)

import { join } from 'node:path'
import { allocate } from '../../src/main/core/wallet/rules/allocate.ts'
import { openStore } from '../../src/main/core/store/open-store.ts'
import { createIdGenerator } from '../../src/main/core/store/new-id.ts'
import { setSplit } from '../../src/main/core/wallet/agreements.ts'
import { balancesOf } from '../../src/main/core/wallet/balances.ts'
import { verifyLedger } from '../../src/main/core/wallet/verify.ts'
import { SplitInput } from '../../src/shared/domain/ledger.ts'
import { moneyOf } from '../../src/shared/domain/money.ts'
import { rational } from '../../src/shared/domain/rational.ts'
import { playHistory, unbalanced } from '../ledger/history.ts'
import type { Scenario } from '../scenario.ts'

// SAFETY §3 at its full size: a million random transactions sum to zero in each currency and to what a plain sum says, the chain
// holds, and no division loses a unit.

export const run: Scenario = async ({ dir, random, say, size }) => {
  const count = size(1_000_000, 2_000)
  const divisions = size(100_000, 500)
  const store = openStore({
    profileDir: join(dir, 'profile'),
    now: Date.now,
    platform: process.platform,
    appVersion: '0.0.0-soak',
  })
  const notes: string[] = []
  try {
    const newId = createIdGenerator(Date.now)
    const parties = Array.from({ length: 12 }, (_, at) => ({ party: `Party ${at}`, share: '1/13' }))
    const shares = [{ party: 'me', share: '1/13' }, ...parties]
    store.transaction('splits', (write) => {
      for (const right of ['master', 'composition'])
        setSplit(write, { ...SplitInput.parse({ right, shares }), replaces: null }, { at: 0, newId })
    })
    let played = 0
    const parts = 20
    const totals = { entries: 0, refused: 0, repeated: 0 }
    const available = new Map<string, bigint>()
    for (let part = 0; part < parts; part++) {
      const history = playHistory(store, { count: Math.ceil(count / parts), random })
      totals.entries += history.entries
      totals.refused += history.refused
      totals.repeated += history.repeated
      for (const [currency, units] of history.available)
        available.set(currency, (available.get(currency) ?? 0n) + units)
      played += Math.ceil(count / parts)
      say(`${played.toLocaleString('en')} transactions, ${totals.refused.toLocaleString('en')} refused`)
    }
    for (const currency of unbalanced(store)) notes.push(`${currency} does not sum to zero`)
    for (const balance of store.read(balancesOf).balances) {
      const expected = moneyOf(balance.currency, available.get(balance.currency) ?? 0n).amount
      if (balance.available.amount !== expected)
        notes.push(`${balance.currency}: ${balance.available.amount} is available, ${expected} should be`)
    }
    const verified = await verifyLedger(store)
    if (!verified.ok || verified.entries !== totals.entries)
      notes.push(
        `${verified.entries} of ${totals.entries} entries: ${verified.broken?.message ?? 'the number is not right'}`,
      )
    let unitsLost = 0
    for (let i = 0; i < divisions; i++) {
      const weights = Array.from(
        { length: 2 + Math.floor(random() * 49) },
        () => 1n + BigInt(Math.floor(random() * 1e9)),
      )
      const sum = weights.reduce((a, b) => a + b, 0n)
      const total = 1n + BigInt(Math.floor(random() * 10 ** Math.ceil(random() * 15)))
      const divided = allocate(
        total,
        weights.map((weight, at) => ({ key: `p${at}`, share: rational(weight, sum) })),
      )
      if ([...divided.values()].reduce((a, b) => a + b, 0n) !== total) unitsLost++
    }
    if (unitsLost > 0) notes.push(`${unitsLost} divisions lost units`)
    return {
      what: 'random bookings with splits, exchange, settlements and reversals',
      rounds: count,
      lost: notes.length,
      figures: {
        entries: totals.entries,
        refused: totals.refused,
        'repeated without effect': totals.repeated,
        divisions,
      },
      notes,
    }
  } finally {
    store.close()
  }
}

import { book, requestHash } from '../../src/main/core/wallet/ledger.ts'
import { entryOf, exchangeEntries, reversalEntries, settlementEntry } from '../../src/main/core/wallet/record.ts'
import type { WriteStore } from '../../src/main/core/store/handles.ts'
import type { Store } from '../../src/main/core/store/open-store.ts'
import { Failure } from '../../src/shared/contract/errors.ts'
import { EntryId, RequestId } from '../../src/shared/domain/ids.ts'
import { ExchangeInput, RecordInput } from '../../src/shared/domain/ledger.ts'
import { Currency, moneyOf } from '../../src/shared/domain/money.ts'
import { uuid7 } from '../../src/shared/domain/uuid.ts'

// SAFETY §3: a long random history of bookings through the code that books them, beside a plain sum of what each of them should
// have done to a person's own money. Many share one transaction of the database: the rules are tested, not the disk.

const currencies = ['USD', 'EUR', 'JPY', 'KWD', 'USD.6'].map((code) => Currency.parse(code))
const perTransaction = 500

export type History = {
  entries: number
  refused: number
  repeated: number
  /** What should be available by now, and on its way in. */
  available: ReadonlyMap<Currency, bigint>
  pending: ReadonlyMap<Currency, bigint>
}

type Booked = { id: RequestId; currency: Currency; own: bigint; state: 'pending' | 'posted' | 'over'; out: boolean }

/** `count` random bookings; the clock jumps forth and back. The splits that hold are agreed on before. */
export function playHistory(store: Store, options: { count: number; random: () => number }): History {
  const { count, random } = options
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)]
  const available = new Map<Currency, bigint>()
  const pending = new Map<Currency, bigint>()
  const add = (to: Map<Currency, bigint>, currency: Currency, units: bigint) =>
    to.set(currency, (to.get(currency) ?? 0n) + units)
  const recent: Booked[] = []
  const keep = (booked: Booked): void => {
    recent.push(booked)
    if (recent.length > 400) recent.splice(Math.floor(random() * 200), 100)
  }
  let now = Date.UTC(2020, 0, 1)
  let [entries, refused, repeated] = [0, 0, 0]
  const id = (): RequestId =>
    RequestId.parse(
      uuid7(
        now,
        Uint8Array.from({ length: 16 }, () => Math.floor(random() * 256)),
      ),
    )
  const amount = (): bigint => BigInt(Math.floor(random() * 10 ** (1 + Math.floor(random() * 14)))) + 1n

  const once = (write: WriteStore, input: { requestId: RequestId }, make: () => ReturnType<typeof reversalEntries>) => {
    const request = { requestId: input.requestId, hash: requestHash(input), now }
    const rows = book(write, request, make)
    if (random() < 0.05) {
      repeated++
      const again = book(write, request, () => {
        throw new Error('a repeated request was made again')
      })
      if (again[0]?.hash.toString() !== rows[0]?.hash.toString()) throw new Error('a repetition gave another answer')
    }
    entries += rows.length
    return rows
  }
  /** What the postings of rows do to own money, as their text says. */
  const ownOf = (rows: ReturnType<typeof once>, phase: string): bigint =>
    rows
      .flatMap(({ body }) => [...body.matchAll(/\{"account":"Assets:Wallet","amount":"(-?\d+)","phase":"(\w+)"\}/g)])
      .filter((match) => match[2] === phase)
      .reduce((sum, match) => sum + BigInt(match[1] ?? '0'), 0n)

  const earn = (write: WriteStore): void => {
    const currency = pick(currencies) ?? Currency.parse('USD')
    const waits = random() < 0.2
    const input = RecordInput.parse({
      type: 'earning',
      requestId: id(),
      money: moneyOf(currency, amount()),
      source: pick(['Spotify', 'Bandcamp', 'Gallery', '音楽']),
      pending: waits,
      ...(random() < 0.4 ? { right: pick(['master', 'composition']), territory: pick(['WW', 'DE']) } : {}),
    })
    const rows = once(write, input, () => [entryOf(write, input, now)])
    const own = ownOf(rows, waits ? 'pending' : 'posted')
    add(waits ? pending : available, currency, own)
    keep({ id: input.requestId, currency, own, state: waits ? 'pending' : 'posted', out: false })
  }
  const payOut = (write: WriteStore): void => {
    const currency = pick(currencies) ?? Currency.parse('USD')
    const waits = random() < 0.3
    const input = RecordInput.parse({
      type: 'payout',
      requestId: id(),
      money: moneyOf(currency, amount()),
      pending: waits,
    })
    const rows = once(write, input, () => [entryOf(write, input, now)])
    const own = ownOf(rows, waits ? 'reserved' : 'posted')
    add(available, currency, own)
    keep({ id: input.requestId, currency, own, state: waits ? 'pending' : 'posted', out: true })
  }
  const exchange = (write: WriteStore): void => {
    const [from, to] = [pick(currencies), pick(currencies)]
    if (from === undefined || to === undefined) return
    const input = ExchangeInput.parse({
      requestId: id(),
      money: moneyOf(from, amount()),
      to,
      rate: (random() * 3 + 0.001).toFixed(6),
      rateSource: 'random',
    })
    const rows = once(write, input, () => exchangeEntries(write, input, { now, secondId: id() }))
    for (const row of rows) add(available, Currency.parse(row.currency), ownOf([row], 'posted'))
  }
  const settle = (write: WriteStore): void => {
    const found = pick(recent.filter(({ state }) => state === 'pending'))
    if (found === undefined) return
    const outcome = pick(['posted', 'voided', 'failed'] as const) ?? 'posted'
    const input = { requestId: id(), entryId: EntryId.parse(found.id), outcome, reason: 'random' }
    once(write, input, () => [settlementEntry(write, input, { now, id: input.requestId })])
    found.state = outcome === 'posted' ? 'posted' : 'over'
    if (!found.out) add(pending, found.currency, -found.own)
    // A payout left what is available when it was asked for; an earning arrives only now.
    if (outcome === 'posted' && !found.out) add(available, found.currency, found.own)
    if (outcome !== 'posted' && found.out) add(available, found.currency, -found.own)
  }
  const reverse = (write: WriteStore): void => {
    const found = pick(recent.filter(({ state }) => state === 'posted'))
    if (found === undefined) return
    const input = { requestId: id(), entryId: EntryId.parse(found.id), reason: 'random' }
    once(write, input, () => reversalEntries(write, input, { now, secondId: id() }))
    found.state = 'over'
    add(available, found.currency, -found.own)
  }
  const kinds = [earn, earn, earn, earn, payOut, exchange, settle, reverse]
  for (let done = 0; done < count; done += perTransaction) {
    store.transaction('history', (write) => {
      for (let i = done; i < Math.min(count, done + perTransaction); i++) {
        now += Math.floor((random() - (random() < 0.02 ? 400 : 0.1)) * 60_000)
        if (now < 0) now = 0
        try {
          const kind = pick(kinds) ?? earn
          write.savepoint(() => kind(write))
        } catch (thrown) {
          // More than there is, nothing left after rounding, itself for itself: refused, and nothing booked.
          if (!(thrown instanceof Failure)) throw thrown
          refused++
        }
      }
    })
  }
  return { entries, refused, repeated, available, pending }
}

/** Currencies whose postings do not sum to zero; 64-bit sums are added up in two parts. */
export function unbalanced(store: Store): string[] {
  return store.read((read) =>
    read
      .column<string>(
        'SELECT currency FROM ledger_posting GROUP BY currency HAVING SUM(amount / 1000000000) * 1000000000 + SUM(amount % 1000000000) <> 0',
      )
      .all(),
  )
}

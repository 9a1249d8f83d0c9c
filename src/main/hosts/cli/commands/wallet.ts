import { TransactionQuery } from '../../../../shared/contract/wallet.ts'
import { EntryId } from '../../../../shared/domain/ids.ts'
import {
  ExchangeInput,
  RecordInput,
  ReverseInput,
  SettleInput,
  type Transaction,
} from '../../../../shared/domain/ledger.ts'
import { exitCode } from '../exit-code.ts'
import { momentOf, parsed, requestIdOf } from '../parsed.ts'
import type { Session } from '../session.ts'

const pageSize = 200
export const looking = { works: false }

/** `metastamp wallet balance`: a line per currency, then a line per party. */
export async function balance(session: Session): Promise<number> {
  return session.withCore(looking, async ({ client }) => {
    const { balances, parties } = await client.wallet.balances({})
    for (const each of balances) {
      await session.terminal.result(each, () =>
        [
          `${each.currency}  available ${each.available.amount}`,
          `  pending ${each.pending.amount}, reserved ${each.reserved.amount}, held for others ${each.held.amount}`,
          `  earned ${each.lifetimeEarned.amount}, withdrawn ${each.lifetimeWithdrawn.amount} in all`,
        ].join('\n'),
      )
    }
    for (const each of parties.filter(({ sums }) => sums.length > 0)) {
      const sums = each.sums.map(
        ({ owed, advanced }) => `${owed.amount} ${owed.currency} owed, ${advanced.amount} advanced`,
      )
      await session.terminal.result(each, () => `${each.name}: ${sums.join('; ')}`)
    }
    if (balances.length === 0) session.terminal.note('Nothing has been booked yet. Begin with `metastamp wallet add`.')
    return exitCode.done
  })
}

export type AddOptions = {
  type: string
  source?: string
  description?: string
  reason?: string
  date?: string
  asset?: string
  right?: string
  territory: string
  party?: string
  pending?: boolean
  expires?: string
  id?: string
}

/** `metastamp wallet add`: one booking; its id is told before it is sent, so that it can be tried again. */
export async function add(session: Session, amount: string, currency: string, options: AddOptions): Promise<number> {
  const requestId = requestIdOf(options.id)
  const given = {
    type: options.type,
    requestId,
    money: { currency: currency.toUpperCase(), amount },
    source: options.source,
    description: options.description,
    reason: options.reason,
    effectiveAt: momentOf(options.date),
    assetId: options.asset,
    right: options.right,
    territory: options.territory,
    party: options.party,
    pending: options.pending,
    expiresAt: momentOf(options.expires),
  }
  const input = parsed(RecordInput.safeParse(given), 'This booking')
  session.terminal.note(`Booking ${requestId}`)
  return session.withCore(looking, async ({ client }) => {
    const booked = await client.wallet.record(input)
    await session.terminal.result(booked, () => textOf(booked))
    return exitCode.done
  })
}

export type ListOptions = {
  type?: string
  state?: string
  currency?: string
  asset?: string
  text?: string
  limit: number
  cursor?: string
}

/** `metastamp wallet list`: a line per transaction, then where the next page begins. */
export async function list(session: Session, options: ListOptions): Promise<number> {
  const given = {
    types: options.type === undefined ? [] : [options.type],
    states: options.state === undefined ? [] : [options.state],
    currency: options.currency?.toUpperCase(),
    assetId: options.asset,
    text: options.text,
  }
  const query = parsed(TransactionQuery.safeParse(given), 'This search')
  return session.withCore(looking, async ({ client }) => {
    let cursor = options.cursor ?? null
    let left = options.limit
    do {
      const page = await client.wallet.list({ query, cursor, limit: Math.min(left, pageSize) })
      for (const each of page.items) await session.terminal.result(each, () => textOf(each))
      left -= page.items.length
      cursor = page.nextCursor
    } while (cursor !== null && left > 0 && !session.signal.aborted)
    await session.terminal.result({ page: { nextCursor: cursor } }, () =>
      cursor === null ? 'that is all' : `go on with --cursor ${cursor}`,
    )
    return exitCode.done
  })
}

const entryIdOf = (id: string): EntryId => parsed(EntryId.safeParse(id), `The id “${id}”`)

export async function settle(
  session: Session,
  id: string,
  outcome: string,
  options: { reason?: string; date?: string; id?: string },
): Promise<number> {
  const given = {
    requestId: requestIdOf(options.id),
    entryId: id,
    outcome,
    reason: options.reason,
    effectiveAt: momentOf(options.date),
  }
  const input = parsed(SettleInput.safeParse(given), 'This settlement')
  return session.withCore(looking, async ({ client }) => {
    const settled = await client.wallet.settle(input)
    await session.terminal.result(settled, () => textOf(settled))
    return exitCode.done
  })
}

export async function reverse(session: Session, id: string, options: { reason: string; id?: string }): Promise<number> {
  const given = { requestId: requestIdOf(options.id), entryId: entryIdOf(id), reason: options.reason }
  const input = parsed(ReverseInput.safeParse(given), 'This reversal')
  return session.withCore(looking, async ({ client }) => {
    const reversal = await client.wallet.reverse(input)
    await session.terminal.result(reversal, () => textOf(reversal))
    return exitCode.done
  })
}

export async function exchange(
  session: Session,
  options: { amount: string; from: string; to: string; rate: string; source: string; date?: string; id?: string },
): Promise<number> {
  const given = {
    requestId: requestIdOf(options.id),
    money: { currency: options.from.toUpperCase(), amount: options.amount },
    to: options.to.toUpperCase(),
    rate: options.rate,
    rateSource: options.source,
    effectiveAt: momentOf(options.date),
  }
  const input = parsed(ExchangeInput.safeParse(given), 'This exchange')
  return session.withCore(looking, async ({ client }) => {
    const { from, to } = await client.wallet.exchange(input)
    for (const half of [from, to]) await session.terminal.result(half, () => textOf(half))
    return exitCode.done
  })
}

/** `metastamp wallet verify`: walks the whole ledger. */
export async function verify(session: Session): Promise<number> {
  return session.withCore(looking, async ({ client }) => {
    const result = await client.wallet.verify({}, { signal: session.signal })
    await session.terminal.result(result, () =>
      result.broken === null
        ? `${result.entries} entries, all of them hold${result.head === null ? '' : `; head ${result.head}`}`
        : `Broken at entry ${result.broken.sequence} (${result.broken.reason}): ${result.broken.message}`,
    )
    return result.ok ? exitCode.done : exitCode.someFailed
  })
}

/** One line, and one more for each party that shares in it. */
export function textOf(each: Transaction): string {
  const { entryId, type, state, effectiveAt, money, description, source, reason, shares } = each
  const day = new Date(effectiveAt).toISOString().slice(0, 10)
  const told = [source, description, reason].filter((part) => part !== null && part !== '').join(', ')
  const divided = shares.map(
    ({ party, share, money: part, recouped }) =>
      `\n    ${party} ${share}: ${part.amount}${/[1-9]/.test(recouped.amount) ? `, ${recouped.amount} of it recouped` : ''}`,
  )
  return `${entryId}  ${day}  ${type.padEnd(10)} ${state.padEnd(9)} ${money.amount.padStart(14)} ${money.currency}  ${told}${divided.join('')}`
}

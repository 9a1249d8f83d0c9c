import { z } from 'zod'
import type { Calculation } from '../../../../shared/contract/value.ts'
import type { ResultOf } from '../../../../shared/domain/assistant-tools.ts'
import { AssetId } from '../../../../shared/domain/ids.ts'
import { TransactionState, TransactionType } from '../../../../shared/domain/ledger.ts'
import { Figure, Platform, ValueInputs, type ValueResult } from '../../../../shared/domain/valuation.ts'
import { quote, workRef } from './quote.ts'
import { defineTool } from './tool.ts'

// Looking at estimates and at the ledger. Nothing here books.

const mostTransactions = 25

const kept = (calculation: Calculation): ResultOf<'value'>['estimate'] => ({
  ...told(calculation.result),
  calculationId: calculation.calculationId,
  at: calculation.at,
  expired: calculation.expired,
  range:
    calculation.range === null
      ? null
      : { p5: calculation.range.p5, p50: calculation.range.p50, p95: calculation.range.p95 },
})

const told = (result: ValueResult) => ({
  value: result.value,
  contributionPercent: result.contribution.percent,
  exposurePercent: result.exposure.percent,
  confidence: result.confidence.level,
  disclaimer: result.disclaimer,
})

export const estimateValue = defineTool({
  name: 'estimate_value',
  access: 'read',
  description:
    'The AI Touch Value of a work or of the whole portfolio: the newest kept estimate; or, with modelEarnings, one worked out now from these figures and not kept. An estimate, never money owed.',
  input: z.strictObject({
    assetId: AssetId.nullable().default(null).describe('The work; left out, the whole portfolio'),
    modelEarnings: Figure.optional().describe('What the model earned, as a plain decimal such as 1000000'),
    platform: Platform.default('other'),
    contentHours: Figure.default('0'),
    followers: Figure.default('0'),
    views: Figure.default('0'),
  }),
  run({ valuation, library, now }, { assetId, modelEarnings, platform, contentHours, followers, views }) {
    const work = assetId === null ? null : workRef(library.get(assetId))
    const result = (estimate: ResultOf<'value'>['estimate']): ResultOf<'value'> => ({ type: 'value', work, estimate })
    if (modelEarnings === undefined) {
      const newest = assetId === null ? valuation.latest() : (valuation.list(assetId, null, 1)[0] ?? null)
      return result(newest === null ? null : kept(newest))
    }
    const inputs = ValueInputs.parse({
      modelEarnings,
      platform,
      contribution: { by: 'reach', contentHours, followers },
      exposure: { by: 'reach', views },
    })
    const preview = valuation.preview({
      scope: assetId === null ? { type: 'portfolio' } : { type: 'work', assetId },
      inputs,
    })
    return result({ ...told(preview), calculationId: null, at: now(), expired: false, range: null })
  },
})

export const walletBalance = defineTool({
  name: 'wallet_balance',
  access: 'read',
  description:
    'Balances of the wallet by currency: available, pending, reserved, lifetime earned and withdrawn, held for others. Currencies are never added up.',
  input: z.strictObject({}),
  run: ({ wallet }): ResultOf<'balance'> => ({ type: 'balance', balances: wallet.balances().balances }),
})

const day = z.iso.date()
const startOf = (text: string) => Date.parse(`${text}T00:00:00Z`)
const dayMs = 86_400_000

export const walletTransactions = defineTool({
  name: 'wallet_transactions',
  access: 'read',
  description:
    'Transactions of the wallet, newest first, and what was earned by currency; of a period of whole days (UTC) where one is given.',
  input: z.strictObject({
    fromDay: day.nullable().default(null).describe('First day, such as 2026-01-01'),
    toDay: day.nullable().default(null).describe('Last day'),
    types: z.array(TransactionType).max(6).default([]),
    states: z.array(TransactionState).max(5).default([]),
    assetId: AssetId.nullable().default(null),
    words: z.string().max(200).default('').describe('Words of the description or the source'),
    limit: z.int().min(1).max(mostTransactions).default(10),
  }),
  run({ wallet }, { fromDay, toDay, types, states, assetId, words, limit }): ResultOf<'transactions'> {
    const from = fromDay === null ? null : startOf(fromDay)
    const to = toDay === null ? null : startOf(toDay) + dayMs
    const query = { types, states, text: words, ...(assetId === null ? {} : { assetId }) }
    // Places in the list go down from the end of the period; sequence numbers start at one.
    const after = to === null ? null : { effectiveAt: to, sequence: 0 }
    const found = wallet.list(query, after, limit + 1).filter(({ effectiveAt }) => from === null || effectiveAt >= from)
    return {
      type: 'transactions',
      from,
      to,
      earned: wallet.earned(from, to),
      items: found.slice(0, limit).map((transaction) => ({
        entryId: transaction.entryId,
        kind: transaction.type,
        state: transaction.state,
        at: transaction.effectiveAt,
        money: transaction.money,
        description: quote('transaction', transaction.description),
        source: transaction.source === null ? null : quote('party', transaction.source),
        assetId: transaction.assetId,
      })),
      cut: found.length > limit,
    }
  },
})

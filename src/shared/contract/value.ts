import { z } from 'zod'
import { AssetId, CalculationId } from '../domain/ids.ts'
import { Comparable } from '../domain/comparables.ts'
import { Money } from '../domain/money.ts'
import { Figure, Platform, ValueInputs, ValueRange, ValueResult, ValueScope } from '../domain/valuation.ts'
import { Cursor, PageLimit, procedure, Timestamp } from './base.ts'

export const Calculation = z.object({
  calculationId: CalculationId,
  at: Timestamp,
  /** After this the inputs are too old to stand for today. */
  expiresAt: Timestamp,
  expired: z.boolean(),
  scope: ValueScope,
  /** The work's title when it was valued; null for the portfolio. */
  title: z.string().nullable(),
  inputs: ValueInputs,
  result: ValueResult,
  /** Null for what was kept before ranges were. */
  range: ValueRange.nullable(),
})
export type Calculation = z.infer<typeof Calculation>

/** One figure that is not what it was in the calculation it is held against. */
export const ValueChange = z.object({ field: z.string(), before: z.string(), after: z.string() })
export type ValueChange = z.infer<typeof ValueChange>

/** A creator's own reach, kept so that it need not be typed again. */
export const CreatorMetrics = z.object({
  contentHours: Figure.nullable(),
  reach: z.partialRecord(Platform, z.object({ followers: Figure, views: Figure })),
})
export type CreatorMetrics = z.infer<typeof CreatorMetrics>

const request = z.object({ scope: ValueScope.default({ type: 'portfolio' }), inputs: ValueInputs })

export const valueContract = {
  /** The result without keeping it: for a form that shows it while a person types. */
  preview: procedure.input(request).output(ValueResult),
  /** The range without keeping it. */
  simulate: procedure.input(request).output(ValueRange),
  /** What comparable uses were paid, how the estimate compares, and files of a person's own that cannot be read. */
  comparables: procedure
    .input(z.object({ scope: ValueScope.default({ type: 'portfolio' }), value: Money.nullable().default(null) }))
    .output(
      z.object({
        items: z.array(Comparable.extend({ own: z.boolean() })),
        /** For as much as is valued here; `factor` when the estimate lies more than tenfold outside of it. */
        compared: z.object({ low: Money, high: Money, factor: z.number().nullable() }).nullable(),
        problems: z.array(z.string()),
      }),
    ),
  /** Calculates and keeps. With `since`, an earlier calculation, it says what changed. NOT_FOUND for an unknown work. */
  calculate: procedure
    .input(request.extend({ since: CalculationId.nullable().default(null) }))
    .output(z.object({ calculation: Calculation, changes: z.array(ValueChange) })),
  /** Newest first; of the portfolio and all works, or of one work. */
  list: procedure
    .input(z.object({ assetId: AssetId.optional(), cursor: Cursor.nullable().default(null), limit: PageLimit }))
    .output(z.object({ items: z.array(Calculation), nextCursor: Cursor.nullable() })),
  get: procedure.input(z.object({ calculationId: CalculationId })).output(Calculation),
  /** The newest of the portfolio, for a glance; null while there is none. */
  latest: procedure.input(z.object({})).output(Calculation.nullable()),
  remove: procedure
    .input(z.object({ calculationIds: z.array(CalculationId).min(1).max(1000) }))
    .output(z.object({ removed: z.array(CalculationId) })),
  restore: procedure
    .input(z.object({ calculationIds: z.array(CalculationId).min(1).max(1000) }))
    .output(z.object({ restored: z.array(CalculationId) })),
  metrics: procedure.input(z.object({})).output(CreatorMetrics),
  setMetrics: procedure.input(CreatorMetrics).output(CreatorMetrics),
}

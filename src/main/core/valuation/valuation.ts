import { Failure } from '../../../shared/contract/errors.ts'
import { Calculation, CreatorMetrics, type ValueChange } from '../../../shared/contract/value.ts'
import { AssetId, type CalculationId } from '../../../shared/domain/ids.ts'
import type { Money } from '../../../shared/domain/money.ts'
import type { ComputePool } from '../compute/tasks.ts'
import { type ComparablesTold, compareTold } from './compare.ts'
import type { ValueInputs, ValueRange, ValueResult, ValueScope } from '../../../shared/domain/valuation.ts'
import { findAsset } from '../store/assets.ts'
import {
  type CalculationRow,
  calculationsBefore,
  findCalculation,
  insertCalculation,
  newestOfPortfolio,
  putMetrics,
  setCalculationRemoved,
  storedMetrics,
} from '../store/calculations.ts'
import type { ReadStore } from '../store/handles.ts'
import type { NewId } from '../store/new-id.ts'
import type { Store } from '../store/open-store.ts'
import { changesBetween } from '../value/changes.ts'
import { touchValue, validForMs } from '../value/value.ts'

// Gathers for core/value, which is pure, and keeps what it computes.

export type ValuationOptions = {
  store: Store
  now: () => number
  newId: NewId
  compute: Pick<ComputePool, 'run'>
  /** Holds a person's own comparables in its folder `comparables`. */
  profileDir: string
}
type Request = { scope: ValueScope; inputs: ValueInputs }

export interface Valuation {
  preview(request: Request): ValueResult
  /** Fails with NOT_FOUND when the work or the earlier calculation is not there. */
  simulate(request: Request): Promise<ValueRange>
  comparables(request: { scope: ValueScope; value: Money | null }): Promise<ComparablesTold>
  calculate(
    request: Request & { since: CalculationId | null },
  ): Promise<{ calculation: Calculation; changes: ValueChange[] }>
  /** Newest first, before an id. */
  list(assetId: AssetId | null, before: string | null, limit: number): Calculation[]
  get(calculationId: CalculationId): Calculation
  latest(): Calculation | null
  remove(calculationIds: readonly CalculationId[]): CalculationId[]
  restore(calculationIds: readonly CalculationId[]): CalculationId[]
  metrics(): CreatorMetrics
  setMetrics(metrics: CreatorMetrics): CreatorMetrics
}

const noMetrics: CreatorMetrics = { contentHours: null, reach: {} }

function scopeOf(row: CalculationRow): ValueScope {
  return row.asset_id === null ? { type: 'portfolio' } : { type: 'work', assetId: AssetId.parse(row.asset_id) }
}

function toCalculation(row: CalculationRow, now: number): Calculation {
  const result: unknown = JSON.parse(row.result)
  return Calculation.parse({
    calculationId: row.id,
    at: row.at,
    expiresAt: row.expires_at,
    expired: row.expires_at <= now,
    scope: scopeOf(row),
    title: row.title,
    inputs: JSON.parse(row.inputs) as unknown,
    result,
    range: typeof result === 'object' && result !== null && 'range' in result ? result.range : null,
  })
}

function titleOf(read: ReadStore, scope: ValueScope): string | null {
  if (scope.type === 'portfolio') return null
  const asset = findAsset(read, scope.assetId)
  if (asset === undefined) throw new Failure('NOT_FOUND', 'The work to be valued is not in the library any more.')
  return asset.title
}

export function createValuation({ store, now, newId, compute, profileDir }: ValuationOptions): Valuation {
  const found = (read: ReadStore, calculationId: CalculationId): Calculation => {
    const row = findCalculation(read, calculationId)
    if (row === undefined) throw new Failure('NOT_FOUND', 'This calculation is not kept in this profile.')
    return toCalculation(row, now())
  }
  const setRemoved = (calculationIds: readonly CalculationId[], at: number | null): CalculationId[] =>
    store.transaction('set calculations removed', (write) =>
      calculationIds.filter((id) => setCalculationRemoved(write, id, at)),
    )

  return {
    preview: ({ inputs }) => touchValue(inputs),
    simulate: ({ inputs }) => compute.run('simulate', { inputs }),
    comparables: (request) => compareTold(store, profileDir, request),
    calculate: async ({ scope, inputs, since }) => {
      const range = await compute.run('simulate', { inputs })
      return store.transaction('calculate', (write) => {
        const earlier = since === null ? null : found(write, since)
        const title = titleOf(write, scope)
        const at = now()
        const result = touchValue(inputs)
        const row: CalculationRow = {
          id: newId(),
          at,
          expires_at: at + validForMs,
          asset_id: scope.type === 'work' ? scope.assetId : null,
          title,
          formula_version: result.formulaVersion,
          inputs: JSON.stringify(inputs),
          result: JSON.stringify({ ...result, range }),
        }
        insertCalculation(write, row)
        const calculation = toCalculation(row, at)
        return { calculation, changes: earlier === null ? [] : changesBetween(earlier, calculation) }
      })
    },
    list: (assetId, before, limit) =>
      store.read((read) => calculationsBefore(read, assetId, before, limit).map((row) => toCalculation(row, now()))),
    get: (calculationId) => store.read((read) => found(read, calculationId)),
    latest: () => {
      const row = store.read(newestOfPortfolio)
      return row === undefined ? null : toCalculation(row, now())
    },
    remove: (calculationIds) => setRemoved(calculationIds, now()),
    restore: (calculationIds) => setRemoved(calculationIds, null),
    metrics: () => {
      const stored = store.read(storedMetrics)
      return stored === null ? noMetrics : CreatorMetrics.parse(JSON.parse(stored))
    },
    setMetrics: (metrics) => {
      store.transaction('set creator metrics', (write) => putMetrics(write, JSON.stringify(metrics), now()))
      return metrics
    },
  }
}

import type { AssetId } from '../../../shared/domain/ids.ts'
import type { Span } from './row-layout.ts'

// What is selected, without a list of it: a range of positions, less some works, plus some others. A hundred thousand selected works
// cost as much as ten. Positions hold for one state of the list only; before the list changes, the range is resolved to ids.

export type Selection = {
  readonly range: Span | null
  /** Works of the range that were taken out again. */
  readonly except: ReadonlySet<AssetId>
  /** Works outside the range. */
  readonly plus: ReadonlySet<AssetId>
}

export const nothing: Selection = { range: null, except: new Set(), plus: new Set() }

export function selectionCount({ range, except, plus }: Selection): number {
  return (range === null ? 0 : range.end - range.first - except.size) + plus.size
}

/** `assetId` is undefined while the work at that position is still being fetched. */
export function isSelected({ range, except, plus }: Selection, index: number, assetId: AssetId | undefined): boolean {
  if (range !== null && index >= range.first && index < range.end) return assetId === undefined || !except.has(assetId)
  return assetId !== undefined && plus.has(assetId)
}

export function selectIds(assetIds: Iterable<AssetId>): Selection {
  return { range: null, except: new Set(), plus: new Set(assetIds) }
}

/** From one position to another, both included, in either direction. */
export function selectBetween(from: number, to: number): Selection {
  return { range: { first: Math.min(from, to), end: Math.max(from, to) + 1 }, except: new Set(), plus: new Set() }
}

export function selectAll(total: number): Selection {
  return total === 0 ? nothing : { range: { first: 0, end: total }, except: new Set(), plus: new Set() }
}

/** In if it was out, out if it was in. */
export function toggle(selection: Selection, index: number, assetId: AssetId): Selection {
  const { range, except, plus } = selection
  const inRange = range !== null && index >= range.first && index < range.end
  const set = new Set(inRange ? except : plus)
  if (!set.delete(assetId)) set.add(assetId)
  const next = inRange ? { range, except: set, plus } : { range, except, plus: set }
  return selectionCount(next) === 0 ? nothing : next
}

/** The selection as ids, once the range's are known. */
export function resolved({ except, plus }: Selection, rangeIds: readonly AssetId[]): readonly AssetId[] {
  const ids = new Set(rangeIds)
  for (const assetId of except) ids.delete(assetId)
  for (const assetId of plus) ids.add(assetId)
  return [...ids]
}

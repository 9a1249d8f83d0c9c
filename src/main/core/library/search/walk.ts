import { AssetStatus } from '../../../../shared/contract/library.ts'
import type { ParsedSearch } from '../../../../shared/domain/search/search-filter.ts'
import { MediaKind } from '../../../../shared/domain/media-kind.ts'
import { statusesOf } from './evaluate.ts'
import type { RowSet } from './row-set.ts'

// The library in order, as numbers: a row in the upper bits, its kind and state in the lowest four. Pure.

/** 16 classes of works: kind × 4 + status. */
const classes = 16

type Wanted = { kinds: readonly MediaKind[]; statuses: readonly AssetStatus[] }

/** Which classes pass the query's chips and every search's own kinds and states, by class number. */
export function wantedClasses({ kinds, statuses }: Wanted, searches: readonly ParsedSearch[]): boolean[] {
  const wanted = Array.from({ length: classes }, (_class, code) => {
    const kind = MediaKind.options[code >> 2]
    const status = AssetStatus.options[code & 3]
    if (kind === undefined || status === undefined) return false
    if (kinds.length > 0 && !kinds.includes(kind)) return false
    if (statuses.length > 0 && !statuses.includes(status)) return false
    return searches.every(({ terms }) =>
      terms.every((term) => {
        if (term.type !== 'filter') return true
        const { filter } = term
        if (filter.field === 'kind') return filter.kinds.includes(kind) !== term.negated
        if (filter.field !== 'status') return true
        return filter.stages.some((stage) => statusesOf[stage].includes(status)) !== term.negated
      }),
    )
  })
  return wanted
}

/** Rows of the order that pass, in order, or from its end. `rows` null: all. */
export function walk(
  order: Float64Array,
  rows: RowSet | null,
  wanted: readonly boolean[],
  backwards: boolean,
): Float64Array {
  const found = new Float64Array(order.length)
  let count = 0
  for (let i = 0; i < order.length; i++) {
    const entry = order[backwards ? order.length - 1 - i : i] ?? 0
    const row = Math.floor(entry / classes)
    if (wanted[entry % classes] === true && (rows === null || rows.has(row))) found[count++] = row
  }
  return found.slice(0, count)
}

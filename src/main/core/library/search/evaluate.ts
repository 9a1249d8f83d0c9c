import type { ParsedSearch, SearchFilter, SearchTerm, Stage } from '../../../../shared/domain/search/search-filter.ts'
import type { AssetStatus } from '../../../../shared/contract/library.ts'
import type { ReadStore } from '../../store/handles.ts'
import { rowsInRange, rowsTagged, rowsWithText, rowsWithTrait, rowsWithWord } from '../../store/search-rows.ts'
import { titleKey } from '../../store/title-key.ts'
import { RowSet } from './row-set.ts'

// A parsed search as the set of rows that pass it. Kinds and states are left to the walk that puts them in order, which sees both for nothing.

/** What a person typed, as titles are folded. */
function keyOf(text: string): string {
  return titleKey(text).replace(/\s+/gu, ' ').trim()
}

export const statusesOf: Readonly<Record<Stage, readonly AssetStatus[]>> = {
  ready: ['ready'],
  working: ['queued', 'processing'],
  failed: ['failed'],
}

/** Kinds and states that a search asks for; those the walk looks at. */
export function isWalked(term: SearchTerm): boolean {
  return term.type === 'filter' && (term.filter.field === 'kind' || term.filter.field === 'status')
}

function rowsOfFilter(read: ReadStore, filter: SearchFilter): number[][] {
  switch (filter.field) {
    case 'kind':
    case 'status':
      return []
    case 'tag':
      return filter.names.map((name) => rowsTagged(read, keyOf(name)))
    case 'is':
      return filter.traits.map((trait) => rowsWithTrait(read, trait))
    case 'range':
      return [rowsInRange(read, filter.of, filter.range)]
    case 'text':
      // SQLite lowers nothing but ASCII in paths, so accents must stay as they are there.
      return filter.values.map((value) =>
        rowsWithText(read, filter.of, filter.of === 'path' || filter.of === 'key' ? value.toLowerCase() : keyOf(value)),
      )
  }
}

function rowsOfTerm(read: ReadStore, term: SearchTerm): number[][] | null {
  if (term.type === 'filter') return rowsOfFilter(read, term.filter)
  const key = keyOf(term.text)
  return key === '' ? null : rowsWithWord(read, key)
}

/** Rows that pass every search but for its kinds and states; null when they ask for nothing else. */
export function evaluate(read: ReadStore, searches: readonly ParsedSearch[], highest: number): RowSet | null {
  let passed: RowSet | null = null
  const seen = new Set<string>()
  for (const term of searches.flatMap(({ terms }) => terms)) {
    if (isWalked(term)) continue
    const { start: _start, end: _end, ...asked } = term
    const name = JSON.stringify(asked)
    if (seen.has(name)) continue
    seen.add(name)
    const lists = rowsOfTerm(read, term)
    if (lists === null) continue
    const found = new RowSet(highest)
    for (const rows of lists) found.add(rows)
    passed = (passed ?? RowSet.all(highest)).keep(found, term.negated)
  }
  return passed
}

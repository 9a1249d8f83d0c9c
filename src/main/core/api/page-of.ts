import { encodeKey } from './keyset.ts'

/** A page out of one item more than it holds: whether there is a next one is known without counting. */
export function pageOf<Item>(
  items: Item[],
  limit: number,
  keyOf: (item: Item) => string,
): { items: Item[]; nextCursor: string | null } {
  const shown = items.slice(0, limit)
  const last = items.length > limit ? shown.at(-1) : undefined
  return { items: shown, nextCursor: last === undefined ? null : encodeKey(keyOf(last)) }
}

import { Failure } from '../../../shared/contract/errors.ts'
import type { LibraryQuery } from '../../../shared/contract/library.ts'

// The place in a sorted list after one work, as text that fits an address. A long title is cut: `complete` says so, and the
// row tells the rest as long as the work has kept its title.

export type Sort = LibraryQuery['sort']

export type Position = { key: number | string; row: number; complete: boolean }

const letters = { newest: 'n', oldest: 'o', name: 'a' } as const satisfies Record<Sort, string>

/** Base64 makes 4 characters of 3 bytes, and a cursor has at most 400. */
const longestKeyBytes = 240

function cut(key: string): string {
  if (Buffer.byteLength(key) <= longestKeyBytes) return key
  let bytes = 0
  let out = ''
  for (const character of key) {
    bytes += Buffer.byteLength(character)
    if (bytes > longestKeyBytes) break
    out += character
  }
  return out
}

/** The cursor that continues after the work with this sort key and row. */
export function encodeCursor(sort: Sort, key: number | string, row: number): string {
  const text = typeof key === 'number' ? String(key) : cut(key)
  const end = typeof key === 'number' || text.length === key.length ? '.' : '~'
  return Buffer.from(`${letters[sort]}${row}${end}${text}`, 'utf8').toString('base64url')
}

function badCursor(): Failure {
  return new Failure('BAD_INPUT', 'This place in the list is not known. Start again from the first page.')
}

/** Fails with BAD_INPUT on anything that `encodeCursor` did not make for this sort. */
export function decodeCursor(sort: Sort, cursor: string): Position {
  const bytes = Buffer.from(cursor, 'base64url')
  if (bytes.toString('base64url') !== cursor) throw badCursor()
  const found = /^([noa])([1-9]\d{0,14})([.~])(.*)$/su.exec(bytes.toString('utf8'))
  const [, letter, row, end, text] = found ?? []
  if (letter !== letters[sort] || row === undefined || end === undefined || text === undefined) throw badCursor()
  if (sort === 'name') return { key: text, row: Number(row), complete: end === '.' }
  if (!/^\d{1,15}$/.test(text) || end !== '.') throw badCursor()
  return { key: Number(text), row: Number(row), complete: true }
}

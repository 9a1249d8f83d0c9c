import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeCursor, encodeCursor } from '../../../../../src/main/core/library/cursor.ts'
import { titleKey } from '../../../../../src/main/core/store/title-key.ts'
import { Cursor } from '../../../../../src/shared/contract/base.ts'

const row = fc.integer({ min: 1, max: 1e9 })

describe('cursor', () => {
  it('gives back the time and row it was made of', () => {
    fc.assert(
      fc.property(fc.constantFrom('newest', 'oldest'), fc.integer({ min: 0, max: 4e12 }), row, (sort, key, at) => {
        expect(decodeCursor(sort, Cursor.parse(encodeCursor(sort, key, at)))).toEqual({ key, row: at, complete: true })
      }),
    )
  })

  it('gives back a title, or says that it is cut, and never outgrows the contract', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }).map(titleKey), row, (key, at) => {
        const found = decodeCursor('name', Cursor.parse(encodeCursor('name', key, at)))
        expect(found.row).toBe(at)
        expect(found.complete ? key === found.key : key.startsWith(String(found.key)) && key !== found.key).toBe(true)
      }),
    )
  })

  it('is refused when it was made for another sort', () => {
    expect(() => decodeCursor('oldest', encodeCursor('newest', 5, 1))).toThrow(/not known/)
    expect(() => decodeCursor('name', encodeCursor('newest', 5, 1))).toThrow(/not known/)
  })

  it('is refused with BAD_INPUT, never anything else, when it was not made here', () => {
    const raw = (text: string): string => Buffer.from(text).toString('base64url')
    const wrong = [
      '',
      'x',
      '====',
      raw('n0.5'),
      raw('n1.'),
      raw('n1.-5'),
      raw('n1.5e3'),
      raw('n1~5'),
      raw('n01.5'),
      'bj 1',
    ]
    for (const cursor of wrong) expect(() => decodeCursor('newest', cursor), cursor).toThrow(/not known/)
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), fc.constantFrom('newest', 'oldest', 'name'), (cursor, sort) => {
        try {
          decodeCursor(sort, cursor)
        } catch (thrown) {
          expect(thrown).toMatchObject({ code: 'BAD_INPUT' })
        }
      }),
    )
  })
})

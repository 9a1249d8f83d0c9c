import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createAccess } from '../../../../../src/main/hosts/web/access.ts'

test('token and session are 256 bits, new at each launch, and not each other', () => {
  const launches = Array.from({ length: 50 }, createAccess)
  const values = launches.flatMap((access) => [access.token, access.cookie(1).split(/[=;]/)[1] ?? ''])
  expect(new Set(values).size).toBe(100)
  expect(values.every((value) => Buffer.from(value, 'base64url').byteLength === 32)).toBe(true)
})

test('only the token is the token, only the cookie the cookie', () => {
  const access = createAccess()
  const pair = access.cookie(4321).split(';')[0] ?? ''
  expect([access.isToken(access.token), access.hasCookie(pair, 4321)]).toEqual([true, true])
  expect(access.hasCookie(`metastamp-4321=old; ${pair}`, 4321)).toBe(true)
  expect(access.hasCookie(pair, 4322)).toBe(false)
  fc.assert(
    fc.property(fc.string(), (guess) => {
      expect([
        access.isToken(guess),
        access.hasCookie(guess, 4321),
        access.hasCookie(`metastamp-4321=${guess}`, 4321),
      ]).toEqual([false, false, false])
    }),
  )
  expect(access.hasCookie(undefined, 4321)).toBe(false)
})

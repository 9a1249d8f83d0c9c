import fc from 'fast-check'
import { expect, test } from 'vitest'
import { assetRequest } from '../../../../src/main/hosts/electron/asset-request.ts'

const id = '0199e0f0-1111-7000-8000-00000000000f'
const ask = (url: string, method = 'GET', headers: Record<string, string> = {}) =>
  assetRequest({ url, method, headers: new Headers(headers) })

test('a well-formed address becomes an id, a variant and the conditions of the request', () => {
  expect(ask(`asset://media/${id}/thumbnail?v=Ab-1_`, 'GET', { Range: 'bytes=0-1', 'If-None-Match': '"x"' })).toEqual({
    variant: 'thumbnail',
    media: { assetId: id, method: 'GET', range: 'bytes=0-1', ifRange: undefined, ifNoneMatch: '"x"', versioned: true },
  })
  expect(ask(`asset://media/${id}/original`, 'HEAD')).toMatchObject({
    variant: 'original',
    media: { method: 'HEAD', versioned: false },
  })
})

test('whatever else is written after the host is refused: nothing is mended, nothing becomes a path', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '..',
      '%2e%2e',
      '/',
      '\\',
      '%2f',
      '%00',
      '\0',
      id,
      'thumbnail',
      'original',
      '?v=',
      'C:',
      '#',
      '@',
      ':',
    ),
    fc.string(),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const url = `asset://media/${pieces.join('')}`
      const allowed = /^asset:\/\/media\/[0-9a-f-]{36}\/(thumbnail|original)(\?v=[A-Za-z0-9_-]+)?$/.test(url)
      expect(ask(url) === null).toBe(!allowed)
    }),
  )
  expect(['POST', 'PUT', 'DELETE', 'get', ''].map((method) => ask(`asset://media/${id}/thumbnail`, method))).toEqual(
    Array(5).fill(null),
  )
})

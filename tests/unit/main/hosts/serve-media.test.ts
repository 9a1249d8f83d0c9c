import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mediaResponse, parseRange, quotedEtag } from '../../../../src/main/hosts/serve-media.ts'
import { AssetId } from '../../../../src/shared/domain/ids.ts'

const assetId = AssetId.parse('0192f0c0-0000-7000-8000-000000000000')

describe('a range', () => {
  test('of any header never leaves the file', () => {
    const header = fc.oneof(
      fc.string(),
      fc.stringMatching(/^bytes=[0-9]{0,18}-[0-9]{0,18}$/),
      fc.tuple(fc.nat(50), fc.nat(50)).map(([a, b]) => `bytes=${a}-${b}`),
    )
    fc.assert(
      fc.property(header, fc.nat(40), (value, size) => {
        const range = parseRange(value, size)
        if (range.type !== 'part') return
        expect(range.start).toBeGreaterThanOrEqual(0)
        expect(range.end).toBeGreaterThanOrEqual(range.start)
        expect(range.end).toBeLessThan(size)
      }),
      { numRuns: 3000 },
    )
  })

  test('names the same bytes as slicing does', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.nat(50), fc.nat(50), (bytes, a, b) => {
        const [first, last] = [Math.min(a, b), Math.max(a, b)]
        const cut = (header: string) => {
          const range = parseRange(header, bytes.length)
          return range.type === 'part' ? [...bytes.slice(range.start, range.end + 1)] : range.type
        }
        const orNone = (slice: Uint8Array) => (slice.length === 0 ? 'unsatisfiable' : [...slice])
        expect(cut(`bytes=${first}-${last}`)).toEqual(orNone(bytes.slice(first, last + 1)))
        expect(cut(`bytes=${first}-`)).toEqual(orNone(bytes.slice(first)))
        expect(cut(`bytes=-${a}`)).toEqual(a === 0 ? 'unsatisfiable' : [...bytes.slice(-a)])
      }),
    )
  })

  test('that is malformed, backwards or multiple is ignored, as RFC 9110 allows', () => {
    const headers = [
      undefined,
      '',
      'bytes',
      'bytes=',
      'bytes=-',
      'bytes=a-b',
      'bytes=5-1',
      'bytes=0-1,2-3',
      'items=0-1',
      'bytes=1.5-2',
      'bytes=+1-2',
      'bytes=-1-2',
    ]
    expect(headers.map((header) => parseRange(header, 10).type)).toEqual(headers.map(() => 'whole'))
  })
})

test('a part of bytes in memory says and holds the same', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 60 }), fc.nat(70), fc.nat(70), (bytes, start, length) => {
      const answer = { type: 'bytes', bytes, mediaType: 'image/webp', etag: 'k' } as const
      const range = `bytes=${start}-${start + length}`
      const { status, headers, body } = mediaResponse(answer, { assetId, method: 'GET', range, versioned: true })
      if (status === 416) {
        expect([start >= bytes.length, body, headers['content-range']]).toEqual([true, null, `bytes */${bytes.length}`])
        return
      }
      expect(body?.type === 'bytes' && [...body.bytes]).toEqual([...bytes.slice(start, start + length + 1)])
      expect(Number(headers['content-length'])).toBe(bytes.slice(start, start + length + 1).length)
    }),
  )
})

test('only harmless types are shown; no header takes a byte from outside', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.webPath(), fc.constantFrom('image/svg+xml', 'text/html', 'video/x', 'image/png')),
      fc.string(),
      (mediaType, etag) => {
        const { headers } = mediaResponse(
          { type: 'file', path: '/x', bytes: 1, mediaType, etag },
          { assetId, method: 'GET', versioned: false },
        )
        expect(headers['content-type']).toMatch(
          /^(?:(?:image|audio|video)\/(?!.*(?:svg|xml|html))[a-z0-9.+-]+|application\/(?:pdf|octet-stream)|text\/plain; charset=utf-8)$/,
        )
        expect(headers['content-disposition']).toMatch(
          new RegExp(`^(?:inline|attachment); filename="${assetId}\\.[a-z0-9]*"$`),
        )
        expect(headers['etag']).toMatch(/^"[\x21\x23-\x7e]*"$/)
        expect(quotedEtag(headers['etag'] ?? '')).toBe(headers['etag'])
      },
    ),
    { numRuns: 2000 },
  )
})

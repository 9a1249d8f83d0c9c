import fc from 'fast-check'
import { expect, test } from 'vitest'
import { judge, type Knock } from '../../../../../src/main/hosts/web/gate.ts'
import { isPageAddress } from '../../../../../src/main/hosts/app-files.ts'

const good: Knock = {
  method: 'POST',
  target: '/inbox?path=a%2Fb',
  host: ['127.0.0.1:8080'],
  origin: ['http://127.0.0.1:8080'],
  fetchSite: 'same-origin',
  upgrade: false,
}

test('our own page passes, under both of our names', () => {
  expect(judge(good, 8080)).toMatchObject({ ok: true, path: '/inbox', origin: 'http://127.0.0.1:8080' })
  const local = { ...good, host: ['LOCALHOST:8080'], origin: ['http://localhost:8080'] }
  expect(judge(local, 8080)).toMatchObject({ ok: true, origin: 'http://localhost:8080' })
})

test('any other Host, Origin or site is refused', () => {
  const values = fc.array(
    fc.oneof(fc.string(), fc.webUrl(), fc.domain(), fc.constantFrom('127.0.0.1:8081', 'null', '')),
    { maxLength: 2 },
  )
  fc.assert(
    fc.property(values, (host) => {
      expect(judge({ ...good, host }, 8080)).toMatchObject({ ok: false, status: 403 })
    }),
  )
  fc.assert(
    fc.property(values, (origin) => {
      expect(judge({ ...good, origin }, 8080)).toMatchObject({ ok: false, status: 403 })
    }),
  )
  for (const fetchSite of ['cross-site', 'same-site', 'future-value']) {
    expect(judge({ ...good, fetchSite }, 8080)).toMatchObject({ ok: false, status: 403 })
  }
})

test('an upgrade needs an Origin although it is a GET', () => {
  const upgrade = { ...good, method: 'GET', target: '/rpc', upgrade: true }
  expect(judge({ ...upgrade, origin: [] }, 8080)).toMatchObject({ ok: false, status: 403 })
  expect(judge(upgrade, 8080)).toMatchObject({ ok: true })
})

test('what passes is a plain path: nothing in it can be decoded, walked or split again', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.webPath(), fc.stringMatching(/^\/[a-z%0-9./\\]{0,20}$/)), (target) => {
      const verdict = judge({ ...good, target }, 8080)
      if (!verdict.ok) return
      expect(verdict.path).toMatch(/^\/[A-Za-z0-9_./-]*$/)
      expect(verdict.path.split('/').slice(1)).not.toEqual(
        expect.arrayContaining([expect.stringMatching(/^\.|\.$|\.\./)]),
      )
      expect(new URL(verdict.path, 'http://x').pathname).toBe(verdict.path)
    }),
    { numRuns: 5000 },
  )
})

test('page addresses are words, and never those of another route', () => {
  const pages = ['/', '/library', '/work/0192f0c0-0000-7000-8000-000000000000', '/first-run', '/settings/intake']
  const others = [
    '',
    '//',
    '/asset',
    '/asset/x',
    '/assets',
    '/assets/x',
    '/inbox',
    '/rpc',
    '/a.js',
    '/A',
    '/library/',
    '/work/a.b',
    '/a/b/c',
    '/../a',
  ]
  expect([pages.map(isPageAddress), others.map(isPageAddress)]).toEqual([
    pages.map(() => true),
    others.map(() => false),
  ])
})

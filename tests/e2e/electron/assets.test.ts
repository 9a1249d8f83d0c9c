import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Program, startProgram } from './support.ts'

let program: Program
beforeAll(async () => {
  program = startProgram()
  await program.page()
})
afterAll(() => program.dispose())

type Answer = { status: number; headers: Record<string, string>; base64: string }
const ask = (url: string, method = 'GET', headers: Record<string, string> = {}) =>
  program.order<Answer>('ask-scheme', { url, method, headers })

const id = '0199e0f0-1111-7000-8000-00000000000f'
const parents = ['..', '%2e%2e', '%2E%2E', '.%2e', '..%2f', '..%5c', '%252e%252e', '..;', '....', '%c0%ae%c0%ae']
const slashes = ['/', '//', '\\', '%2f', '%5c', '%252f']
const targets = ['etc/passwd', 'electron.js', 'main/electron.js', 'vault-key.sealed', 'library.db', 'index.html']

function traversals(): string[] {
  const walks = parents.flatMap((parent) =>
    slashes.flatMap((slash) => targets.map((target) => `${parent}${slash}${parent}${slash}${target}`)),
  )
  const others = [
    '\0',
    '%00',
    'C:\\Windows\\win.ini',
    'C:/Windows/win.ini',
    '\\\\server\\share\\a',
    '//server/share/a',
    '/etc/passwd',
    'file:///etc/passwd',
  ]
  return [...walks, ...others]
}

test('360 ways out of asset:// and app:// serve nothing', async () => {
  const served: string[] = []
  for (const walk of traversals()) {
    const addresses = [
      `asset://media/${walk}`,
      `asset://media/${id}/${walk}`,
      `asset://media/${walk}/thumbnail`,
      `app://metastamp/assets/${walk}`,
    ]
    for (const address of addresses) {
      const { status, headers, base64 } = await ask(address)
      const text = Buffer.from(base64, 'base64').toString('utf8')
      const isPage = headers['content-type']?.startsWith('text/html') === true && text.includes('<div id="root">')
      if (status !== 404 && !isPage) served.push(`${status} ${address}`)
      if (status === 200 && address.startsWith('asset:')) served.push(address)
    }
  }
  expect(served).toEqual([])
})

test('asset addresses that are almost right serve nothing', async () => {
  const wrong = [
    `asset://media/${id}`,
    `asset://media/${id}/`,
    `asset://media/${id}/poster`,
    `asset://media/${id}/thumbnail/`,
    `asset://media/${id}/thumbnail?v=`,
    `asset://media/${id}/thumbnail?v=../x`,
    `asset://media/${id}/thumbnail?path=/etc/passwd`,
    `asset://media/${id}/thumbnail#x`,
    `asset://media/${id.toUpperCase()}/thumbnail`,
    `asset://media/${id.replace('-7', '-4')}/thumbnail`,
    `asset://other/${id}/thumbnail`,
    `asset://media:80/${id}/thumbnail`,
    `asset://user@media/${id}/thumbnail`,
  ]
  const statuses = await Promise.all(wrong.map(async (address) => (await ask(address)).status))
  expect(statuses).toEqual(wrong.map(() => 404))
})

test('only reading is possible: other methods get nothing from either scheme', async () => {
  const statuses: number[] = []
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
    statuses.push(
      (await ask('app://metastamp/', method)).status,
      (await ask(`asset://media/${id}/thumbnail`, method)).status,
    )
  }
  expect([...new Set(statuses)].sort()).toEqual([404, 405])
})

test("the page's own routes get the page with the policy; unknown files are 404 with the policy too", async () => {
  const routes = ['/', '/library', `/work/${id}`, '/activity', '/settings', '/settings/privacy']
  const pages = await Promise.all(routes.map((route) => ask(`app://metastamp${route}`)))
  const unknown = await ask('app://metastamp/assets/none.js')
  const policies = [...pages, unknown].map(({ headers }) => headers['content-security-policy'] ?? '')
  expect({ pages: pages.map(({ status }) => status), unknown: unknown.status }).toEqual({
    pages: routes.map(() => 200),
    unknown: 404,
  })
  expect(new Set(policies).size).toBe(1)
  expect(policies[0]).toMatch(/^default-src 'none'; script-src 'self';/)
  expect(policies[0]).not.toMatch(/unsafe|\*|https?:|data:/)
})

test('a work that is not there is a plain 404', async () => {
  expect(await ask(`asset://media/${id}/original`)).toMatchObject({
    status: 404,
    headers: { 'x-content-type-options': 'nosniff' },
  })
})

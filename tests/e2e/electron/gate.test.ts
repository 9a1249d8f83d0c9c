import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  addDroppedChannel,
  connectChannel,
  dragOutChannel,
  endLookUpChannel,
  lookUpChannel,
} from '../../../src/preload/channels.ts'
import { contract } from '../../../src/shared/contract/index.ts'
import type { ForgedSender } from '../../fakes/electron/orders.ts'
import { effects, openPort, type Program, quietPage, startProgram } from './support.ts'

let program: Program
beforeAll(async () => {
  program = startProgram()
  await quietPage(program)
})
afterAll(() => program.dispose())

const forge = (sender: ForgedSender, channel: string, args: unknown[]) =>
  program.order('forge', { sender, channel, args })
const denied = { ok: false, failure: { code: 'FORBIDDEN', message: expect.any(String), retryable: false } }
const badInput = { ok: false, failure: { code: 'BAD_INPUT', message: expect.any(String), retryable: false } }

const channels = [addDroppedChannel, connectChannel, dragOutChannel, endLookUpChannel, lookUpChannel]

test('the shell listens on five channels', async () => {
  expect(await program.order('channels')).toEqual(channels.toSorted())
})

const strangers: ForgedSender[] = [
  'missing',
  'sub-frame',
  'detached',
  'foreign-origin',
  'foreign-url',
  'old-document',
  'other-window',
]
test.each(strangers)('a request from %s is denied, whatever it asks', async (sender) => {
  expect([
    await forge(sender, connectChannel, [null]),
    await forge(sender, addDroppedChannel, [['/tmp/a.png']]),
    await forge(sender, lookUpChannel, [{ key: 'k', path: '/etc/passwd' }]),
  ]).toEqual([denied, denied, denied])
})

test('300 payloads for each channel are refused as bad input and change nothing', async () => {
  const plain = fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withTypedArray: true,
    maxDepth: 3,
  })
  const nearPaths = fc.array(
    fc.oneof(
      fc.constantFrom('', 'a.png', './a', '../../etc/passwd', 'file:///etc/passwd', '/a\0b', 'C:x'),
      fc.integer(),
    ),
    { maxLength: 4 },
  )
  const before = effects(program).length
  const wrong: unknown[] = []
  for (const payload of fc.sample(fc.oneof(plain, nearPaths), { numRuns: 300, seed: 7 })) {
    for (const channel of channels) {
      // A key is any short text, and one that nothing hangs on ends nothing.
      if (channel === endLookUpChannel && typeof payload === 'string') continue
      if (channel === connectChannel && payload === null) continue
      const answer = await forge('page', channel, [payload])
      if (JSON.stringify(answer).indexOf('"code":"BAD_INPUT"') < 0) wrong.push([channel, payload, answer])
    }
  }
  expect({ wrong, effects: effects(program).length }).toEqual({ wrong: [], effects: before })
})

test('too many or too long paths are refused before they reach the core', async () => {
  const tooMany = Array.from({ length: 10_001 }, (_, index) => `/a/${index}`)
  expect([
    await forge('page', addDroppedChannel, [tooMany]),
    await forge('page', addDroppedChannel, [[`/${'a'.repeat(40_000)}`]]),
    await forge('page', connectChannel, [null, 'more'].slice(1)),
  ]).toEqual([badInput, badInput, badInput])
})

/** Every procedure of the contract as a path of names. */
function procedurePaths(): string[][] {
  return Object.entries(contract).flatMap(([domain, procedures]) =>
    Object.keys(procedures).map((name) => [domain, name]),
  )
}

test('400 frames of nonsense and 400 calls with random input leave the core alive and have no effect', async () => {
  const page = await quietPage(program)
  const { client, post } = await openPort(page)
  // Some procedures are there to ask a person for a folder: a dialog by itself does nothing.
  const unasked = () => effects(program).filter((effect) => effect !== 'dialog.open').length
  const before = unasked()
  const frames = fc.sample(
    fc.oneof(
      fc.string({ maxLength: 200 }),
      fc.uint8Array({ maxLength: 200 }),
      fc.json(),
      fc.record({ i: fc.string(), t: fc.integer(), p: fc.jsonValue() }).map((value) => JSON.stringify(value)),
      fc.jsonValue(),
    ),
    { numRuns: 400, seed: 11 },
  )
  for (const frame of frames) await post(frame)
  const paths = [
    ...procedurePaths(),
    ['shell', 'addPaths'],
    ['shell', 'findByPath'],
    ['__proto__', 'x'],
    ['constructor', 'constructor'],
  ]
  const inputs = fc.sample(fc.tuple(fc.constantFrom(...paths), fc.jsonValue({ maxDepth: 3 })), {
    numRuns: 400,
    seed: 13,
  })
  const call = async ([path, input]: [string[], unknown]) => {
    const target = path.reduce<unknown>((node, name) => (node as Record<string, unknown>)[name], client)
    const give = new AbortController()
    const timer = setTimeout(() => give.abort(), 5000)
    try {
      await (target as (input: unknown, options: object) => Promise<unknown>)(input, { signal: give.signal })
    } catch {
      // A refusal is the expected answer; which one is the contract tests' business.
    } finally {
      clearTimeout(timer)
    }
  }
  for (let at = 0; at < inputs.length; at += 40) await Promise.all(inputs.slice(at, at + 40).map(call))
  const library = await client.library.list({})
  const info = await client.app.info({})
  expect({ items: library.items, host: info.host, effects: unasked() }).toEqual({
    items: [],
    host: 'electron',
    effects: before,
  })
})

test('the page cannot ask for what only a shell may: procedures that take paths are not there', async () => {
  const { client } = await openPort(await quietPage(program))
  const hidden = client as unknown as { shell: { addPaths(input: object): Promise<unknown> } }
  await expect(hidden.shell.addPaths({ paths: ['/etc/passwd'], source: 'drop' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
})

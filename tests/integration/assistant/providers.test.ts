import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createProvider } from '../../../src/main/core/assistant/providers/create-provider.ts'
import { createProviders, type Providers } from '../../../src/main/core/assistant/providers/providers.ts'
import type { Logger } from '../../../src/main/core/log/logger.ts'
import { createVault } from '../../../src/main/core/secrets/vault.ts'
import { createIdGenerator } from '../../../src/main/core/store/new-id.ts'
import { Failure, toFailure } from '../../../src/shared/contract/errors.ts'
import { type Settings, settingDefaults } from '../../../src/shared/contract/settings.ts'
import { ProviderId } from '../../../src/shared/domain/assistant-provider.ts'
import { type CoreBench, createCoreBench } from '../../fakes/core-bench.ts'
import { runCommand } from '../../fakes/command-line.ts'
import { wireProtocols } from '../../fakes/providers/protocols.ts'
import { type Reply, scriptedServer, type ScriptedServer } from '../../fakes/providers/server.ts'
import { openTemp, someTime } from '../store/temp-store.ts'

const canary = 'sk-canary-a1b2c3d4e5f6a7b8c9'
const openai = wireProtocols[0]
if (openai === undefined) throw new Error('no protocol')
const answer = (text: string): Reply => ({
  headers: { 'content-type': 'text/event-stream' },
  pieces: openai.events({ texts: [text], calls: [], finish: 'stop' }),
})

let server: ScriptedServer
beforeEach(async () => {
  server = await scriptedServer()
})
afterEach(() => server.close())

/** Everything the profile holds, as bytes. */
async function bytesOf(folder: string): Promise<Buffer> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true })
  const parts = files.filter((file) => file.isFile()).map((file) => readFile(join(file.parentPath, file.name)))
  return Buffer.concat(await Promise.all(parts))
}

describe('a key', () => {
  let bench: CoreBench
  const logged: unknown[] = []
  const logger: Logger = { log: (...line) => void logged.push(line) }
  beforeEach(async () => {
    logged.length = 0
    bench = await createCoreBench({ logger })
  })
  afterEach(() => bench.dispose())

  test('goes in and never comes out: not to a page, not into a log, a message, a backup or a file', async () => {
    const { client } = bench.core
    await client.settings.set({
      values: { 'assistant.addresses': { openai: `${server.origin}/v1` }, 'assistant.enabled': ['openai'] },
    })
    const told: unknown[] = [await client.providers.saveKey({ provider: 'openai', key: ` ${canary}\n` })]
    server.reply(
      { pieces: [JSON.stringify(openai.models())] },
      {
        status: 401,
        pieces: [JSON.stringify({ error: { message: `Incorrect API key provided: ${canary}`, echo: canary } })],
      },
      { status: 500, pieces: [`oops, ${canary} broke it`] },
    )
    told.push(await client.providers.test({ provider: 'openai' }))
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const failure = await client.providers.models({ provider: 'openai' }).then(() => null, toFailure)
      told.push(failure?.message, failure?.detail, failure?.stack, failure?.data(), failure?.cause)
    }
    told.push(
      await client.providers.list({}),
      await client.providers.usage({}),
      await client.settings.get({}),
      await client.app.info({}),
    )
    told.push(await client.app.doctor({}), await client.backup.create({}), logged)
    const sent = server.asked.map(({ headers }) => headers.authorization)
    await bench.reopen({ logger })
    told.push(await bench.core.client.providers.list({}))
    const text = JSON.stringify(told)
    const profile = await bytesOf(bench.profileDir)
    expect({
      sent,
      told: text.includes(canary) || text.includes(canary.slice(4)),
      stored: profile.includes(canary) || profile.includes(Buffer.from(canary).toString('base64').slice(2, -4)),
      state: JSON.stringify(told.at(-1)).includes('"key":"set"'),
    }).toEqual({ sent: Array.from({ length: 3 }, () => `Bearer ${canary}`), told: false, stored: false, state: true })
  })

  test('belongs to the address it was entered for, and is gone once removed', async () => {
    const { client } = bench.core
    const other = await scriptedServer()
    const keyOf = async () =>
      (await client.providers.list({})).providers.find(({ provider }) => provider === 'openai')?.key
    await client.settings.set({ values: { 'assistant.addresses': { openai: `${server.origin}/v1` } } })
    await client.providers.saveKey({ provider: 'openai', key: canary })
    const seen: unknown[] = [await keyOf()]
    await client.settings.set({ values: { 'assistant.addresses': { openai: `${other.origin}/v1` } } })
    seen.push(
      await keyOf(),
      await client.providers.test({ provider: 'openai' }).then(
        () => 'asked',
        (error: unknown) => toFailure(error).code,
      ),
    )
    await client.settings.set({ values: { 'assistant.addresses': { openai: `${server.origin}/v2` } } })
    seen.push(await keyOf())
    await client.providers.removeKey({ provider: 'openai' })
    seen.push(await keyOf(), other.asked.length)
    await other.close()
    expect(seen).toEqual(['set', 'elsewhere', 'UNAUTHORIZED', 'set', 'none', 0])
  })

  test('that can be none, or would travel in the open, is refused without being repeated', async () => {
    const { client } = bench.core
    const refusals: unknown[] = []
    for (const key of ['short', 'two words of it', 'naïve-key-ü', `${canary}\u0000`]) {
      const failure = await client.providers.saveKey({ provider: 'openai', key }).then(() => null, toFailure)
      refusals.push([failure?.code, failure?.message.includes(key)])
    }
    await client.settings.set({ values: { 'assistant.addresses': { compatible: 'http://192.168.1.20/v1' } } })
    refusals.push(
      await client.providers.saveKey({ provider: 'compatible', key: canary }).then(
        () => null,
        (error: unknown) => toFailure(error).code,
      ),
    )
    const addresses = ['ftp://x.example', 'javascript:alert(1)', 'https://user:secret@x.example/v1', 'x'.repeat(600)]
    for (const address of addresses) {
      const set = client.settings.set({ values: { 'assistant.addresses': { compatible: address } } })
      refusals.push(
        await set.then(
          () => 'taken',
          (error: unknown) => toFailure(error).code,
        ),
      )
    }
    expect(refusals).toEqual([
      ...Array.from({ length: 4 }, () => ['BAD_INPUT', false]),
      ...Array.from({ length: 5 }, () => 'BAD_INPUT'),
    ])
  })
})

test('without a key and consent there is not one connection', async () => {
  const bench = await createCoreBench()
  const reached = vi.spyOn(globalThis, 'fetch').mockRejectedValue(new Error('no network'))
  const { client } = bench.core
  const states: unknown[] = []
  const look = async () => {
    const { answers, providers } = await client.providers.list({})
    states.push([answers, providers.filter(({ ready }) => ready).length])
  }
  await look()
  for (const provider of ProviderId.options) {
    await client.settings.set({ values: { 'assistant.addresses': { [provider]: `${server.origin}/v1` } } })
    await client.providers.saveKey({ provider, key: canary })
  }
  await look()
  await client.providers.usage({})
  const calls = reached.mock.calls.length
  vi.restoreAllMocks()
  await bench.dispose()
  expect([states, calls, server.asked.length]).toEqual([
    [
      [null, 0],
      [null, 0],
    ],
    0,
    0,
  ])
})

describe('over a real store and a real server', () => {
  let now = someTime
  let settings: Settings
  let providers: Providers
  let store: ReturnType<typeof openTemp>
  beforeEach(() => {
    now = someTime
    store = openTemp()
    settings = {
      ...settingDefaults,
      'assistant.enabled': ['openai'],
      'assistant.models': { openai: 'gpt-6-luna' },
    }
    providers = createProviders({
      store,
      vault: createVault({ store, now: () => now, vaultKey: new Uint8Array(32) }),
      settings: () => settings,
      now: () => now,
      newId: createIdGenerator(() => now),
      changed: () => undefined,
      sleep: async () => undefined,
      // The service's own address, and this computer behind it: what costs nothing here has a price there.
      create: (options) => createProvider({ ...options, address: `${server.origin}/v1` }),
    })
    providers.saveKey('openai', canary)
  })

  const ask = async (operation: string, text = 'q'): Promise<string> => {
    let said = ''
    try {
      const request = { operation, system: '', messages: [{ role: 'user' as const, text }], tools: [], maxTokens: 9 }
      for await (const event of providers.chat.chat(request, new AbortController().signal)) {
        if (event.type === 'token') said += event.text
      }
    } catch (thrown) {
      return `${said}!${thrown instanceof Failure ? thrown.code : String(thrown)}`
    }
    return said
  }

  test('an answer of a helper is kept for an hour, and paid once', async () => {
    server.reply(answer('A'), answer('B'), answer('C'))
    const said = [await ask('titles'), await ask('titles'), await ask('titles', 'other')]
    now += 3_599_999
    said.push(await ask('titles'))
    now += 2
    server.reply(answer('D'))
    said.push(await ask('titles'))
    expect([said, server.asked.length]).toEqual([['A', 'A', 'B', 'A', 'C'], 3])
    // 120 tokens in and 34 out at $0.10 and $0.50 a million are 29 millionths of a dollar.
    expect(providers.usage()).toEqual([
      {
        month: new Date(someTime).toISOString().slice(0, 7),
        costMicro: 87,
        rows: [
          {
            provider: 'openai',
            model: 'gpt-6-luna',
            calls: 5,
            failed: 0,
            cached: 2,
            inputTokens: 360,
            outputTokens: 102,
            costMicro: 87,
            unpriced: 0,
            estimated: 0,
          },
        ],
      },
    ])
  })

  test('the cap of a month is kept, and a new month begins at nothing', async () => {
    settings['assistant.monthlyCapCents'] = 0
    const before = await ask('chat')
    settings['assistant.monthlyCapCents'] = 1
    settings['assistant.models'] = { openai: 'gpt-6-astra' }
    // 120 in and 34 out at $10 and $50 a million: 0.29 cents. The fourth goes over the cent, the fifth is refused.
    server.reply(...Array.from({ length: 5 }, () => answer('x')))
    const said: string[] = []
    for (let index = 0; index < 5; index += 1) said.push(await ask('chat'))
    now += 32 * 86_400_000
    said.push(await ask('chat'))
    expect([before, said, providers.usage().map(({ costMicro }) => costMicro)]).toEqual([
      '!BUDGET_REACHED',
      ['x', 'x', 'x', 'x', '!BUDGET_REACHED', 'x'],
      [2_900, 11_600],
    ])
  })

  test('what broke off is counted by what was sent and what came', async () => {
    const half = openai.events({ texts: ['half a word'], calls: [], finish: 'stop' }).slice(0, -1)
    server.reply({ headers: { 'content-type': 'text/event-stream' }, pieces: half })
    const said = await ask('chat', 'x'.repeat(300))
    expect([said, providers.usage()[0]?.rows[0], providers.list().providers[0]?.failure?.code]).toMatchObject([
      'half a word!INTERRUPTED',
      { calls: 1, failed: 1, estimated: 1, outputTokens: 4 },
      'INTERRUPTED',
    ])
  })
})

test('the command line takes a key from standard input and shows everything but it', async () => {
  const bench = await createCoreBench()
  await bench.core.close()
  const env = { METASTAMP_PROFILE: join(bench.dir, 'cli-profile') }
  const run = (args: string[], input?: string) => runCommand([...args, '--json'], env, input)
  const set = await run([
    'assistant',
    'provider',
    'openai',
    '--allow',
    '--first',
    '--model',
    'gpt-9',
    '--address',
    `${server.origin}/v1`,
  ])
  const saved = await run(['assistant', 'key', 'set', 'openai'], `${canary}\n`)
  server.reply({ pieces: [JSON.stringify(openai.models())] })
  const tested = await run(['assistant', 'key', 'test', 'openai'])
  const none = await run(['assistant', 'key', 'set', 'openai'], '')
  const wrong = await run(['assistant', 'key', 'test', 'nobody'])
  const all = [set, saved, tested, none, wrong]
  await bench.dispose()
  expect({
    codes: all.map(({ code }) => code),
    saved: saved.lines[0],
    tested: tested.lines[0],
    key: server.asked[0]?.headers.authorization,
    leaked: all.some(({ stdout, stderr }) => `${stdout}${stderr}`.includes(canary)),
  }).toMatchObject({
    codes: [0, 0, 0, 2, 2],
    saved: { provider: 'openai', key: 'set', enabled: true, model: 'gpt-9', ready: true },
    tested: { provider: 'openai', models: 2, knowsModel: true },
    key: `Bearer ${canary}`,
    leaked: false,
  })
})

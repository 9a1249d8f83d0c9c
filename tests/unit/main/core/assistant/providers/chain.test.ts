import { beforeEach, describe, expect, test } from 'vitest'
import type { KeptAnswer } from '../../../../../../src/main/core/assistant/providers/answer-cache.ts'
import type { CallEnd } from '../../../../../../src/main/core/assistant/providers/call-log.ts'
import type { Candidate } from '../../../../../../src/main/core/assistant/providers/candidates.ts'
import { type ChainOptions, createChain } from '../../../../../../src/main/core/assistant/providers/chain.ts'
import type { ChatEvent, ChatMessage } from '../../../../../../src/main/core/assistant/providers/provider.ts'
import { Failure, toFailure } from '../../../../../../src/shared/contract/errors.ts'
import { scriptedProvider, type ScriptedProvider, type ScriptedTurn } from '../../../../../fakes/scripted-chat.ts'

const openai: Candidate = { provider: 'openai', model: 'gpt', address: 'https://a.example', local: false }
const anthropic: Candidate = { provider: 'anthropic', model: 'claude', address: 'https://b.example', local: false }
const ollama: Candidate = { provider: 'ollama', model: 'qwen', address: 'http://localhost', local: true }

const usage = { inputTokens: 10, outputTokens: 5 }
const done: ScriptedTurn = [
  { type: 'token', text: 'yes' },
  { type: 'end', reason: 'stop', usage },
]
const called: ScriptedTurn = [
  { type: 'call', call: { id: 'c1', name: 'tag', arguments: {} } },
  { type: 'end', reason: 'calls', usage },
]
const trouble = new Failure('PROVIDER_FAILED', 'Trouble.', { retryable: true })
const limited = (retryAfterMs?: number) =>
  new Failure('RATE_LIMITED', 'Slow down.', {
    retryable: true,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  })
const broken: ScriptedTurn = [
  { type: 'token', text: 'half' },
  new Failure('INTERRUPTED', 'Broke off.', { retryable: true }),
]

let now = 0
let slept: number[] = []
let logged: Pick<CallEnd, 'status' | 'cached'>[] & CallEnd[] = []
let kept = new Map<string, KeptAnswer>()
let spent = 0
beforeEach(() => {
  now = 1_000_000
  slept = []
  logged = []
  kept = new Map()
  spent = 0
})

/** A chain over scripted providers, with a clock that moves only when somebody sleeps. */
function chainOf(script: readonly [Candidate, readonly ScriptedTurn[]][], more: Partial<ChainOptions> = {}) {
  const providers = new Map<string, ScriptedProvider>(
    script.map(([{ provider }, turns]) => [provider, scriptedProvider(provider, turns)]),
  )
  const hex = (key: Uint8Array) => Buffer.from(key).toString('hex')
  const chat = createChain({
    candidates: () => script.map(([candidate]) => candidate),
    staysHere: () => true,
    provider: ({ provider }) => providers.get(provider) as ScriptedProvider,
    perMinute: () => 10,
    capMicro: () => null,
    log: { add: (end) => void logged.push(end), spent: () => spent },
    cache: {
      find: (key) => kept.get(hex(key)) ?? null,
      keep: (key, answer) => void kept.set(hex(key), answer),
    },
    now: () => now,
    random: () => 0.5,
    sleep: async (ms, signal) => {
      if (signal.aborted) throw new Error('aborted')
      slept.push(ms)
      now += ms
    },
    ...more,
  })
  const asks = (provider: string) => providers.get(provider)?.asked.length ?? 0
  return { chat, asks, providers }
}

type Said = { text: string; models: string[]; failure: Failure | null }
const user: ChatMessage = { role: 'user', text: 'q' }

async function ask(
  { chat }: ReturnType<typeof chainOf>,
  {
    operation = 'chat',
    messages = [user],
    signal = new AbortController().signal,
  }: { operation?: string; messages?: ChatMessage[]; signal?: AbortSignal } = {},
): Promise<Said> {
  const said: Said = { text: '', models: [], failure: null }
  try {
    for await (const event of chat.chat({ operation, system: 's', messages, tools: [], maxTokens: 9 }, signal)) {
      if (event.type === 'model') said.models.push(event.model)
      if (event.type === 'token') said.text += event.text
    }
  } catch (thrown) {
    said.failure = toFailure(thrown)
  }
  return said
}

describe('who answers', () => {
  test('the first that can, and the log says what it took', async () => {
    const chain = chainOf([
      [openai, [done]],
      [anthropic, [done]],
    ])
    expect([await ask(chain), chain.chat.available(), logged]).toMatchObject([
      { text: 'yes', models: ['gpt'], failure: null },
      { provider: 'openai', model: 'gpt', local: false, images: true },
      [{ operation: 'chat', status: 'ok', usage, cached: false, said: 3, candidate: openai }],
    ])
  })

  test('trouble is tried three times with pauses, then the next one takes over; each attempt is logged', async () => {
    const chain = chainOf([
      [openai, [[trouble], [trouble], [trouble]]],
      [anthropic, [done]],
    ])
    const said = await ask(chain)
    expect([said.text, said.models, slept, logged.map(({ status }) => status)]).toEqual([
      'yes',
      ['gpt', 'gpt', 'gpt', 'claude'],
      [250, 500],
      ['PROVIDER_FAILED', 'PROVIDER_FAILED', 'PROVIDER_FAILED', 'ok'],
    ])
  })

  test('a key that is not accepted is not tried again, and the first failure is told with the others', async () => {
    const key = new Failure('UNAUTHORIZED', 'No key.')
    const chain = chainOf([
      [openai, [[key]]],
      [anthropic, [[trouble], [trouble], [trouble]]],
    ])
    const { failure } = await ask(chain)
    expect([failure?.code, failure?.message, chain.asks('openai'), chain.chat.lastFailure('openai')?.code]).toEqual([
      'UNAUTHORIZED',
      'No key. claude: Trouble.',
      1,
      'UNAUTHORIZED',
    ])
  })

  test('nobody set up: a clear no, and nothing is logged', async () => {
    const chain = chainOf([])
    expect([chain.chat.available(), (await ask(chain)).failure?.code, logged]).toEqual([null, 'UNAVAILABLE', []])
  })

  test('pictures go only to a model that reads them', async () => {
    const messages: ChatMessage[] = [
      { role: 'user', text: 'q', images: [{ mediaType: 'image/png', bytes: new Uint8Array([1]) }] },
    ]
    const blind = chainOf([[ollama, []]])
    const chain = chainOf([
      [ollama, []],
      [openai, [done]],
    ])
    expect([(await ask(chain, { messages })).models, (await ask(blind, { messages })).failure?.code]).toEqual([
      ['gpt'],
      'UNAVAILABLE',
    ])
  })

  test('says that elsewhere was not asked when what is here fails', async () => {
    const { failure } = await ask(chainOf([[ollama, [[new Failure('UNREACHABLE', 'Not running.')]]]]))
    expect(failure?.message).toBe(
      'Not running. Services elsewhere were not asked: that is not allowed in Settings › Assistant.',
    )
  })
})

describe('what has been said or done is not begun again', () => {
  test('after the first word nobody takes over, and the words stay', async () => {
    const chain = chainOf([
      [openai, [broken]],
      [anthropic, [done]],
    ])
    const said = await ask(chain)
    expect([said.text, said.failure?.code, chain.asks('openai'), chain.asks('anthropic')]).toEqual([
      'half',
      'INTERRUPTED',
      1,
      0,
    ])
  })

  test('a call counts as said', async () => {
    const chain = chainOf([
      [openai, [[...called.slice(0, 1), trouble]]],
      [anthropic, [done]],
    ])
    expect([(await ask(chain)).failure?.code, chain.asks('anthropic')]).toEqual(['PROVIDER_FAILED', 0])
  })

  test('once a tool has run, the answer stays with the model that called it', async () => {
    const chain = chainOf([
      [openai, [[limited()], done]],
      [anthropic, [called, [trouble], [trouble], [trouble]]],
    ])
    await ask(chain)
    // The first one could answer again by now; the second is asked nevertheless, and its failure is the answer.
    now += 3_600_000
    const messages: ChatMessage[] = [
      user,
      { role: 'assistant', text: '', calls: [{ id: 'c1', name: 'tag', arguments: {} }] },
      { role: 'tool', callId: 'c1', name: 'tag', text: 'done' },
    ]
    const said = await ask(chain, { messages })
    expect([said.failure?.code, said.models, chain.asks('openai')]).toEqual([
      'PROVIDER_FAILED',
      ['claude', 'claude', 'claude'],
      1,
    ])
  })

  test('stopping is not a failure of the provider: nobody takes over, and the log says so', async () => {
    const stop = new AbortController()
    const chain = chainOf([
      [openai, [done]],
      [anthropic, [done]],
    ])
    const events: ChatEvent['type'][] = []
    const failure = await (async () => {
      for await (const event of chain.chat.chat(
        { operation: 'chat', system: '', messages: [user], tools: [], maxTokens: 1 },
        stop.signal,
      )) {
        if (event.type !== 'model') events.push(event.type)
        if (event.type === 'token') stop.abort()
      }
    })().then(() => null, toFailure)
    expect([events, failure?.code, logged.map(({ status }) => status), chain.chat.lastFailure('openai')]).toEqual([
      ['token'],
      'CANCELLED',
      ['CANCELLED'],
      null,
    ])
  })

  test('a reader who goes away is logged as stopped', async () => {
    const chain = chainOf([[openai, [done]]])
    for await (const event of chain.chat.chat(
      { operation: 'chat', system: '', messages: [user], tools: [], maxTokens: 1 },
      new AbortController().signal,
    )) {
      if (event.type === 'token') break
    }
    expect(logged.map(({ status }) => status)).toEqual(['CANCELLED'])
  })
})

describe('limits', () => {
  test('a rate limit sends the model to rest for five minutes, or longer if it asks for it', async () => {
    const chain = chainOf([[openai, [[limited(7_000)], [limited(600_000)], done]]])
    const seen: unknown[] = []
    for (const pause of [0, 299_999, 1, 599_999, 1]) {
      now += pause
      const { failure, text } = await ask(chain)
      seen.push(failure === null ? text : [failure.code, failure.retryAfterMs, chain.asks('openai')])
    }
    expect(seen).toEqual([
      ['RATE_LIMITED', 7_000, 1],
      ['RATE_LIMITED', 1, 1],
      ['RATE_LIMITED', 600_000, 2],
      ['RATE_LIMITED', 1, 2],
      'yes',
    ])
  })

  test('while one rests the next answers, and the page knows', async () => {
    const chain = chainOf([
      [openai, [[limited()]]],
      [anthropic, [done, done]],
    ])
    await ask(chain)
    expect([(await ask(chain)).models, chain.chat.available()?.provider]).toEqual([['claude'], 'anthropic'])
  })

  test('the eleventh question in a minute waits its turn, and far more are refused', async () => {
    const chain = chainOf([[openai, Array.from({ length: 30 }, () => done)]], {
      sleep: async (ms) => void slept.push(ms),
    })
    const codes: unknown[] = []
    for (let index = 0; index < 21; index += 1) codes.push((await ask(chain)).failure?.code ?? 'ok')
    expect([slept.slice(0, 2), slept.length, codes.slice(-2)]).toEqual([[6_000, 12_000], 10, ['ok', 'RATE_LIMITED']])
  })

  test('what a model asks its tools takes no turn of its own', async () => {
    const chain = chainOf([[openai, Array.from({ length: 30 }, () => called)]])
    const messages: ChatMessage[] = [
      user,
      { role: 'assistant', text: '', calls: [{ id: 'c1', name: 'tag', arguments: {} }] },
      { role: 'tool', callId: 'c1', name: 'tag', text: 'done' },
    ]
    for (let turn = 0; turn < 25; turn += 1) await ask(chain, turn === 0 ? {} : { messages })
    expect([slept, chain.asks('openai')]).toEqual([[], 25])
  })

  test('at the cap services cost nothing any more: a model here answers, or nobody', async () => {
    spent = 10_000_000
    const capped = { capMicro: () => 10_000_000 }
    const alone = chainOf([[openai, [done]]], capped)
    const both = chainOf(
      [
        [openai, [done]],
        [ollama, [done]],
      ],
      capped,
    )
    const { failure } = await ask(alone)
    expect([
      failure?.code,
      failure?.message.includes('$10.00'),
      alone.asks('openai'),
      (await ask(both)).models,
    ]).toEqual(['BUDGET_REACHED', true, 0, ['qwen']])
  })
})

describe('the cache', () => {
  test('keeps whole answers of helpers, not of conversations, and tells whose they are', async () => {
    const chain = chainOf([[openai, [done, done, done]]])
    const seen = [
      await ask(chain, { operation: 'titles' }),
      await ask(chain, { operation: 'titles' }),
      await ask(chain, { operation: 'tags' }),
      await ask(chain),
    ]
    expect([
      seen.map(({ text, models }) => [text, ...models]),
      chain.asks('openai'),
      logged.map(({ cached }) => cached),
    ]).toEqual([Array.from({ length: 4 }, () => ['yes', 'gpt']), 3, [false, true, false, false]])
  })

  test('keeps nothing that could have been found by tools: the library may be another by then', async () => {
    const chain = chainOf([[openai, [done, done]]])
    const tools = [{ name: 'balance', description: 'Tells it.', parameters: { type: 'object' } }]
    const request = { operation: 'ask', system: '', messages: [user], tools, maxTokens: 1 }
    for (const _time of [1, 2]) {
      for await (const _event of chain.chat.chat(request, new AbortController().signal));
    }
    expect([kept.size, chain.asks('openai')]).toEqual([0, 2])
  })

  test('keeps nothing that broke off or was cut', async () => {
    const cut: ScriptedTurn = [
      { type: 'token', text: 'ye' },
      { type: 'end', reason: 'length', usage },
    ]
    const chain = chainOf([[openai, [broken, cut]]])
    await ask(chain, { operation: 'titles' })
    await ask(chain, { operation: 'titles' })
    expect(kept.size).toBe(0)
  })
})

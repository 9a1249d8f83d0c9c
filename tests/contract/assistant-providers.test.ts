import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createProvider } from '../../src/main/core/assistant/providers/create-provider.ts'
import type { ChatEvent, ChatRequest, Provider } from '../../src/main/core/assistant/providers/provider.ts'
import { type Failure, toFailure } from '../../src/shared/contract/errors.ts'
import { type Said, wireProtocols } from '../fakes/providers/protocols.ts'
import { type Reply, scriptedServer, type ScriptedServer, shredded } from '../fakes/providers/server.ts'

// One suite over every provider: each SDK talks with a server on this machine that speaks the protocol its provider documents.

const stream = { 'content-type': 'text/event-stream' }
const question: ChatRequest = {
  model: 'some-1',
  system: 'Be brief.',
  messages: [{ role: 'user', text: 'Hello?' }],
  tools: [],
  maxTokens: 99,
}
const plain = (...texts: string[]): Said => ({ texts, calls: [], finish: 'stop' })
const schema = {
  type: 'object',
  properties: { title: { type: 'string', description: 'A title.' } },
  required: ['title'],
  additionalProperties: false,
}

async function collect(events: AsyncIterable<ChatEvent>): Promise<{ events: ChatEvent[]; failure: Failure | null }> {
  const seen: ChatEvent[] = []
  try {
    for await (const event of events) seen.push(event)
    return { events: seen, failure: null }
  } catch (thrown) {
    return { events: seen, failure: toFailure(thrown) }
  }
}

const textOf = (events: readonly ChatEvent[]) =>
  events.map((event) => (event.type === 'token' ? event.text : '')).join('')
const told = (failure: Failure | null) =>
  failure === null ? 'nothing' : JSON.stringify([failure.message, failure.detail, failure.stack, String(failure.cause)])

describe.each(wireProtocols)('$id', (protocol) => {
  let server: ScriptedServer
  let provider: Provider
  const make = (address: string, limits = { firstMs: 20_000, idleMs: 20_000 }) =>
    createProvider({
      id: protocol.id,
      name: 'The Provider',
      address: `${address}${protocol.basePath}`,
      key: protocol.key,
      limits,
    })
  const ask = (request: Partial<ChatRequest> = {}, signal = new AbortController().signal) =>
    collect(provider.chat({ ...question, ...request }, signal))
  const answer = (said: Said, ending: Reply['ending'] = 'end'): Reply => ({
    headers: stream,
    pieces: shredded(protocol.events(said).join('')),
    ending,
  })

  beforeEach(async () => {
    server = await scriptedServer()
    provider = make(server.origin)
  })
  afterEach(() => server.close())

  test('streams text that arrives in shreds, counts its tokens, and sends nothing but the question to nobody else', async () => {
    server.reply(answer(plain('Größe ', '🎨 ', '漢字', ' und\n\nmehr')))
    const { events, failure } = await ask()
    const [asked] = server.asked
    const auth = protocol.key === null ? null : protocol.auth(protocol.key)
    expect({
      failure,
      text: textOf(events),
      end: events.at(-1),
      path: protocol.chatPath.test(asked?.path ?? ''),
      key: auth === null ? asked?.headers.authorization : asked?.headers[auth.name],
      read: asked === undefined ? null : protocol.read(asked),
    }).toEqual({
      failure: null,
      text: 'Größe 🎨 漢字 und\n\nmehr',
      end: { type: 'end', reason: 'stop', usage: { inputTokens: 120, outputTokens: 34 } },
      path: true,
      key: auth?.value,
      read: {
        model: 'some-1',
        system: 'Be brief.',
        tools: [],
        turns: [{ role: 'user', text: 'Hello?', images: [] }],
        maxTokens: 99,
        json: undefined,
      },
    })
  })

  test('puts calls together from their parts and takes their results back under ids that match', async () => {
    server.reply(
      answer({
        texts: ['Let me look. '],
        calls: [
          { id: 'a-1', name: 'search_works', parts: ['{"que', 'ry": "Süd', 'en \\u00e9\\"', '"}'] },
          { id: 'b-2', name: 'balance', parts: [] },
        ],
        finish: 'calls',
      }),
      answer(plain('Done.')),
    )
    const tools = [
      {
        name: 'search_works',
        description: 'Finds works.',
        parameters: { type: 'object', properties: { query: { type: 'string' } } },
      },
      { name: 'balance', description: 'Tells the balance.', parameters: { type: 'object', properties: {} } },
    ]
    const first = await ask({ tools })
    const calls = first.events.flatMap((event) => (event.type === 'call' ? [event.call] : []))
    const second = await ask({
      tools,
      messages: [
        { role: 'user', text: 'Hello?' },
        { role: 'assistant', text: 'Let me look. ', calls },
        // Answered in another order, and one answer nobody asked for.
        { role: 'tool', callId: calls[1]?.id ?? '', name: 'balance', text: '12 EUR' },
        { role: 'tool', callId: 'stranger', name: 'balance', text: 'unasked' },
        { role: 'tool', callId: calls[0]?.id ?? '', name: 'search_works', text: '3 works' },
      ],
    })
    const read = server.asked[1] === undefined ? null : protocol.read(server.asked[1])
    const made = read?.turns.flatMap((turn) => (turn.role === 'assistant' ? turn.calls : []))
    const results = read?.turns.flatMap((turn) => (turn.role === 'result' ? [turn] : []))
    expect({
      end: first.events.at(-1),
      calls: calls.map(({ name, arguments: given }) => ({ name, given })),
      tools: read?.tools.map(({ name }) => name),
      made: made?.map(({ name, arguments: given }) => ({ name, given })),
      results: results?.map(({ text }) => text),
      matching: made?.map(({ id }) => id).join() === results?.map(({ id }) => id).join(),
      failure: second.failure,
    }).toEqual({
      end: { type: 'end', reason: 'calls', usage: { inputTokens: 120, outputTokens: 34 } },
      calls: [
        { name: 'search_works', given: { query: 'Süden é"' } },
        { name: 'balance', given: {} },
      ],
      tools: ['search_works', 'balance'],
      made: [
        { name: 'search_works', given: { query: 'Süden é"' } },
        { name: 'balance', given: {} },
      ],
      results: ['3 works', '12 EUR'],
      matching: true,
      failure: null,
    })
    // What it thought before the call goes back with the results, sealed as it came; where it said it thought.
    const sealed =
      JSON.stringify(server.asked[1]?.body).includes('sealed') ||
      JSON.stringify(server.asked[1]?.body).includes('c2VhbGVk')
    expect(sealed).toBe(!['ollama', 'compatible'].includes(protocol.id))
  })

  test('says that an answer was cut for its length, or refused', async () => {
    server.reply(
      answer({ texts: ['so f'], calls: [], finish: 'length' }),
      answer({ texts: ['No.'], calls: [], finish: 'refused' }),
    )
    const ends = [await ask(), await ask()].map(({ events }) => events.at(-1))
    expect(ends).toMatchObject([{ reason: 'length' }, { reason: 'refused' }])
  })

  test('sends pictures and the schema of a wanted answer', async () => {
    server.reply(answer(plain('{"title":"x"}')))
    await ask({
      messages: [
        { role: 'user', text: 'What?', images: [{ mediaType: 'image/png', bytes: new Uint8Array([1, 2, 3]) }] },
      ],
      json: { name: 'title', schema },
    })
    const [asked] = server.asked
    expect(asked === undefined ? null : protocol.read(asked)).toMatchObject({
      turns: [{ role: 'user', text: 'What?', images: ['AQID'] }],
      json: schema,
    })
  })

  test('keeps what came before the connection broke, and says so', async () => {
    const whole = protocol.events(plain('one ', 'two ', 'three '))
    const half = whole.slice(0, -(1 + protocol.spare)).join('')
    server.reply(
      { headers: stream, pieces: shredded(half), ending: 'destroy' },
      { headers: stream, pieces: [half], ending: 'end' },
    )
    const broken = await ask()
    const ended = await ask()
    expect([broken, ended].map(({ events, failure }) => [textOf(events), failure?.code, failure?.retryable])).toEqual([
      ['one two three ', 'INTERRUPTED', true],
      ['one two three ', 'INTERRUPTED', true],
    ])
  })

  test('reads an error that comes in the middle of a good stream', async () => {
    const begun = protocol
      .events(plain('one '))
      .slice(0, -(1 + protocol.spare))
      .join('')
    for (const what of ['limit', 'trouble'] as const) {
      server.reply({ headers: stream, pieces: [begun, protocol.refusalEvent(what)] })
    }
    const seen = [await ask(), await ask()]
    expect(seen.map(({ events, failure }) => [textOf(events), failure?.code])).toEqual([
      ['one ', 'RATE_LIMITED'],
      ['one ', 'PROVIDER_FAILED'],
    ])
  })

  test.each([
    ['key', 'UNAUTHORIZED', false],
    ['model', 'NOT_FOUND', false],
    ['limit', 'RATE_LIMITED', true],
    ['credit', 'RATE_LIMITED', false],
    ['length', 'TOO_LARGE', false],
    ['trouble', 'PROVIDER_FAILED', true],
    ['request', 'BAD_INPUT', false],
  ] as const)(
    'tells a refusal (%s) in words with a next step, asks once, and never quotes the key',
    async (what, code, retryable) => {
      const { status, body } = protocol.refusal(what, protocol.key ?? 'none')
      server.reply({ status, pieces: [JSON.stringify(body)] })
      const { failure } = await ask({ model: 'gone-1' })
      expect({
        code: failure?.code,
        retryable: failure?.retryable,
        next: /Settings|Ask|Look at/.test(failure?.message ?? ''),
        requests: server.asked.length,
        leaked: protocol.key !== null && told(failure).includes(protocol.key),
      }).toEqual({ code, retryable, next: true, requests: 1, leaked: false })
    },
  )

  test('passes on how long to wait', async () => {
    const { body } = protocol.refusal('limit', '')
    const limited = (headers: Record<string, string>): Reply => ({
      status: 429,
      headers,
      pieces: [JSON.stringify(body)],
    })
    server.reply(
      limited({ 'retry-after': '7' }),
      limited({ date: 'Sun, 01 Nov 2026 10:00:00 GMT', 'retry-after': 'Sun, 01 Nov 2026 10:00:30 GMT' }),
      limited({}),
    )
    const waits = [await ask(), await ask(), await ask()].map(({ failure }) => failure?.retryAfterMs)
    expect(waits).toEqual([7_000, 30_000, protocol.id === 'gemini' ? 12_500 : undefined])
  })

  test('gives up on silence, before the first word and after it, and lets go of the connection', async () => {
    const half = protocol
      .events(plain('one '))
      .slice(0, -(1 + protocol.spare))
      .join('')
    const seen: unknown[] = []
    for (const [limits, pieces] of [
      [{ firstMs: 150, idleMs: 20_000 }, []],
      [{ firstMs: 20_000, idleMs: 150 }, [half]],
    ] as const) {
      server.reply({ headers: stream, pieces, ending: 'hang' })
      provider = make(server.origin, limits)
      const { events, failure } = await ask()
      await server.released()
      seen.push([textOf(events), failure?.code])
    }
    expect(seen).toEqual([
      ['', 'TIMED_OUT'],
      ['one ', 'TIMED_OUT'],
    ])
  })

  test('stops when it is told to, at once, and lets go of the connection', async () => {
    const half = protocol
      .events(plain('one '))
      .slice(0, -(1 + protocol.spare))
      .join('')
    server.reply({ headers: stream, pieces: [half], ending: 'hang' })
    const stop = new AbortController()
    let shown = ''
    const reading = (async () => {
      for await (const event of provider.chat(question, stop.signal)) {
        if (event.type === 'token') shown += event.text
        stop.abort()
      }
    })()
    const failure = await reading.then(() => null, toFailure)
    await server.released()
    const never = await ask({}, AbortSignal.abort())
    expect([shown, failure?.code, never.failure?.code, server.asked.length]).toEqual([
      'one ',
      'CANCELLED',
      'CANCELLED',
      1,
    ])
  })

  test('says what is wrong with an address: a web page, nothing there, a redirect, nobody there, a certificate of no worth', async () => {
    const elsewhere = await scriptedServer()
    server.reply(
      { headers: { 'content-type': 'text/html; charset=utf-8' }, pieces: ['<html>Hi</html>'] },
      { status: 404, headers: { 'content-type': 'text/html' }, pieces: ['<html>Not found</html>'] },
      { status: 307, headers: { location: `${elsewhere.origin}/v1` }, pieces: [] },
    )
    const failures = [await ask(), await ask({ model: 'some-1' }), await ask()].map(({ failure }) => failure)
    const tls = await scriptedServer({ tls: true })
    provider = make(tls.origin)
    const certificate = (await ask()).failure
    await tls.close()
    provider = make(server.origin)
    await server.close()
    const nobody = (await ask()).failure
    const followed = elsewhere.asked.length
    await elsewhere.close()
    expect({
      codes: [...failures, certificate, nobody].map((failure) => failure?.code),
      certificate: certificate?.message.includes('certificate'),
      followed,
      leaked: [...failures, certificate, nobody].some(
        (each) => protocol.key !== null && told(each).includes(protocol.key),
      ),
    }).toEqual({
      codes: ['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND', 'UNREACHABLE', 'UNREACHABLE'],
      certificate: true,
      followed: 0,
      leaked: false,
    })
  })

  test('lists the models that can answer', async () => {
    server.reply({ pieces: [JSON.stringify(protocol.models())] })
    const models = await provider.models(new AbortController().signal)
    const expected: Record<string, string[]> = {
      openai: ['gpt-9', 'gpt-10'],
      anthropic: ['Claude Nine'],
      gemini: ['Gemini Nine'],
      ollama: ['qwen9', 'qwen10'],
      compatible: ['qwen9', 'qwen10'],
    }
    expect(models.map(({ label }) => label)).toEqual(expected[protocol.id])
  })

  test('takes neither address nor key from the environment, and writes to no console', async () => {
    const trap = await scriptedServer()
    const variables = ['OPENAI_BASE_URL', 'ANTHROPIC_BASE_URL', 'GOOGLE_GEMINI_BASE_URL']
    for (const name of variables) vi.stubEnv(name, trap.origin)
    for (const name of [
      'OPENAI_API_KEY',
      'ANTHROPIC_API_KEY',
      'ANTHROPIC_AUTH_TOKEN',
      'GEMINI_API_KEY',
      'GOOGLE_API_KEY',
    ]) {
      vi.stubEnv(name, 'from-the-environment')
    }
    for (const name of ['OPENAI_LOG', 'ANTHROPIC_LOG']) vi.stubEnv(name, 'debug')
    const written: unknown[] = []
    for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
      vi.spyOn(console, method).mockImplementation((...line) => void written.push(line))
    }
    server.reply(answer(plain('ok')))
    await ask()
    vi.unstubAllEnvs()
    vi.restoreAllMocks()
    await trap.close()
    expect([
      trap.asked.length,
      JSON.stringify(server.asked[0]?.headers).includes('from-the-environment'),
      protocol.id === 'gemini' ? [] : written,
    ]).toEqual([0, false, []])
  })
})

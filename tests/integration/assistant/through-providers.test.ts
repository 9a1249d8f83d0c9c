import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { CoreBench } from '../../fakes/core-bench.ts'
import { type Said, wireProtocols } from '../../fakes/providers/protocols.ts'
import { type Reply, scriptedServer, type ScriptedServer, shredded } from '../../fakes/providers/server.ts'
import { addWorks, askAll, benchWith } from './support.ts'

// A question all the way: the engine and its tools, the chain, the provider's own SDK, a server that speaks its protocol, and back.

describe.each(wireProtocols)('asked through $id', (protocol) => {
  let server: ScriptedServer
  let bench: CoreBench
  const reply = (said: Said, ending: Reply['ending'] = 'end'): Reply => ({
    headers: { 'content-type': 'text/event-stream' },
    pieces: shredded(protocol.events(said).join(''), 11),
    ending,
  })
  const callsTool: Said = {
    texts: ['I look. '],
    calls: [{ id: 'made-1', name: 'list_works', parts: ['{"sea', 'rch":"harb', 'our"}'] }],
    finish: 'calls',
  }

  beforeEach(async () => {
    server = await scriptedServer()
    bench = await benchWith()
    const { client } = bench.core
    const { id, basePath, key } = protocol
    await client.settings.set({
      values: {
        'assistant.enabled': [id],
        'assistant.models': { [id]: 'some-1' },
        'assistant.addresses': { [id]: `${server.origin}${basePath}` },
      },
    })
    if (key !== null) await client.providers.saveKey({ provider: id, key })
  })
  afterEach(() => server.close())

  test('looks a work up with a tool, answers with what it found, and the calls are counted', async () => {
    await addWorks(bench, ['harbour.png', 'other.png'])
    server.reply(reply(callsTool), reply({ texts: ['One ', 'work.'], calls: [], finish: 'stop' }))
    const events = await askAll(bench, 'Which of my works show a harbour, would you say?')
    const answer = events.at(-1)
    const second = server.asked[1] === undefined ? null : protocol.read(server.asked[1])
    const result = second?.turns.find((turn) => turn.role === 'result')
    const usage = await bench.core.client.providers.usage({})
    expect({
      end:
        answer?.type === 'done'
          ? answer.answer.parts.map((part) => (part.type === 'text' ? part.text : [part.name, part.state]))
          : answer,
      by: answer?.type === 'done' ? answer.answer.by : null,
      told: result?.text.includes('harbour') === true && result.text.includes('"total":1'),
      others: result?.text.includes('other'),
      requests: server.asked.length,
      counted: usage.months[0]?.rows.map(({ provider, model, calls, failed }) => [provider, model, calls, failed]),
      leaked: protocol.key !== null && JSON.stringify(events).includes(protocol.key),
    }).toEqual({
      end: ['I look. ', ['list_works', 'done'], 'One work.'],
      by: { provider: protocol.id, model: 'some-1', local: true },
      told: true,
      others: false,
      requests: 2,
      counted: [[protocol.id, 'some-1', 2, 0]],
      leaked: false,
    })
  })

  test('keeps what was said when the provider breaks off after a tool has run, and asks nobody again', async () => {
    const half = protocol
      .events({ texts: ['One wo'], calls: [], finish: 'stop' })
      .slice(0, -(1 + protocol.spare))
      .join('')
    server.reply(reply(callsTool), {
      headers: { 'content-type': 'text/event-stream' },
      pieces: [half],
      ending: 'destroy',
    })
    const events = await askAll(bench, 'Which of my works show a harbour, would you say?')
    const last = events.at(-1)
    expect([
      last?.type === 'error' ? last.failure.code : last,
      last?.type === 'error' ? last.answer.parts.map((part) => (part.type === 'text' ? part.text : part.name)) : [],
      server.asked.length,
    ]).toEqual(['INTERRUPTED', ['I look. ', 'list_works', 'One wo'], 2])
  })
})

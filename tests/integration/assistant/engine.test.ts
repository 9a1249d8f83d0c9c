import { describe, expect, it } from 'vitest'
import { Failure } from '../../../src/shared/contract/errors.ts'
import type { ConversationId } from '../../../src/shared/domain/ids.ts'
import { scriptedChat } from '../../fakes/scripted-chat.ts'
import { addWorks, answerOf, askAll, benchWith, call, end, token } from './support.ts'

describe('an answer', () => {
  it('looks up what the model asks for, tells it what is wrong with its calls, and keeps all of it', async () => {
    const chat = scriptedChat([
      [
        token('Let me '),
        token('look.'),
        call('1', 'list_works', { search: 'harbour' }),
        call('2', 'format_disk', {}),
        call('3', 'get_work', { assetId: 'nonsense' }),
        call('4', 'list_works', '{"search":'),
        end('calls'),
      ],
      [token('One work.'), end()],
    ])
    const bench = await benchWith(chat)
    await addWorks(bench, ['harbour.png', 'dunes.png'])
    const events = await askAll(bench, 'what is there of the harbour?')
    const answer = answerOf(events)
    expect({
      states: answer.parts.map((part) => (part.type === 'text' ? part.text : [part.name, part.state])),
      usage: answer.usage,
      by: answer.by,
      state: answer.state,
    }).toEqual({
      states: [
        'Let me look.',
        ['list_works', 'done'],
        ['format_disk', 'failed'],
        ['get_work', 'failed'],
        ['list_works', 'failed'],
        'One work.',
      ],
      usage: { inputTokens: 20, outputTokens: 10 },
      by: { provider: 'openai', model: 'scripted-1', local: false },
      state: 'done',
    })
    const told = chat.asked[1]?.messages.flatMap((message) => (message.role === 'tool' ? [message.text] : [])) ?? []
    expect(told[0]).toContain('"title":{"origin":"title","text":"harbour')
    expect(told.slice(1)).toEqual([
      expect.stringContaining('There is no tool called “format_disk”'),
      expect.stringContaining('These arguments do not fit get_work: assetId'),
      expect.stringContaining('These arguments do not fit list_works'),
    ])
    const { conversationId } = answer
    const { messages } = await bench.core.client.assistant.conversation({ conversationId })
    expect(messages.at(-1)).toEqual(answer)
  })

  it('waits with a change until a person has said yes, and the change can be undone', async () => {
    const bench = await benchWith(
      scriptedChat([[call('w', 'tag_works', { assetIds: [], tags: ['x'] }), end('calls')], [end()]]),
    )
    const [assetId] = await addWorks(bench, ['a.png'])
    const open = async (script: Parameters<typeof scriptedChat>[0]) => bench.reopen({ chat: scriptedChat(script) })
    const tags = async () => (await bench.core.client.organise.tags({})).items.map(({ name, works }) => [name, works])
    const write = call('w', 'tag_works', { assetIds: [assetId], tags: ['harbour'] })
    const decide = (conversationId: ConversationId, approve: boolean) =>
      bench.core.client.assistant.decide({ conversationId, callId: 'w', approve })

    const invalid = answerOf(await askAll(bench, 'tag nothing'))
    expect(invalid.parts).toMatchObject([{ state: 'failed', name: 'tag_works' }])

    await open([
      [write, end('calls')],
      [token('As you wish.'), end()],
    ])
    const refused = await askAll(bench, 'tag it', async (event) => {
      if (event.type !== 'tool_call') return
      expect([event.part.state, event.part.arguments, await tags()]).toEqual([
        'waiting',
        { assetIds: [assetId], tags: ['harbour'] },
        [],
      ])
      const [newest] = (await bench.core.client.assistant.conversations({})).items
      if (newest !== undefined) await decide(newest.conversationId, false)
    })
    expect([answerOf(refused).parts[0], await tags()]).toEqual([expect.objectContaining({ state: 'refused' }), []])
    await expect(decide(answerOf(refused).conversationId, true)).rejects.toMatchObject({ code: 'NOT_FOUND' })

    await open([
      [write, end('calls')],
      [token('Done.'), end()],
    ])
    let conversationId: ConversationId | null = null
    const approved = await askAll(bench, 'tag it', async (event) => {
      if (event.type === 'begun') conversationId = event.conversation.conversationId
      if (event.type === 'tool_call' && event.part.state === 'waiting' && conversationId !== null)
        await decide(conversationId, true)
    })
    expect([answerOf(approved).parts[0], await tags()]).toEqual([
      expect.objectContaining({ state: 'done', result: expect.objectContaining({ type: 'changed', works: 1 }) }),
      [['harbour', 1]],
    ])
    await bench.core.client.organise.undo({})
    expect(await tags()).toEqual([])
  })

  it('is stopped while it waits, while it streams and when its reader leaves; what was said is kept', async () => {
    const bench = await benchWith(scriptedChat([]))
    const [assetId] = await addWorks(bench, ['a.png'])
    const waiting = [token('I would '), call('w', 'note_work', { assetId, note: 'n' }), end('calls')]
    await bench.reopen({ chat: scriptedChat([waiting]) })
    const stop = new AbortController()
    const stopped = answerOf(
      await askAll(bench, 'note', (event) => event.type === 'tool_call' && stop.abort(), stop.signal),
    )
    expect([stopped.state, stopped.parts]).toEqual([
      'stopped',
      [{ type: 'text', text: 'I would ' }, expect.objectContaining({ state: 'refused' })],
    ])
    if (assetId === undefined) throw new Error('no work')
    expect((await bench.core.client.library.get({ assetId })).note).toBe('')

    await bench.reopen({ chat: scriptedChat([[token('one '), token('two '), token('three'), end()]]) })
    let left: ConversationId | null = null
    for await (const event of await bench.core.client.assistant.ask({ question: { type: 'text', text: 'count' } })) {
      if (event.type === 'begun') left = event.conversation.conversationId
      if (event.type === 'token' && event.text === 'two ') break
    }
    if (left === null) throw new Error('it did not begin')
    const kept = (await bench.core.client.assistant.conversation({ conversationId: left })).messages.at(-1)
    expect(kept).toMatchObject({ state: 'stopped', parts: [{ type: 'text', text: 'one two ' }] })
  })

  it('that breaks off keeps what was said, says why, and can be asked again in its place', async () => {
    const broken = new Failure('INTERRUPTED', 'The stream broke off. Ask again.', { retryable: true })
    const chat = scriptedChat([
      [token('Half an '), broken],
      [token('A whole answer.'), end()],
      [token('Another.'), end()],
    ])
    const bench = await benchWith(chat)
    const failed = answerOf(await askAll(bench, 'first'))
    expect([failed.state, failed.failure?.code, failed.parts]).toEqual([
      'failed',
      'INTERRUPTED',
      [{ type: 'text', text: 'Half an ' }],
    ])
    const { conversationId } = failed
    const before = await bench.core.client.assistant.conversation({ conversationId })
    const replaces = before.messages[0]?.messageId ?? null
    await askAll(bench, { conversationId, question: { type: 'text', text: 'first, in other words' }, replaces })
    await askAll(bench, { conversationId, question: { type: 'text', text: 'and then?' } })
    const { messages } = await bench.core.client.assistant.conversation({ conversationId })
    expect(messages.map((message) => (message.role === 'person' ? message.text : message.parts))).toEqual([
      'first, in other words',
      [{ type: 'text', text: 'A whole answer.' }],
      'and then?',
      [{ type: 'text', text: 'Another.' }],
    ])
    expect(chat.asked[2]?.messages.map(({ role, text }) => [role, text])).toEqual([
      ['user', 'first, in other words'],
      ['assistant', 'A whole answer.'],
      ['user', 'and then?'],
    ])
  })

  it('ends although the model would go on looking things up for ever', async () => {
    const loop = Array.from({ length: 40 }, (_, i) => [call(`${i}`, 'wallet_balance', {}), end('calls')])
    const chat = scriptedChat(loop)
    const answer = answerOf(await askAll(await benchWith(chat), 'go on'))
    expect([answer.state, answer.failure?.code, chat.asked.length]).toEqual(['failed', 'PROVIDER_FAILED', 8])
  })

  it('runs no more than its share of calls that come at once', async () => {
    const many = Array.from({ length: 300 }, (_, i) => call(`${i}`, 'wallet_balance', {}))
    const chat = scriptedChat([
      [...many, end('calls')],
      [token('ok'), end()],
    ])
    const answer = answerOf(await askAll(await benchWith(chat), 'many'))
    expect([answer.parts.length, chat.asked[1]?.messages.length]).toEqual([9, 302])
  })
})

describe('a question', () => {
  it.each([
    ['', 'There is no question'],
    ['\u202e\u0000 \n', 'There is no question'],
    ['a'.repeat(4_001), '4001 characters'],
  ])('of %.12j is refused before anything is kept', async (text, told) => {
    const bench = await benchWith(scriptedChat([]))
    await expect(askAll(bench, text)).rejects.toMatchObject({
      code: 'BAD_INPUT',
      message: expect.stringContaining(told),
    })
    expect((await bench.core.client.assistant.conversations({})).items).toEqual([])
  })

  it('loses its unseen characters on the way', async () => {
    const chat = scriptedChat([[token('ok'), end()]])
    await askAll(await benchWith(chat), 'what\u202e is\u0007 worth?\u{e0041}')
    expect(chat.asked[0]?.messages).toEqual([{ role: 'user', text: 'what is worth?' }])
  })

  it('waits for the end of the one before in the same conversation', async () => {
    const bench = await benchWith(scriptedChat([[token('a'), token('b'), end()]]))
    await askAll(bench, 'one', async (event) => {
      if (event.type !== 'begun') return
      const { conversationId } = event.conversation
      await expect(askAll(bench, { conversationId, question: { type: 'text', text: 'two' } })).rejects.toMatchObject({
        code: 'CONFLICT',
      })
    })
  })
})

import type { implement } from '@orpc/server'
import type { Answer, AskEvent, Conversation, Message, ToolPart } from '../../../src/shared/contract/assistant.ts'
import type { contract } from '../../../src/shared/contract/index.ts'
import { errorData } from '../../../src/shared/contract/errors.ts'
import type { ReadyQuestionId, ToolResult } from '../../../src/shared/domain/assistant-tools.ts'
import { ConversationId, MessageId, StepId } from '../../../src/shared/domain/ids.ts'
import { Currency } from '../../../src/shared/domain/money.ts'
import { createRandom, uuidAt } from './random.ts'
import type { PageCoreState } from './state.ts'

// An assistant over memory: ready questions with one card each, and a scripted model whose words the question chooses.

export type PageAssistant = {
  conversations: (Conversation & { messages: Message[]; removed: boolean })[]
  /** Null: nobody is set up. */
  answers: { provider: string; model: string; local: boolean; images: boolean } | null
  /** What was decided about calls, in order. */
  decided: { callId: string; approve: boolean }[]
  /** Tokens of a long answer come this far apart. */
  tokenMs: number
}

export const createAssistant = (): PageAssistant => ({
  conversations: [],
  answers: null,
  decided: [],
  tokenMs: 5,
})

const usd = Currency.parse('USD')
const paragraphs = [
  '### What I found\n\nTwo of your works appeared again in this library. **Harbour at dawn** is the *same picture*, turned and saved smaller.\n\n',
  '| work | match | how sure |\n|---|---|---|\n| Harbour at dawn | near | 95 % |\n| Blue hour | partial | 74 % |\n\n',
  '1. Look at both in [Matches](https://example.org/evidence).\n2. Decide whether they are yours.\n\n',
  '![a picture from elsewhere](https://example.org/pixel.png) <img src="https://example.org/raw.png"> <script>alert(1)</script>\n\n',
  '```text\nphash  9f1a…\npdq    00ff…\n```\n\n',
]

export function assistantProcedures(
  state: PageCoreState,
  os: ReturnType<typeof implement<typeof contract>>['assistant'],
) {
  const random = createRandom(77)
  const newId = () => uuidAt(Date.now(), random)
  const { assistant } = state
  const waiting = new Map<string, (approve: boolean) => void>()
  const known = errorData.parse({ retryable: false })
  const found = (conversationId: string) =>
    assistant.conversations.find((each) => each.conversationId === conversationId)
  const shown = ({ messages: _messages, removed: _removed, ...conversation }: PageAssistant['conversations'][number]) =>
    structuredClone(conversation)
  const work = (at: number) => {
    const { assetId, title, kind } = state.works[at] ??
      state.works[0] ?? { assetId: newId(), title: 'work', kind: 'image' as const }
    return { assetId, title: { origin: 'title' as const, text: title }, kind }
  }
  const line = (at: number) => ({
    ...work(at),
    status: 'ready' as const,
    addedAt: Date.now() - at * 86_400_000,
    bytes: 4_200_000,
    width: 4000,
    height: 3000,
    qualityScore: 0.87,
    favourite: at === 1,
    rating: at % 6,
  })
  const results = (): Record<ReadyQuestionId, { name: string; result: unknown }> => {
    const works = {
      name: 'list_works',
      result: { type: 'works', search: '', items: [0, 1, 2, 3].map(line), total: 128, cut: true },
    }
    const health = {
      name: 'library_health',
      result: {
        type: 'health',
        works: 128,
        failed: 2,
        missing: 1,
        openMatches: 5,
        jobs: { queued: 0, running: 0, paused: 0, parked: 1, background: 12 },
        parked: [
          {
            label: { origin: 'job', text: 'tour.mov' },
            kind: 'fingerprint',
            failure: { origin: 'failure', text: 'The film ends before its index. Copy it again.' },
          },
        ],
        failedWorks: [work(4)],
        folders: [
          {
            name: { origin: 'folder', text: 'Pictures' },
            health: 'ok',
            failure: null,
            issues: 0,
            present: 812,
            missing: 0,
            lastScanAt: Date.now() - 4e6,
          },
          {
            name: { origin: 'folder', text: 'Tour drive' },
            health: 'offline',
            failure: { origin: 'failure', text: 'The drive is away.' },
            issues: 0,
            present: 0,
            missing: 0,
            lastScanAt: Date.now() - 9e7,
          },
        ],
        cut: false,
      },
    }
    const money = (amount: string) => ({ currency: usd, amount })
    return {
      attention: health,
      folders: health,
      newest: works,
      failed: works,
      untagged: works,
      favourites: works,
      elsewhere: {
        name: 'find_matches',
        result: {
          type: 'matches',
          items: state.matches.slice(0, 4).map((match) => ({
            matchId: match.matchId,
            first: {
              assetId: match.first.assetId,
              title: { origin: 'title', text: match.first.title },
              kind: match.first.kind,
            },
            second: {
              assetId: match.second.assetId,
              title: { origin: 'title', text: match.second.title },
              kind: match.second.kind,
            },
            match: match.type,
            similarity: match.similarity,
            method: match.method,
            foundAt: match.foundAt,
            decision: match.decision,
          })),
          open: 5,
          decided: 2,
          total: 7,
          cut: true,
        },
      },
      'portfolio-value': {
        name: 'estimate_value',
        result: {
          type: 'value',
          work: null,
          estimate: {
            calculationId: null,
            at: Date.now() - 86_400_000,
            expired: false,
            value: money('112500000.00'),
            range: { p5: money('21000000.00'), p50: money('96000000.00'), p95: money('402000000.00') },
            contributionPercent: '75',
            exposurePercent: '60',
            confidence: 'medium',
            disclaimer: 'An estimate of what AI use may be worth, not money owed.',
          },
        },
      },
      'earned-this-year': {
        name: 'wallet_transactions',
        result: {
          type: 'transactions',
          from: Date.UTC(2026, 0, 1),
          to: null,
          earned: [money('1840.50')],
          items: [
            {
              entryId: newId(),
              kind: 'earning',
              state: 'completed',
              at: Date.now() - 5e8,
              money: money('1200.00'),
              description: { origin: 'transaction', text: 'Spring licences' },
              source: { origin: 'party', text: 'Picture desk' },
              assetId: null,
            },
            {
              entryId: newId(),
              kind: 'payout',
              state: 'pending',
              at: Date.now() - 9e8,
              money: money('-300.00'),
              description: { origin: 'transaction', text: 'To the bank' },
              source: null,
              assetId: null,
            },
          ],
          cut: false,
        },
      },
      balance: {
        name: 'wallet_balance',
        result: {
          type: 'balance',
          balances: [
            {
              currency: usd,
              available: money('1540.50'),
              pending: money('300.00'),
              reserved: money('0.00'),
              lifetimeEarned: money('8840.50'),
              lifetimeWithdrawn: money('7000.00'),
              held: money('0.00'),
            },
          ],
        },
      },
      library: {
        name: 'library_analytics',
        result: {
          type: 'analytics',
          works: 128,
          protectedByKind: { image: 64, audio: 24, video: 18, text: 20 },
          waiting: 0,
          failed: 2,
          missing: 1,
          favourites: 9,
          collections: 4,
          openMatches: 5,
        },
      },
      collections: {
        name: 'list_collections',
        result: {
          type: 'collections',
          collections: [
            { collectionId: newId(), name: { origin: 'collection', text: 'On tour' }, works: 24, smart: false },
            { collectionId: newId(), name: { origin: 'collection', text: 'Long films' }, works: null, smart: true },
          ],
          tags: [{ tagId: newId(), name: { origin: 'tag', text: 'harbour' }, works: 12 }],
          cut: false,
        },
      },
    }
  }
  // The ids of a fake are of the right form by construction; results are parsed by the contract on their way out.
  const resultOf = (result: unknown) => result as ToolResult

  async function* answer(text: string, ready: ReadyQuestionId | null, signal?: AbortSignal): AsyncGenerator<AskEvent> {
    const part = (over: Partial<ToolPart>): ToolPart => ({
      type: 'tool',
      callId: newId(),
      name: 'list_works',
      access: 'read',
      arguments: {},
      state: 'running',
      result: null,
      message: '',
      ...over,
    })
    if (ready !== null || assistant.answers === null) {
      const { name, result } = results()[ready ?? 'library']
      const done = part({ name, state: 'done', result: resultOf(result) })
      yield { type: 'tool_call', part: { ...done, state: 'running', result: null } }
      yield { type: 'tool_result', part: done }
      return
    }
    yield {
      type: 'model',
      by: { provider: assistant.answers.provider, model: assistant.answers.model, local: assistant.answers.local },
    }
    if (text.includes('tag')) {
      const call = part({
        callId: 'call-tag',
        name: 'tag_works',
        access: 'write',
        state: 'waiting',
        arguments: { assetIds: state.works.slice(0, 2).map(({ assetId }) => assetId), tags: ['harbour'] },
      })
      yield { type: 'tool_call', part: call }
      const approve = await new Promise<boolean>((resolve) => waiting.set(call.callId, resolve))
      assistant.decided.push({ callId: call.callId, approve })
      const step = StepId.parse(newId())
      const end = approve
        ? {
            ...call,
            state: 'done' as const,
            result: { type: 'changed' as const, act: 'tagged' as const, works: 2, stepId: step },
          }
        : { ...call, state: 'refused' as const, message: 'The person refused this change.' }
      if (approve)
        state.undoable.push({
          step: { stepId: step, kind: 'tagged', works: 2, name: 'harbour' },
          undo: () => undefined,
        })
      yield { type: 'tool_result', part: end }
      yield { type: 'token', text: approve ? 'Both carry the tag **harbour** now.' : 'Nothing was changed.' }
      return
    }
    const matches = part({
      name: 'find_matches',
      arguments: { decided: 'all', limit: 10 },
      state: 'done',
      result: resultOf(results().elsewhere.result),
    })
    yield { type: 'tool_call', part: { ...matches, state: 'running', result: null } }
    yield { type: 'tool_result', part: matches }
    const long = Number(/(\d+) tokens/.exec(text)?.[1] ?? 0)
    for (const token of paragraphs.join('').match(/\S+\s*|\s+/g) ?? []) {
      if (signal?.aborted === true) return
      yield { type: 'token', text: token }
    }
    for (let sent = 0; sent < long && signal?.aborted !== true; sent++) {
      yield { type: 'token', text: sent % 90 === 89 ? 'end.\n\n' : sent % 12 === 5 ? '**word** ' : 'word ' }
      if (sent % 20 === 19) await new Promise((resolve) => setTimeout(resolve, assistant.tokenMs))
    }
    if (text.includes('fail')) throw new Error('broke off')
  }

  return {
    conversations: os.conversations.handler(({ input }) => {
      const words = input.words.toLowerCase()
      const items = assistant.conversations
        .filter((each) => !each.removed && JSON.stringify(each).toLowerCase().includes(words))
        .toSorted((a, b) => b.updatedAt - a.updatedAt)
      return { items: items.map(shown), nextCursor: null }
    }),
    conversation: os.conversation.handler(({ input, errors }) => {
      const conversation = found(input.conversationId)
      if (conversation === undefined)
        throw errors.NOT_FOUND({ message: 'This conversation is not there any more.', data: known })
      return { conversation: shown(conversation), messages: structuredClone(conversation.messages) }
    }),
    rename: os.rename.handler(({ input, errors }) => {
      const conversation = found(input.conversationId)
      if (conversation === undefined)
        throw errors.NOT_FOUND({ message: 'This conversation is not there any more.', data: known })
      conversation.title = input.title
      state.changed('assistant')
      return shown(conversation)
    }),
    remove: os.remove.handler(({ input }) => setRemoved(input.conversationIds, true)),
    restore: os.restore.handler(({ input }) => setRemoved(input.conversationIds, false)),
    export: os.export.handler(({ input }) => ({
      fileName: 'conversation.md',
      content: `# ${found(input.conversationId)?.title ?? ''}\n`,
    })),
    decide: os.decide.handler(({ input, errors }) => {
      const resolve = waiting.get(input.callId)
      if (resolve === undefined) throw errors.NOT_FOUND({ message: 'This is not waiting any more.', data: known })
      waiting.delete(input.callId)
      resolve(input.approve)
      return {}
    }),
    ask: os.ask.handler(async function* ({ input, signal }) {
      const at = Date.now()
      const text = input.question.type === 'text' ? input.question.text : `ready: ${input.question.id}`
      const ready = input.question.type === 'ready' ? input.question.id : null
      let conversation = input.conversationId === null ? undefined : found(input.conversationId)
      if (conversation === undefined) {
        conversation = {
          conversationId: ConversationId.parse(newId()),
          title: text.slice(0, 60),
          createdAt: at,
          updatedAt: at,
          messages: [],
          removed: false,
        }
        assistant.conversations.push(conversation)
      }
      const { conversationId } = conversation
      const from = conversation.messages.findIndex(({ messageId }) => messageId === input.replaces)
      if (from >= 0) conversation.messages.splice(from)
      conversation.updatedAt = at
      const question = { messageId: MessageId.parse(newId()), conversationId, at, role: 'person' as const, text, ready }
      const said: Answer = {
        messageId: MessageId.parse(newId()),
        conversationId,
        at,
        role: 'assistant',
        parts: [],
        state: 'streaming',
        failure: null,
        by: null,
        usage: null,
        costMicro: null,
      }
      conversation.messages.push(question, said)
      state.changed('assistant')
      yield { type: 'begun', conversation: shown(conversation), question, answer: structuredClone(said) }
      try {
        for await (const event of answer(text, ready, signal)) {
          if (event.type === 'model') said.by = event.by
          if (event.type === 'token') {
            const last = said.parts.at(-1)
            if (last?.type === 'text') last.text += event.text
            else said.parts.push({ type: 'text', text: event.text })
          }
          if (event.type === 'tool_call' || event.type === 'tool_result') {
            const index = said.parts.findIndex((each) => each.type === 'tool' && each.callId === event.part.callId)
            if (index < 0) said.parts.push(event.part)
            else said.parts[index] = event.part
          }
          yield event
        }
        said.state = signal?.aborted === true ? 'stopped' : 'done'
        if (said.by !== null) {
          said.usage = { inputTokens: 1240, outputTokens: 380 }
          said.costMicro = 8_700
        }
        yield { type: 'done', answer: structuredClone(said) }
      } catch {
        said.state = 'failed'
        said.failure = {
          code: 'INTERNAL',
          message: 'The provider broke off its answer. What it said until then is kept; try again.',
          retryable: true,
        }
        yield { type: 'error', failure: said.failure, answer: structuredClone(said) }
      } finally {
        if (said.state === 'streaming') said.state = 'stopped'
        state.changed('assistant')
      }
    }),
  }

  function setRemoved(ids: readonly string[], removed: boolean) {
    const chosen = assistant.conversations.filter(
      (each) => ids.includes(each.conversationId) && each.removed !== removed,
    )
    for (const each of chosen) each.removed = removed
    state.changed('assistant')
    return { affected: chosen.length }
  }
}

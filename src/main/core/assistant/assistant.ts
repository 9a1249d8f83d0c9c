import type { AskEvent, AskedQuestion } from '../../../shared/contract/assistant.ts'
import { Failure, toFailure, toFailureRecord } from '../../../shared/contract/errors.ts'
import type { ConversationId, MessageId } from '../../../shared/domain/ids.ts'
import type { Logger } from '../log/logger.ts'
import type { NewId } from '../store/new-id.ts'
import type { Store } from '../store/open-store.ts'
import { type Conversations, createConversations, readQuestion, type Turn } from './conversations.ts'
import { answerReady } from './engine/answer-ready.ts'
import { createApprovals } from './engine/approvals.ts'
import { converse } from './engine/converse.ts'
import { createDraft, type Draft } from './engine/draft.ts'
import { conversationFile } from './export-markdown.ts'
import type { Chat } from './providers/provider.ts'
import { nearestQuestion } from './ready/nearest-question.ts'
import { readyQuestion } from './ready/ready-questions.ts'
import { resultText } from './tools/present.ts'
import { callTool, tools } from './tools/tools.ts'
import type { ToolServices } from './tools/tool-services.ts'

// Answers questions about a person's library: through a provider they have set up, or, for ready questions, from the library alone.

export type AssistantOptions = {
  store: Store
  now: () => number
  newId: NewId
  logger: Logger
  chat: Chat
  services: ToolServices
  /** Conversations are other than they were. */
  changed(): void
}

export type AskInput = {
  conversationId: ConversationId | null
  question: AskedQuestion
  replaces: MessageId | null
  approvals: 'ask' | 'refuse'
}

export type Assistant = ReturnType<typeof createAssistant>

/** How often what has been said so far is kept while more comes in. */
const keepEveryMs = 1_000

export function createAssistant(options: AssistantOptions) {
  const { now, logger, chat, services, changed } = options
  const conversations: Conversations = createConversations(options)
  const approvals = createApprovals()

  const answered = (
    turn: Turn,
    draft: Draft,
    asking: boolean,
    signal: AbortSignal,
  ): AsyncGenerator<AskEvent, void, void> => {
    const deps = { services, approvals, ask: asking, now, chat }
    if (turn.question.ready !== null) return answerReady(deps, turn, readyQuestion(turn.question.ready), draft, signal)
    if (chat.available() !== null) return converse(deps, turn, draft, signal)
    const near = nearestQuestion(turn.question.text)
    if (near !== null) return answerReady(deps, turn, near, draft, signal)
    throw new Failure(
      'UNAVAILABLE',
      'Nobody is set up who could answer this. Choose one of the ready questions, or set up a provider in Settings, Assistant.',
    )
  }

  /** Asks; the last event is `done` or `error`. Leaving early stops the answer and keeps what was said. */
  async function* ask(input: AskInput, outer: AbortSignal | undefined): AsyncGenerator<AskEvent, void, void> {
    const asked = readQuestion(input.question)
    const turn = conversations.begin({ conversationId: input.conversationId, replaces: input.replaces, ...asked })
    changed()
    const draft = createDraft(turn.answer, now)
    const left = new AbortController()
    const signal = outer === undefined ? left.signal : AbortSignal.any([outer, left.signal])
    let keptAt = now()
    const { conversation, question, answer } = turn
    try {
      yield { type: 'begun', conversation, question, answer }
      for await (const event of answered(turn, draft, input.approvals === 'ask', signal)) {
        yield event
        if (event.type !== 'token' || now() - keptAt > keepEveryMs) {
          conversations.keep(draft.answer)
          keptAt = now()
        }
      }
      yield { type: 'done', answer: kept(draft, 'done') }
    } catch (thrown) {
      if (signal.aborted) {
        yield { type: 'done', answer: kept(draft, 'stopped') }
        return
      }
      const failure = toFailureRecord(thrown)
      if (failure.code === 'INTERNAL')
        logger.log('error', 'assistant.failed', { detail: String(toFailure(thrown).cause ?? thrown) })
      yield { type: 'error', failure, answer: kept(draft, 'failed', failure) }
    } finally {
      left.abort()
      if (draft.answer.state === 'streaming') kept(draft, 'stopped')
      changed()
    }
  }

  function kept(
    draft: Draft,
    state: 'done' | 'stopped' | 'failed',
    failure: ReturnType<typeof toFailureRecord> | null = null,
  ) {
    const answer = draft.end(state, failure)
    conversations.keep(answer)
    return answer
  }

  return {
    ...conversations,
    ask,
    decide: approvals.decide,
    rename: (conversationId: ConversationId, title: string) => {
      const conversation = conversations.rename(conversationId, title)
      changed()
      return conversation
    },
    setRemoved: (conversationIds: readonly ConversationId[], removed: boolean) => {
      const affected = conversations.setRemoved(conversationIds, removed)
      changed()
      return affected
    },
    export: (conversationId: ConversationId) => {
      const { conversation, messages } = conversations.get(conversationId)
      return conversationFile(conversation, messages)
    },
    tools: () => tools.map(({ name, access, description, parameters }) => ({ name, access, description, parameters })),
    callTool: async (call: { name: string; arguments: unknown }, writes: boolean) => {
      const outcome = await callTool(services, call, writes ? ['read', 'write'] : ['read'])
      return outcome.ok
        ? { ok: true, text: resultText(outcome.result), result: outcome.result }
        : { ok: false, text: outcome.message, result: null }
    },
  }
}

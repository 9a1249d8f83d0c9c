import {
  Answer,
  type AskedQuestion,
  type Conversation,
  longestQuestion,
  type Message,
  Question,
} from '../../../shared/contract/assistant.ts'
import { Failure } from '../../../shared/contract/errors.ts'
import { ConversationId, MessageId } from '../../../shared/domain/ids.ts'
import { plainText, shortened } from '../../../shared/domain/plain-text.ts'
import {
  type ConversationPlace,
  conversationPage,
  type ConversationRow,
  findConversation,
  insertConversation,
  insertMessage,
  messagesOf,
  renameConversation,
  replaceFrom,
  setConversationRemoved,
  touchConversation,
  updateMessage,
} from '../store/conversations.ts'
import type { ReadStore, WriteStore } from '../store/handles.ts'
import type { NewId } from '../store/new-id.ts'
import type { Store } from '../store/open-store.ts'
import { readyQuestion } from './ready/ready-questions.ts'

// What was asked and answered, kept: a question before anything is looked up for it, an answer as far as it has come.

export type Turn = { conversation: Conversation; question: Question; answer: Answer; earlier: readonly Message[] }

export type Conversations = ReturnType<typeof createConversations>

const longestTitle = 60
const mostWords = 12

const toConversation = (row: ConversationRow): Conversation => ({
  conversationId: ConversationId.parse(row.id),
  title: row.title,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})

const wordsOf = (answer: Answer): string =>
  answer.parts.map((part) => (part.type === 'text' ? part.text : '')).join('\n')

/** The question as it is kept: without unseen characters, and neither empty nor too long. Fails with BAD_INPUT. */
export function readQuestion(asked: AskedQuestion): Pick<Question, 'text' | 'ready'> {
  if (asked.type === 'ready') return { text: readyQuestion(asked.id).text, ready: asked.id }
  const text = plainText(asked.text)
  if (text === '') throw new Failure('BAD_INPUT', 'There is no question to answer. Type one first.')
  const characters = [...text].length
  if (characters > longestQuestion) {
    throw new Failure(
      'BAD_INPUT',
      `This question has ${characters} characters; at most ${longestQuestion} can be sent. Shorten it, or send it in parts.`,
    )
  }
  return { text, ready: null }
}

export function createConversations({ store, now, newId }: { store: Store; now: () => number; newId: NewId }) {
  /** Those being answered now; what a stopped program left half-said counts as stopped. */
  const underWay = new Set<ConversationId>()

  const found = (read: ReadStore, conversationId: ConversationId): ConversationRow => {
    const row = findConversation(read, conversationId)
    if (row === undefined) throw new Failure('NOT_FOUND', 'This conversation is not there any more.')
    return row
  }

  const messages = (read: ReadStore, conversationId: ConversationId): Message[] =>
    messagesOf(read, conversationId).map(({ role, body }) => {
      if (role === 'person') return Question.parse(JSON.parse(body))
      const answer = Answer.parse(JSON.parse(body))
      return answer.state === 'streaming' && !underWay.has(conversationId) ? { ...answer, state: 'stopped' } : answer
    })

  const begin = (
    write: WriteStore,
    asked: {
      conversationId: ConversationId | null
      replaces: MessageId | null
      text: string
      ready: Question['ready']
    },
  ): Turn => {
    const at = now()
    const { text, ready } = asked
    let row: ConversationRow
    if (asked.conversationId === null) {
      const made = { id: newId(), title: shortened(plainText(text, { oneLine: true }), longestTitle), at }
      insertConversation(write, made)
      row = found(write, ConversationId.parse(made.id))
    } else row = found(write, asked.conversationId)
    const conversation = { ...toConversation(row), updatedAt: at }
    const { conversationId } = conversation
    if (asked.replaces !== null && replaceFrom(write, conversationId, asked.replaces, at) === 0)
      throw new Failure('NOT_FOUND', 'The question to be replaced is not in this conversation any more.')
    const earlier = messages(write, conversationId)
    const question = { messageId: MessageId.parse(newId()), conversationId, at, role: 'person', text, ready } as const
    const answer: Answer = {
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
    for (const { messageId: id, role, ...rest } of [question, answer]) {
      const body = JSON.stringify({ messageId: id, role, ...rest })
      insertMessage(write, { id, conversationId, role, at, body, words: role === 'person' ? text : '' })
    }
    touchConversation(write, conversationId, at)
    return { conversation, question, answer, earlier }
  }

  return {
    /** Keeps the question and an empty answer. Fails with CONFLICT while the conversation is being answered. */
    begin(asked: Parameters<typeof begin>[1]): Turn {
      if (asked.conversationId !== null && underWay.has(asked.conversationId))
        throw new Failure('CONFLICT', 'This conversation is being answered. Stop that, or wait for its end.')
      const turn = store.transaction('ask', (write) => begin(write, asked))
      underWay.add(turn.conversation.conversationId)
      return turn
    },

    /** The answer as far as it has come. */
    keep(answer: Answer): void {
      if (answer.state !== 'streaming') underWay.delete(answer.conversationId)
      store.transaction('keep answer', (write) => {
        const words = answer.state === 'streaming' ? null : wordsOf(answer)
        updateMessage(write, answer.messageId, JSON.stringify(answer), words)
      })
    },

    /** Newest first; with words, those that hold all of them. */
    list(words: string, after: ConversationPlace | null, limit: number): Conversation[] {
      const wanted = plainText(words, { oneLine: true }).split(/\s+/u).filter(Boolean).slice(0, mostWords)
      return store.read((read) => conversationPage(read, wanted, after, limit).map(toConversation))
    },

    get: (conversationId: ConversationId): { conversation: Conversation; messages: Message[] } =>
      store.read((read) => ({
        conversation: toConversation(found(read, conversationId)),
        messages: messages(read, conversationId),
      })),

    rename(conversationId: ConversationId, wanted: string): Conversation {
      const title = plainText(wanted, { oneLine: true })
      if (title === '') throw new Failure('BAD_INPUT', 'A name needs at least one character.')
      return store.transaction('rename conversation', (write) => {
        found(write, conversationId)
        renameConversation(write, conversationId, title)
        return toConversation(found(write, conversationId))
      })
    },

    setRemoved: (conversationIds: readonly ConversationId[], removed: boolean): number =>
      store.transaction('set conversations removed', (write) => {
        const at = removed ? now() : null
        return conversationIds.filter((id) => setConversationRemoved(write, id, at)).length
      }),
  }
}

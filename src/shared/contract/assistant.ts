import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { ReadyQuestionId, ToolAccess, ToolResult } from '../domain/assistant-tools.ts'
import { ConversationId, MessageId } from '../domain/ids.ts'
import { Cursor, PageLimit, procedure, Timestamp } from './base.ts'
import { FailureRecord } from './errors.ts'

// Questions about a person's own library, and what was answered. Answers come from a provider a person has set up, or, for ready questions,
// from the library alone.

/** Most characters of a question. */
export const longestQuestion = 4_000

/** A tool that was called in an answer, with the arguments it was called with. */
export const ToolPart = z.object({
  type: z.literal('tool'),
  callId: z.string(),
  /** As the model named it; it need not be a tool. */
  name: z.string(),
  access: ToolAccess,
  /** As the model gave them. */
  arguments: z.unknown(),
  /** `waiting`: a person is asked. `refused`: a person said no, or nobody could be asked. */
  state: z.enum(['running', 'waiting', 'done', 'refused', 'failed']),
  result: ToolResult.nullable(),
  /** Why it failed or was refused, for people; '' otherwise. */
  message: z.string(),
})
export type ToolPart = z.infer<typeof ToolPart>

export const AnswerPart = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string() }),
  ToolPart,
])
export type AnswerPart = z.infer<typeof AnswerPart>

const message = { messageId: MessageId, conversationId: ConversationId, at: Timestamp }

export const Question = z.object({
  ...message,
  role: z.literal('person'),
  text: z.string(),
  /** The ready question it is; the page says it in its own words. */
  ready: ReadyQuestionId.nullable(),
})
export type Question = z.infer<typeof Question>

export const AnsweredBy = z.object({ provider: z.string(), model: z.string(), local: z.boolean() })
export type AnsweredBy = z.infer<typeof AnsweredBy>

export const Answer = z.object({
  ...message,
  role: z.literal('assistant'),
  parts: z.array(AnswerPart),
  /** `stopped`: a person, or the end of the program, broke it off; what was said until then is kept. */
  state: z.enum(['streaming', 'done', 'stopped', 'failed']),
  failure: FailureRecord.nullable(),
  /** Null for answers from the library alone. */
  by: AnsweredBy.nullable(),
  usage: z.object({ inputTokens: z.int().nonnegative(), outputTokens: z.int().nonnegative() }).nullable(),
  /** Millionths of a US dollar; null where no price is known. */
  costMicro: z.int().nonnegative().nullable(),
})
export type Answer = z.infer<typeof Answer>

export const Message = z.discriminatedUnion('role', [Question, Answer])
export type Message = z.infer<typeof Message>

export const Conversation = z.object({
  conversationId: ConversationId,
  title: z.string(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
})
export type Conversation = z.infer<typeof Conversation>

export const AskEvent = z.discriminatedUnion('type', [
  /** First, once the question is kept. */
  z.object({ type: z.literal('begun'), conversation: Conversation, question: Question, answer: Answer }),
  /** Who answers; comes again when another provider takes over. */
  z.object({ type: z.literal('model'), by: AnsweredBy }),
  z.object({ type: z.literal('token'), text: z.string() }),
  /** A call, running or waiting for `decide`; the same `callId` comes again when that changes. */
  z.object({ type: z.literal('tool_call'), part: ToolPart }),
  z.object({ type: z.literal('tool_result'), part: ToolPart }),
  /** Last, one of the two. */
  z.object({ type: z.literal('done'), answer: Answer }),
  z.object({ type: z.literal('error'), failure: FailureRecord, answer: Answer }),
])
export type AskEvent = z.infer<typeof AskEvent>

export const AskedQuestion = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string().max(100_000) }),
  z.object({ type: z.literal('ready'), id: ReadyQuestionId }),
])
export type AskedQuestion = z.infer<typeof AskedQuestion>

const one = z.object({ conversationId: ConversationId })
const some = z.object({ conversationIds: z.array(ConversationId).min(1).max(1_000) })
const affected = z.object({ affected: z.int().nonnegative() })

export const assistantContract = {
  /** Newest first; with words, those in whose title or messages all of them are found. */
  conversations: procedure
    .input(
      z.object({ words: z.string().max(400).default(''), cursor: Cursor.nullable().default(null), limit: PageLimit }),
    )
    .output(z.object({ items: z.array(Conversation), nextCursor: Cursor.nullable() })),
  conversation: procedure.input(one).output(z.object({ conversation: Conversation, messages: z.array(Message) })),
  rename: procedure.input(one.extend({ title: z.string().trim().min(1).max(120) })).output(Conversation),
  /** Out of sight; `restore` brings them back for as long as the library remembers them (30 days). */
  remove: procedure.input(some).output(affected),
  restore: procedure.input(some).output(affected),
  /** As Markdown. */
  export: procedure.input(one).output(z.object({ fileName: z.string(), content: z.string() })),
  /**
   * Asks, in a new conversation without an id. `replaces` takes back an earlier question of it with all that came after. Leaving the stream
   * stops the answer; what was said is kept. BAD_INPUT for nothing, or more than 4,000 characters; CONFLICT while the conversation is being
   * answered.
   */
  ask: procedure
    .input(
      z.object({
        conversationId: ConversationId.nullable().default(null),
        question: AskedQuestion,
        replaces: MessageId.nullable().default(null),
        /** Whether there is a person who can be asked about writes. */
        approvals: z.enum(['ask', 'refuse']).default('ask'),
      }),
    )
    .output(eventIterator(AskEvent)),
  /** A person's word on a call that waits. NOT_FOUND when it no longer does. */
  decide: procedure.input(one.extend({ callId: z.string().max(200), approve: z.boolean() })).output(z.object({})),
}

/** For shells that offer the tools to other agents. */
export const assistantShellContract = {
  tools: procedure.input(z.object({})).output(
    z.object({
      items: z.array(
        z.object({
          name: z.string(),
          access: ToolAccess,
          description: z.string(),
          /** JSON Schema of the arguments. */
          parameters: z.record(z.string(), z.unknown()),
        }),
      ),
    }),
  ),
  /** Runs one; `text` is the answer as a model should read it, or what is wrong with the call. */
  callTool: procedure
    .input(z.object({ name: z.string().max(200), arguments: z.unknown(), writes: z.boolean().default(false) }))
    .output(z.object({ ok: z.boolean(), text: z.string(), result: ToolResult.nullable() })),
}

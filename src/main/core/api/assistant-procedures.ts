import { implement } from '@orpc/server'
import { assistantContract, assistantShellContract } from '../../../shared/contract/assistant.ts'
import { Failure } from '../../../shared/contract/errors.ts'
import type { Assistant } from '../assistant/assistant.ts'

type Place = { updatedAt: number; id: string }

function decodePlace(cursor: string | null): Place | null {
  if (cursor === null) return null
  const match = /^(\d{1,15})\.([0-9a-f-]{36})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'))
  if (match?.[2] === undefined)
    throw new Failure('BAD_INPUT', 'This place in the list is not known. Start again from its top.')
  return { updatedAt: Number(match[1]), id: match[2] }
}
const encodePlace = ({ updatedAt, id }: Place): string => Buffer.from(`${updatedAt}.${id}`).toString('base64url')

/** `assistant.*` over the service. */
export function assistantProcedures(assistant: Assistant) {
  const os = implement(assistantContract)
  return {
    conversations: os.conversations.handler(({ input: { words, cursor, limit } }) => {
      const found = assistant.list(words, decodePlace(cursor), limit + 1)
      const items = found.slice(0, limit)
      const last = found.length > limit ? items.at(-1) : undefined
      const nextCursor = last === undefined ? null : encodePlace({ updatedAt: last.updatedAt, id: last.conversationId })
      return { items, nextCursor }
    }),
    conversation: os.conversation.handler(({ input }) => assistant.get(input.conversationId)),
    rename: os.rename.handler(({ input }) => assistant.rename(input.conversationId, input.title)),
    remove: os.remove.handler(({ input }) => ({ affected: assistant.setRemoved(input.conversationIds, true) })),
    restore: os.restore.handler(({ input }) => ({ affected: assistant.setRemoved(input.conversationIds, false) })),
    export: os.export.handler(({ input }) => assistant.export(input.conversationId)),
    ask: os.ask.handler(({ input, signal }) => assistant.ask(input, signal)),
    decide: os.decide.handler(({ input }) => {
      assistant.decide(input.conversationId, input.callId, input.approve)
      return {}
    }),
  }
}

/** The tools for other agents, through a shell. */
export function assistantShellProcedures(assistant: Assistant) {
  const os = implement(assistantShellContract)
  return {
    tools: os.tools.handler(() => ({ items: assistant.tools() })),
    callTool: os.callTool.handler(({ input: { writes, ...call } }) =>
      assistant.callTool({ name: call.name, arguments: call.arguments }, writes),
    ),
  }
}

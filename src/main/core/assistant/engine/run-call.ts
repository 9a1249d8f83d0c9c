import type { AskEvent, ToolPart } from '../../../../shared/contract/assistant.ts'
import type { ConversationId } from '../../../../shared/domain/ids.ts'
import type { ToolCall } from '../providers/provider.ts'
import { callTool, findTool, misfit } from '../tools/tools.ts'
import type { ToolServices } from '../tools/tool-services.ts'
import type { Approvals } from './approvals.ts'

export type CallDeps = { services: ToolServices; approvals: Approvals; ask: boolean }

/**
 * One call of an answer: reads run, writes wait for a person. Everything that can be wrong with it is in the part it ends with. The gate is
 * here and nowhere else: `write` is allowed only behind a person's yes.
 */
export async function* runCall(
  { services, approvals, ask }: CallDeps,
  conversationId: ConversationId,
  call: ToolCall,
  signal: AbortSignal,
): AsyncGenerator<AskEvent, ToolPart, void> {
  const access = findTool(call.name)?.access ?? 'read'
  const { id: callId, name, arguments: args } = call
  const part: ToolPart = {
    type: 'tool',
    callId,
    name,
    access,
    arguments: args ?? {},
    state: 'running',
    result: null,
    message: '',
  }
  const ended = (end: Partial<ToolPart>): ToolPart => ({ ...part, ...end })
  if (access === 'write') {
    const wrong = misfit(call)
    if (wrong !== null) return ended({ state: 'failed', message: wrong })
    if (!ask)
      return ended({ state: 'refused', message: 'Nobody is here who could allow this change. It is done in the app.' })
    const question = approvals.open(conversationId, callId, signal)
    try {
      yield { type: 'tool_call', part: { ...part, state: 'waiting' } }
      if (!(await question.answer)) return ended({ state: 'refused', message: 'The person refused this change.' })
    } finally {
      question.close()
    }
  }
  yield { type: 'tool_call', part }
  const outcome = await callTool(services, call, access === 'write' ? ['read', 'write'] : ['read'])
  signal.throwIfAborted()
  return outcome.ok
    ? ended({ state: 'done', result: outcome.result })
    : ended({ state: 'failed', message: outcome.message })
}

import type { AskEvent } from '../../../../shared/contract/assistant.ts'
import type { Turn } from '../conversations.ts'
import type { ReadyQuestion } from '../ready/ready-questions.ts'
import type { Draft } from './draft.ts'
import { type CallDeps, runCall } from './run-call.ts'

/** Answers a ready question: its calls, as a model would have made them, and their cards. All of them read. */
export async function* answerReady(
  deps: CallDeps & { now: () => number },
  turn: Turn,
  question: ReadyQuestion,
  draft: Draft,
  signal: AbortSignal,
): AsyncGenerator<AskEvent, void, void> {
  for (const [index, call] of question.calls(deps.now()).entries()) {
    const running = runCall(deps, turn.conversation.conversationId, { id: `ready-${index + 1}`, ...call }, signal)
    let step = await running.next()
    while (step.done !== true) {
      yield step.value
      step = await running.next()
    }
    draft.tool(step.value)
    yield { type: 'tool_result', part: step.value }
  }
}

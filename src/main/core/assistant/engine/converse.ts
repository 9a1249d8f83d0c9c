import type { AskEvent } from '../../../../shared/contract/assistant.ts'
import { Failure } from '../../../../shared/contract/errors.ts'
import type { Turn } from '../conversations.ts'
import type { Chat, ChatMessage, ToolCall, ToolSpec } from '../providers/provider.ts'
import { tools } from '../tools/tools.ts'
import { type CallDeps, runCall } from './run-call.ts'
import { systemPrompt } from './system-prompt.ts'
import type { Draft } from './draft.ts'
import { toolText, windowOf } from './window.ts'

// The loop between a model and the tools, with an end: so many rounds, so many calls in each, so much looked up in all.

const mostRounds = 8
const mostCallsPerRound = 8
/** About thirty thousand tokens. */
const mostLookedUp = 120_000
const mostAnswerTokens = 16_000

const specs: readonly ToolSpec[] = tools.map(({ name, description, parameters }) => ({ name, description, parameters }))

export type ConverseDeps = CallDeps & { chat: Chat; now: () => number }

/** Answers the turn's question. Throws what the provider throws; what was said until then is in the draft. */
export async function* converse(
  deps: ConverseDeps,
  turn: Turn,
  draft: Draft,
  signal: AbortSignal,
): AsyncGenerator<AskEvent, void, void> {
  const messages: ChatMessage[] = windowOf(turn.earlier, turn.question.text)
  const system = systemPrompt(deps.now())
  let lookedUp = 0
  for (let round = 0; round < mostRounds; round++) {
    const said = yield* listen(deps, { messages, system, round }, draft, signal)
    if (said.calls.length === 0) return
    messages.push({ role: 'assistant', text: said.text, calls: said.calls })
    for (const [index, asked] of said.calls.entries()) {
      const { callId, text } = yield* answerCall(deps, turn, draft, asked, {
        signal,
        spare: index < mostCallsPerRound && lookedUp < mostLookedUp,
      })
      lookedUp += text.length
      messages.push({ role: 'tool', callId, name: asked.name, text })
    }
    signal.throwIfAborted()
  }
  throw new Failure(
    'PROVIDER_FAILED',
    `The model looked things up ${mostRounds} times over and gave no answer. What it found is shown. Ask for less at once, or choose another model.`,
    { retryable: true },
  )
}

type Said = { text: string; calls: ToolCall[] }

/** One turn of the model: its tokens go on at once, its calls are gathered. */
async function* listen(
  { chat }: ConverseDeps,
  { messages, system, round }: { messages: readonly ChatMessage[]; system: string; round: number },
  draft: Draft,
  signal: AbortSignal,
): AsyncGenerator<AskEvent, Said, void> {
  const said: Said = { text: '', calls: [] }
  const lastRound = round === mostRounds - 1
  const request = {
    operation: 'ask',
    system: lastRound ? `${system}\n\nNo more tools can be called in this answer: answer now.` : system,
    messages,
    tools: specs,
    maxTokens: mostAnswerTokens,
  }
  const ids = new Set<string>()
  for await (const event of chat.chat(request, signal)) {
    switch (event.type) {
      case 'model': {
        draft.by(event.provider, event.model, event.local)
        if (draft.answer.by !== null) yield { type: 'model', by: draft.answer.by }
        break
      }
      case 'token':
        said.text += event.text
        draft.token(event.text)
        yield event
        break
      case 'call':
        // Some endpoints number the calls of each turn from zero; ids are unique in an answer here.
        said.calls.push({ ...event.call, id: freshId(event.call.id, draft, ids) })
        break
      case 'end':
        draft.used(event.usage)
        if (event.reason === 'refused' && said.text === '' && said.calls.length === 0)
          throw new Failure(
            'PROVIDER_FAILED',
            'The model declined to answer this. Ask in other words, or choose another model.',
          )
    }
  }
  return said
}

function freshId(id: string, draft: Draft, ids: Set<string>): string {
  const taken = (wanted: string) =>
    ids.has(wanted) || draft.answer.parts.some((part) => part.type === 'tool' && part.callId === wanted)
  const base = id === '' || id.length > 120 ? 'call' : id
  let fresh = base
  for (let n = 2; taken(fresh); n++) fresh = `${base}-${n}`
  ids.add(fresh)
  return fresh
}

async function* answerCall(
  deps: ConverseDeps,
  turn: Turn,
  draft: Draft,
  call: ToolCall,
  { signal, spare }: { signal: AbortSignal; spare: boolean },
): AsyncGenerator<AskEvent, { callId: string; text: string }, void> {
  if (!spare) {
    const message = 'Too much was looked up already. Answer with what is there.'
    return { callId: call.id, text: JSON.stringify({ error: message }) }
  }
  const running = runCall(deps, turn.conversation.conversationId, call, signal)
  let step = await running.next()
  while (step.done !== true) {
    if (step.value.type === 'tool_call') draft.tool(step.value.part)
    yield step.value
    step = await running.next()
  }
  draft.tool(step.value)
  yield { type: 'tool_result', part: step.value }
  return { callId: call.id, text: toolText(step.value) }
}

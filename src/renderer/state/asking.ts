import { create } from 'zustand'
import type { Answer, AskEvent, Question } from '../../shared/contract/assistant.ts'
import type { ConversationId } from '../../shared/domain/ids.ts'
import type { CoreClient } from './connection.ts'

// Answers while they come in. They go on when a person looks at another screen, and are drawn at most once a frame however fast they come.

export type Live = { question: Question; answer: Answer; stop(): void }

type Asking = { live: Readonly<Record<ConversationId, Live>> }

export const useAsking = create<Asking>()(() => ({ live: {} }))

type AskInput = Parameters<CoreClient['assistant']['ask']>[0]

const set = (id: ConversationId, change: (live: Live) => Live | null): void =>
  useAsking.setState(({ live }) => {
    const { [id]: known, ...rest } = live
    const next = known === undefined ? null : change(known)
    return { live: next === null ? rest : { ...rest, [id]: next } }
  })

/** The answer with what has just come in. */
export function withEvent(answer: Answer, event: AskEvent): Answer {
  switch (event.type) {
    case 'model':
      return { ...answer, by: event.by }
    case 'token': {
      const last = answer.parts.at(-1)
      const parts =
        last?.type === 'text'
          ? [...answer.parts.slice(0, -1), { ...last, text: last.text + event.text }]
          : [...answer.parts, { type: 'text' as const, text: event.text }]
      return { ...answer, parts }
    }
    case 'tool_call':
    case 'tool_result': {
      const at = answer.parts.findIndex((part) => part.type === 'tool' && part.callId === event.part.callId)
      return { ...answer, parts: at < 0 ? [...answer.parts, event.part] : answer.parts.with(at, event.part) }
    }
    case 'done':
    case 'error':
      return event.answer
    default:
      return answer
  }
}

/** Tokens that came within one frame become one event. */
export function joined(events: readonly AskEvent[]): AskEvent[] {
  const out: AskEvent[] = []
  for (const event of events) {
    const last = out.at(-1)
    if (event.type === 'token' && last?.type === 'token')
      out.splice(-1, 1, { type: 'token', text: last.text + event.text })
    else out.push(event)
  }
  return out
}

/** Asks; resolves to the conversation once the question is kept, and rejects when it was refused. */
export async function ask(client: CoreClient, input: AskInput): Promise<ConversationId> {
  const stop = new AbortController()
  const events = await client.assistant.ask(input, { signal: stop.signal })
  const first = await events.next()
  if (first.done === true || first.value.type !== 'begun') throw new Error('the answer did not begin')
  const { conversation, question, answer } = first.value
  const id = conversation.conversationId
  useAsking.setState(({ live }) => ({ live: { ...live, [id]: { question, answer, stop: () => stop.abort() } } }))
  void follow(id, events)
  return id
}

async function follow(id: ConversationId, events: AsyncIterable<AskEvent>): Promise<void> {
  let waiting: AskEvent[] = []
  let frame = 0
  const draw = () => {
    frame = 0
    const due = joined(waiting)
    waiting = []
    if (due.length > 0) set(id, (live) => ({ ...live, answer: due.reduce(withEvent, live.answer) }))
  }
  try {
    for await (const event of events) {
      waiting.push(event)
      if (frame === 0) frame = requestAnimationFrame(draw)
    }
  } catch {
    // Stopped, or the connection is gone: what was said is with the core and is read again from there.
  }
  cancelAnimationFrame(frame)
  draw()
  set(id, () => null)
}

import type { Answer, Message, ToolPart } from '../../../../shared/contract/assistant.ts'
import { plainText, shortened } from '../../../../shared/domain/plain-text.ts'
import type { ChatMessage } from '../providers/provider.ts'
import { resultText } from '../tools/present.ts'

// What of a conversation a model gets to see: its last turns word for word, and what was before them in short. Pure.

/** About ten thousand tokens of turns, and a thousand for what was before. */
const windowCharacters = 40_000
const digestCharacters = 4_000
const digestQuestion = 200
const digestAnswer = 400

/** A question and its answer. */
type Turn = { question: string; answer: Answer | null }

function turnsOf(messages: readonly Message[]): Turn[] {
  const turns: Turn[] = []
  for (const message of messages) {
    if (message.role === 'person') turns.push({ question: message.text, answer: null })
    else turns.splice(-1, 1, { question: turns.at(-1)?.question ?? '', answer: message })
  }
  return turns
}

/** What a call was answered with, as the model got it. */
export function toolText({ state, result, message }: Pick<ToolPart, 'state' | 'result' | 'message'>): string {
  if (state === 'done' && result !== null) return resultText(result)
  return JSON.stringify({ error: message === '' ? 'This call was not finished.' : message })
}

/** An answer as the messages it was made of: text, calls, results, text again. */
function answerMessages({ parts }: Answer): ChatMessage[] {
  const messages: ChatMessage[] = []
  let text = ''
  let called: ToolPart[] = []
  const flush = () => {
    if (text === '' && called.length === 0) return
    const calls = called.map(({ callId: id, name, arguments: args }) => ({ id, name, arguments: args }))
    messages.push({ role: 'assistant', text, calls })
    for (const part of called) {
      messages.push({ role: 'tool', callId: part.callId, name: part.name, text: toolText(part) })
    }
    text = ''
    called = []
  }
  for (const part of parts) {
    if (part.type === 'tool') called.push(part)
    else {
      if (called.length > 0) flush()
      text += part.text
    }
  }
  flush()
  return messages
}

const sizeOf = (messages: readonly ChatMessage[]): number =>
  messages.reduce(
    (sum, message) =>
      sum + message.text.length + (message.role === 'assistant' ? JSON.stringify(message.calls).length : 0),
    0,
  )

/** One turn in two lines: what was asked, what was looked up, and how the answer began. */
function digestOf({ question, answer }: Turn): string {
  const names = answer?.parts.flatMap((part) => (part.type === 'tool' ? [part.name] : [])) ?? []
  const text = answer?.parts.map((part) => (part.type === 'text' ? part.text : ' ')).join('') ?? ''
  const used = names.length === 0 ? '' : ` [${[...new Set(names)].join(', ')}]`
  const line = (long: string, most: number) => shortened(plainText(long, { oneLine: true }), most)
  return `Asked: ${line(question, digestQuestion)}\nAnswered${used}: ${line(text, digestAnswer)}`
}

/** The earlier messages and the new question, as they are sent. Whole turns only; the newest that fit, and a summary of the rest. */
export function windowOf(earlier: readonly Message[], question: string): ChatMessage[] {
  const turns = turnsOf(earlier)
  const kept: ChatMessage[][] = []
  let left = windowCharacters - question.length
  let first = turns.length
  while (first > 0) {
    const turn = turns[first - 1]
    if (turn === undefined) break
    const messages: ChatMessage[] = [
      { role: 'user', text: turn.question },
      ...(turn.answer === null ? [] : answerMessages(turn.answer)),
    ]
    // Two turns of one side in a row are refused by some protocols.
    if (messages.length === 1) messages.push({ role: 'assistant', text: '(no answer)', calls: [] })
    if (messages.at(-1)?.role === 'tool') messages.push({ role: 'assistant', text: '(stopped)', calls: [] })
    left -= sizeOf(messages)
    if (left < 0) break
    kept.unshift(messages)
    first--
  }
  const before = digest(turns.slice(0, first))
  return [...before, ...kept.flat(), { role: 'user', text: question }]
}

function digest(turns: readonly Turn[]): ChatMessage[] {
  if (turns.length === 0) return []
  const lines: string[] = []
  let left = digestCharacters
  for (const turn of turns.toReversed()) {
    const told = digestOf(turn)
    left -= told.length
    if (left < 0) break
    lines.unshift(told)
  }
  return [
    {
      role: 'user',
      text: `What was said in this conversation before, in short (${turns.length} turns):\n\n${lines.join('\n\n')}`,
    },
    { role: 'assistant', text: 'I have read it.', calls: [] },
  ]
}

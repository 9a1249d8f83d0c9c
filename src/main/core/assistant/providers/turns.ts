import type { ChatMessage, ImagePart } from './provider.ts'

// Every protocol wants the same of a conversation, and each refuses another mistake in it: an answer to a call nobody made, a call
// without an answer, ids of another provider. Here a conversation is brought into the shape all of them accept.

export type CallTurn = { id: string; given: string; name: string; arguments: unknown }
export type Turn =
  | { role: 'user'; text: string; images: readonly ImagePart[] }
  | { role: 'assistant'; text: string; calls: readonly CallTurn[] }
  | { role: 'results'; results: readonly { id: string; name: string; text: string }[] }

const notRun = 'There is no result: this call was not run.'

/** Nine letters and digits: the one form that every protocol takes as the id of a call. */
const callId = (number: number) => `call${String(number).padStart(5, '0')}`

/**
 * The messages as turns: begins with a person's, each turn of calls is followed by the results of exactly those calls, in order, and calls
 * are numbered anew. Results of unknown calls are left out; a call without a result gets a text that says so.
 */
export function turnsOf(messages: readonly ChatMessage[]): Turn[] {
  const turns: Turn[] = []
  let waiting: { calls: CallTurn[]; results: Map<string, string> } | null = null
  let numbered = 0
  const settle = () => {
    if (waiting === null) return
    const { calls, results } = waiting
    turns.push({
      role: 'results',
      results: calls.map(({ id, name }) => ({ id, name, text: results.get(id) ?? notRun })),
    })
    waiting = null
  }
  for (const message of messages) {
    if (message.role === 'tool') {
      const call = waiting?.calls.find(({ id, given }) => given === message.callId && waiting?.results.has(id) !== true)
      if (call !== undefined) waiting?.results.set(call.id, message.text)
      continue
    }
    settle()
    if (message.role === 'user') {
      turns.push({ role: 'user', text: message.text, images: message.images ?? [] })
      continue
    }
    // A window may begin in the middle of an answer; what an answer replies to is needed to make sense of it.
    if (turns.length === 0 || (message.text === '' && message.calls.length === 0)) continue
    const calls = message.calls.map((call) => {
      numbered += 1
      return { id: callId(numbered), given: call.id, name: call.name, arguments: call.arguments }
    })
    turns.push({ role: 'assistant', text: message.text, calls })
    if (calls.length > 0) waiting = { calls, results: new Map() }
  }
  settle()
  return turns
}

/** What a model wrote as arguments: the parsed JSON, `{}` for nothing at all, or the raw text when it does not parse. */
export function parseArguments(text: string): unknown {
  if (text.trim() === '') return {}
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** Arguments as an object, for protocols that carry nothing else; raw text that never parsed is kept beside its name. */
export function argumentsObject(value: unknown): Record<string, unknown> {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isObject ? { ...value } : { unreadable: value }
}

export const base64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')

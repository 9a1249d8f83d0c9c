import type { Answer, Conversation, Message } from '../../../shared/contract/assistant.ts'
import { assertNever } from '../../../shared/domain/assert-never.ts'
import { cleanFileName } from '../../../shared/domain/file-name.ts'

// A conversation as a file people keep: what was asked, what was looked up with which arguments, what was answered and by whom.

export function conversationFile(
  conversation: Conversation,
  messages: readonly Message[],
): { fileName: string; content: string } {
  const day = new Date(conversation.createdAt).toISOString().slice(0, 10)
  const parts = messages.map((message) =>
    message.role === 'person' ? `## ${quoted(message.text)}` : answerText(message),
  )
  return {
    fileName: cleanFileName(`${day} ${conversation.title}.md`),
    content: `${[`# ${oneLine(conversation.title)}`, ...parts].join('\n\n')}\n`,
  }
}

const oneLine = (text: string): string => text.replace(/\s+/gu, ' ')

/** A heading is one line; a longer question follows as a quotation. */
function quoted(text: string): string {
  const [first = '', ...rest] = text.split('\n')
  return rest.length === 0 ? first : `${first}\n\n${rest.map((line) => `> ${line}`).join('\n')}`
}

function answerText({ parts, by, state, failure, at }: Answer): string {
  const told = parts.map((part) =>
    part.type === 'text' ? part.text : fenced(`${part.name} ${JSON.stringify(part.arguments)}\n${outcome(part)}`),
  )
  const end = endOf(state, failure?.message ?? '')
  const from = by === null ? 'from the library' : `${by.model} (${by.provider})`
  return [...told, ...(end === '' ? [] : [`*${end}*`]), `*${from}, ${new Date(at).toISOString()}*`].join('\n\n')
}

type Called = Extract<Answer['parts'][number], { type: 'tool' }>
const outcome = ({ state, result, message }: Called): string =>
  result === null ? `${state}${message === '' ? '' : `: ${message}`}` : JSON.stringify(result, null, 2)

/** A fence longer than any inside. */
function fenced(text: string): string {
  const longest = [...text.matchAll(/`+/g)].reduce((most, [run]) => Math.max(most, run.length), 2)
  const fence = '`'.repeat(longest + 1)
  return `${fence}\n${text}\n${fence}`
}

function endOf(state: Answer['state'], failure: string): string {
  switch (state) {
    case 'done':
      return ''
    case 'streaming':
    case 'stopped':
      return 'Stopped before its end.'
    case 'failed':
      return failure
    default:
      return assertNever(state)
  }
}

import type { AskEvent } from '../../../../shared/contract/assistant.ts'
import { failureFrom } from '../../../../shared/contract/errors.ts'
import { exitCode, exitCodeOf } from '../exit-code.ts'
import type { Session } from '../session.ts'
import { resultLines } from './ask-text.ts'

/** `metastamp ask`: what is looked up and said, as it comes; with --json a line per event. Nothing is changed: nobody could be asked first. */
export async function ask(session: Session, text: string): Promise<number> {
  const { terminal, signal } = session
  return session.withCore({ works: false }, async ({ client }) => {
    let code: number = exitCode.done
    const said: string[] = []
    const events = await client.assistant.ask({ question: { type: 'text', text }, approvals: 'refuse' }, { signal })
    for await (const event of events) {
      if (event.type === 'error') code = exitCodeOf(event.failure.code)
      if (terminal.json) await terminal.result(event, () => '')
      else await tell(session, event, said)
    }
    return code
  })
}

/** Lines of an answer are printed once they are whole; what comes with it goes to standard error. */
async function tell({ terminal }: Session, event: AskEvent, said: string[]): Promise<void> {
  const flush = async () => {
    const text = said.splice(0).join('').trim()
    if (text !== '') await terminal.result(null, () => text)
  }
  switch (event.type) {
    case 'token': {
      said.push(event.text)
      const all = said.join('')
      const end = all.lastIndexOf('\n\n')
      if (end < 0) return
      said.splice(0, said.length, all.slice(end + 2))
      await terminal.result(null, () => `${all.slice(0, end).trim()}\n`)
      return
    }
    case 'model':
      terminal.note(`${event.by.model} (${event.by.provider}) answers`)
      return
    case 'tool_result': {
      await flush()
      const { part } = event
      const lines = part.result === null ? [`${part.name}: ${part.message}`] : resultLines(part.result)
      await terminal.result(null, () => lines.join('\n'))
      return
    }
    case 'done':
      await flush()
      return
    case 'error':
      await flush()
      await terminal.error(failureFrom(event.failure))
      break
    default:
  }
}

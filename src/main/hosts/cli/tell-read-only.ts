import type { Core } from '../../core/core.ts'
import type { Terminal } from './terminal.ts'

/** While `work` runs, says on standard error when nothing can be written and when it goes on: a command that waits must not look dead. */
export async function tellingReadOnly<T>(core: Core, terminal: Terminal, work: () => Promise<T>): Promise<T> {
  const done = new AbortController()
  const telling = follow(core, terminal, done.signal).catch(() => undefined)
  try {
    return await work()
  } finally {
    done.abort()
    await telling
  }
}

async function follow({ client }: Core, terminal: Terminal, signal: AbortSignal): Promise<void> {
  let told = false
  for await (const { topics } of await client.app.changes({}, { signal })) {
    if (topics.length > 0 && !topics.includes('health')) continue
    const { readOnlyReason } = await client.app.info({})
    if (readOnlyReason !== null) terminal.note(`Waiting: ${readOnlyReason.message}`)
    else if (told) terminal.note('The disk takes writes again. Work goes on.')
    told = readOnlyReason !== null
  }
}

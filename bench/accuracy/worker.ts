import type { Worker } from './processes.ts'

// One process of `inProcesses`: takes its setup, then items, one at a time.

type Message = { module: string; setup: unknown } | { item: unknown }

let handle: ((item: unknown) => Promise<unknown>) | undefined

async function answerTo(message: Message): Promise<unknown> {
  if ('module' in message) {
    const { worker }: { worker: Worker<unknown, unknown, unknown> } = await import(message.module)
    handle = await worker.prepare(message.setup)
    return null
  }
  if (handle === undefined) throw new Error('an item before the setup')
  return handle(message.item)
}

process.on('message', (message: Message) => {
  answerTo(message)
    .then(
      (answer) => ({ ok: true, answer }),
      (thrown: unknown) => ({
        ok: false,
        error: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown),
      }),
    )
    .then((reply) => process.send?.(reply))
    .catch(() => process.exit(1))
})

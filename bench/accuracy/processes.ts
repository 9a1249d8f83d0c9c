import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'

// Work that takes minutes, shared out among processes. A module of the section answers; its answers come back in the order of the items.

export type Worker<Setup, Item, Answer> = {
  /** Once for each process, before the first item. */
  prepare(setup: Setup): Promise<(item: Item) => Promise<Answer>>
}

type Reply<Answer> = { ok: true; answer: Answer } | { ok: false; error: string }

function ask<Answer>(child: ChildProcess, message: object): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null) => reject(new Error(`a process of the bench ended with ${code ?? 'a signal'}`))
    child.once('exit', onExit)
    child.once('message', (reply: Reply<Answer>) => {
      child.off('exit', onExit)
      if (reply.ok) resolve(reply.answer)
      else reject(new Error(reply.error))
    })
    child.send(message)
  })
}

/** `module` is the path of a file that exports `worker`, a Worker. */
export async function inProcesses<Answer>(options: {
  module: string
  /** What that worker takes. */
  setup: unknown
  items: readonly unknown[]
  processes: number
  onAnswer?: (done: number) => void
}): Promise<Answer[]> {
  const { module, setup, items } = options
  const answers: Answer[] = []
  let next = 0
  let done = 0
  const children = Array.from({ length: Math.min(options.processes, items.length) }, () =>
    fork(join(import.meta.dirname, 'worker.ts'), { serialization: 'advanced' }),
  )
  try {
    await Promise.all(
      children.map(async (child) => {
        await ask(child, { module, setup })
        while (next < items.length) {
          const index = next++
          answers[index] = await ask<Answer>(child, { item: items[index] })
          options.onAnswer?.(++done)
        }
      }),
    )
  } finally {
    for (const child of children) child.disconnect()
  }
  return answers
}

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { onTestFinished } from 'vitest'

// Real processes that a test can kill.

export type Child = {
  pid: number
  /** The next line the child printed; null when it has ended. */
  nextLine(): Promise<string | null>
  kill(): Promise<void>
}

/** Runs a script beside this file under the same Node, until it ends or the test does. */
export function startChild(script: string, args: readonly string[]): Child {
  const child: ChildProcess = spawn(process.execPath, [join(import.meta.dirname, script), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (child.stdout === null || child.pid === undefined) throw new Error('the child did not start')
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const ended = once(child, 'exit')
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL')
    await ended
  }
  onTestFinished(kill)
  return {
    pid: child.pid,
    nextLine: async () => {
      const line = await lines.next()
      return line.done === true ? null : line.value
    },
    kill,
  }
}

import { type ChildProcess, fork } from 'node:child_process'
import { type Browser, chromium, type Page } from 'playwright-core'
import type { Note } from './control.ts'

// The test's end: starts the program under the double, joins its Chromium, gives orders, reads notes.

export type Running = {
  pid: number
  notes: Note[]
  /** Everything the program wrote, for failure messages and for the search for secrets. */
  output: () => string
  order: <T = unknown>(name: string, argument?: unknown) => Promise<T>
  /** The first note of a kind, past or future, that passes the test. */
  noted: (kind: string, test?: (note: Note) => boolean) => Promise<Note>
  count: (kind: string) => number
  page: () => Promise<Page>
  exited: Promise<number | null>
  /** Quits, waits, and ends the process if it stays. */
  stop: () => Promise<number | null>
}

export type LaunchOptions = { entry: string; args?: string[]; env?: Record<string, string>; timeoutMs?: number }

type Waiting = { kind: string; test: (note: Note) => boolean; resolve: (note: Note) => void }

export function launchDouble({ entry, args = [], env = {}, timeoutMs = 30_000 }: LaunchOptions): Running {
  const child: ChildProcess = fork(entry, args, {
    execArgv: ['--import', new URL('./register.ts', import.meta.url).href],
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    serialization: 'advanced',
  })
  const notes: Note[] = []
  const waiting: Waiting[] = []
  const replies = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  let text = ''
  let nextId = 1
  let joined: Browser | null = null
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      text += String(chunk)
    })
  }
  child.on('message', (message: Note | { reply: number; value?: unknown; error?: string }) => {
    if (typeof message === 'object' && 'note' in message) {
      notes.push(message)
      for (const entry of waiting.filter(({ kind, test }) => kind === message.note && test(message))) {
        waiting.splice(waiting.indexOf(entry), 1)
        entry.resolve(message)
      }
      return
    }
    const { reply, value, error } = message
    const caller = replies.get(reply)
    replies.delete(reply)
    if (error === undefined) caller?.resolve(value)
    else caller?.reject(new Error(error))
  })
  const exited = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => {
      for (const { reject } of replies.values()) reject(new Error(`the program ended with ${code}\n${text}`))
      resolve(code)
    })
  })
  const within = <T>(promise: Promise<T>, what: string): Promise<T> => {
    const { promise: late, reject } = Promise.withResolvers<never>()
    const timer = setTimeout(() => reject(new Error(`${what}: nothing after ${timeoutMs} ms\n${text}`)), timeoutMs)
    const ended = exited.then((code) => {
      throw new Error(`${what}: the program ended with ${code}\n${text}`)
    })
    return Promise.race([promise, late, ended]).finally(() => clearTimeout(timer))
  }
  const order = <T>(name: string, argument: unknown = null): Promise<T> => {
    const id = nextId++
    const reply = new Promise<unknown>((resolve, reject) => replies.set(id, { resolve, reject }))
    child.send({ order: name, id, argument })
    // The order's author knows the shape of its answer.
    return within(reply, `order ${name}`) as Promise<T>
  }
  const noted: Running['noted'] = (kind, test = () => true) => {
    const found = notes.find((note) => note.note === kind && test(note))
    if (found !== undefined) return Promise.resolve(found)
    return within(new Promise<Note>((resolve) => waiting.push({ kind, test, resolve })), `note ${kind}`)
  }
  return {
    pid: child.pid ?? -1,
    notes,
    output: () => text,
    order,
    noted,
    count: (kind) => notes.filter((note) => note.note === kind).length,
    exited,
    page: async () => {
      await noted('window-shown')
      const { endpoint } = await noted('ready')
      joined ??= await chromium.connectOverCDP(String(endpoint))
      const page = joined
        .contexts()[0]
        ?.pages()
        .find((candidate) => candidate.url().includes('metastamp.app.test'))
      if (page === undefined) throw new Error('the window has no page')
      return page
    },
    stop: async () => {
      await joined?.close()
      if (child.connected && child.exitCode === null) child.send({ order: 'quit', id: nextId++, argument: null })
      // SIGTERM, not SIGKILL: the driver then takes its Chromium along.
      const timer = setTimeout(() => child.kill('SIGTERM'), 10_000)
      const code = await exited
      clearTimeout(timer)
      return code
    },
  }
}

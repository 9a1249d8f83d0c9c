import { setTimeout as sleep } from 'node:timers/promises'
import { parentPort, threadId, workerData } from 'node:worker_threads'
import { serveThread } from '../../src/main/workers/serve-thread.ts'
import { Failure } from '../../src/shared/contract/errors.ts'
import type { FakeHostMethods, FakeThreadMethods, FakeThreadStart } from './thread-methods.ts'

// A real thread that does as it is told, also the wrong things.

const { start = 'ready' } = (workerData ?? {}) as FakeThreadStart
if (start === 'exits') process.exit(3)
if (start === 'throws') throw new Error('no such library')

let lastBytes = new Uint8Array(0)

await serveThread<FakeThreadMethods, FakeHostMethods>(async (host) => {
  if (start === 'locked') throw new Failure('PROFILE_LOCKED', 'Another window has this profile open.', { path: '/p' })
  if (start === 'never') await new Promise(() => undefined)
  host.note('greeting', { from: 'thread' })
  return {
    echo: async (input) => input,
    threadId: async () => threadId,
    fail: async ({ code }) => {
      throw code === 'plain'
        ? new Error('inner words')
        : new Failure('VANISHED', 'The file is gone.', { path: '/x', detail: 'ENOENT', retryable: true })
    },
    wait: async ({ ms }, signal) => {
      await sleep(ms, undefined, { signal })
      return 'waited'
    },
    waitDeaf: async ({ ms }) => {
      await sleep(ms)
      return 'waited'
    },
    loop: async () => {
      for (;;);
    },
    exit: async ({ code }) => process.exit(code),
    throwLater: () => {
      setTimeout(() => {
        throw new Error('thrown outside any call')
      }, 1)
      return new Promise(() => undefined)
    },
    fillMemory: async () => {
      const kept: number[][] = []
      for (;;) kept.push(Array.from({ length: 10_000 }, () => Math.random()))
    },
    answerFunction: async () => () => 1,
    postRubbish: () => {
      parentPort?.postMessage('rubbish')
      return new Promise(() => undefined)
    },
    askHost: ({ question }) => host.call('question', question),
    bytes: async ({ length }) => {
      lastBytes = new Uint8Array(length).fill(7)
      return lastBytes
    },
    lengthOfLastBytes: async () => lastBytes.byteLength,
  }
})

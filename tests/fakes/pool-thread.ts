import { simulateValue } from '../../src/main/core/compute/simulate.ts'
import { setTimeout as sleep } from 'node:timers/promises'
import { threadId } from 'node:worker_threads'
import type { ComputeTasks, FingerprintResult } from '../../src/main/core/compute/tasks.ts'
import type { NoMethods } from '../../src/main/workers/thread-messages.ts'
import { serveThread } from '../../src/main/workers/serve-thread.ts'
import { Failure } from '../../src/shared/contract/errors.ts'

// A compute thread that obeys the path it is asked to fingerprint: "/exit", "/loop", "/oom", "/wait/50" and so on.
// The answer says which thread gave it, and when it began and ended.

const resultOf = (path: string, startedAt: number, thumbnailBytes: number): FingerprintResult => ({
  fingerprint: {
    sha256: '0'.repeat(64),
    bytes: threadId,
    mediaType: path,
    kind: 'image',
    processingMs: performance.timeOrigin + performance.now() - startedAt,
  },
  thumbnail: { mediaType: 'image/webp', width: 1, height: 1, bytes: new Uint8Array(thumbnailBytes).fill(9) },
})

await serveThread<ComputeTasks, NoMethods>(async () => ({
  survey: async () => [],
  observe: async () => [],
  inspect: async ({ paths }) =>
    paths.map((path) => ({
      ok: false as const,
      path,
      failure: { code: 'VANISHED' as const, message: `${path} is gone.`, retryable: false },
    })),
  features: async () => ({ features: [] }),
  simulate: simulateValue,
  statementPaper: async () => new Uint8Array(),
  payoutPaper: async () => new Uint8Array(),
  compare: async () => [],
  passages: async () => [],
  fingerprint: async ({ path }, signal) => {
    const startedAt = performance.timeOrigin + performance.now()
    const [, what = '', number = '0'] = path.split('/')
    if (what === 'exit') process.exit(9)
    if (what === 'loop') for (;;);
    if (what === 'oom') {
      const kept: number[][] = []
      for (;;) kept.push(Array.from({ length: 10_000 }, () => Math.random()))
    }
    if (what === 'corrupt') throw new Failure('CORRUPT_MEDIA', 'This picture is damaged.', { path })
    if (what === 'wait') await sleep(Number(number), undefined, { signal })
    if (what === 'deaf') await sleep(Number(number))
    return resultOf(path, startedAt, 100_000)
  },
}))

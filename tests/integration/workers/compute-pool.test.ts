import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import type { ComputePool, FingerprintRequest, RunOptions } from '../../../src/main/core/compute/tasks.ts'
import { type ComputePoolOptions, createComputePool } from '../../../src/main/workers/compute-pool.ts'
import { Failure, toFailureRecord } from '../../../src/shared/contract/errors.ts'

const pools: ComputePool[] = []
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()))
})

function open(options: Partial<ComputePoolOptions> = {}): ComputePool {
  const pool = createComputePool({
    size: 2,
    threadUrl: new URL('../../fakes/pool-thread.ts', import.meta.url),
    readyTimeoutMs: 10_000,
    defaultTimeoutMs: 10_000,
    ...options,
  })
  pools.push(pool)
  return pool
}

const request = (path: string): FingerprintRequest => ({
  path,
  kind: 'image',
  mediaType: 'image/png',
  bytes: 1,
  mtimeUs: 1,
  sha256: new Uint8Array(32),
  ffmpegPath: null,
})

/** The path that came back, or the failure. */
const run = (pool: ComputePool, path: string, options?: RunOptions) =>
  pool.run('fingerprint', request(path), options).then(
    ({ fingerprint }) => fingerprint.mediaType,
    (thrown: unknown) => (thrown instanceof Failure ? toFailureRecord(thrown) : String(thrown)),
  )

describe('the compute pool', () => {
  it('answers each task with its own result, whichever thread did it, and uses every thread', async () => {
    const pool = open()
    const paths = Array.from({ length: 40 }, (_, index) => `/wait/${String(index % 5)}/${String(index)}`)
    const results = await Promise.all(paths.map((path) => pool.run('fingerprint', request(path))))
    expect(results.map(({ fingerprint }) => fingerprint.mediaType)).toEqual(paths)
    expect(new Set(results.map(({ fingerprint }) => fingerprint.bytes)).size).toBe(2)
    expect(results[0]?.thumbnail?.bytes).toEqual(new Uint8Array(100_000).fill(9))
  })

  it('is first come first served, one task at a time on a thread', async () => {
    const pool = open({ size: 1 })
    const done: string[] = []
    const tasks = ['/wait/40/a', '/wait/1/b', '/wait/20/c', '/wait/1/d']
    await Promise.all(tasks.map(async (path) => done.push(String(await run(pool, path)))))
    expect(done).toEqual(tasks)
  })

  it('starts no thread before the first task', async () => {
    const broken = open({ threadUrl: new URL('file:///nowhere/at-all.ts') })
    await sleep(50)
    const failure = await run(broken, '/ok')
    expect(failure).toMatchObject({ code: 'UNAVAILABLE', retryable: true })
  })

  it.each([
    ['exits', '/exit', { code: 'WORKER_DIED', path: '/exit', retryable: true }],
    ['loops for ever', '/loop', { code: 'DECODER_TIMEOUT', path: '/loop', retryable: false }],
    ['fills its memory', '/oom', { code: 'WORKER_DIED', path: '/oom', retryable: true }],
  ])('a task that %s fails alone, and its thread is replaced within seconds', async (_, path, expected) => {
    const pool = open({ resourceLimits: { maxOldGenerationSizeMb: 32 } })
    await Promise.all([run(pool, '/ok/warm'), run(pool, '/ok/warm')])
    const beganAt = performance.now()
    const answers = await Promise.all([
      run(pool, path, { timeoutMs: path === '/loop' ? 300 : 10_000 }),
      run(pool, '/wait/200'),
      ...['/ok/1', '/ok/2', '/corrupt', '/ok/3'].map((next) => run(pool, next)),
    ])
    const tookMs = performance.now() - beganAt
    expect({ answers, quick: tookMs < 10_000 }).toEqual({
      answers: [
        expect.objectContaining(expected),
        '/wait/200',
        '/ok/1',
        '/ok/2',
        { code: 'CORRUPT_MEDIA', message: 'This picture is damaged.', path: '/corrupt', retryable: false },
        '/ok/3',
      ],
      quick: true,
    })
  })

  it('ten poisoned files in a row do not keep a good one from its turn', async () => {
    const pool = open({ size: 1 })
    const poisoned = await Promise.all(Array.from({ length: 10 }, () => run(pool, '/exit')))
    const good = await run(pool, '/ok')
    expect([poisoned.every((end) => typeof end === 'object' && end.code === 'WORKER_DIED'), good]).toEqual([
      true,
      '/ok',
    ])
  })

  it('a cancel works while waiting, while running, and against a task that ignores it', async () => {
    const pool = open({ size: 1, cancelGraceMs: 100 })
    await run(pool, '/ok')
    const endedAt: number[] = []
    const beganAt = performance.now()
    const cancelAfter = async (path: string, ms: number) => {
      const end = await run(pool, path, { signal: AbortSignal.timeout(ms) })
      endedAt.push(performance.now() - beganAt)
      return typeof end === 'object' ? end.code : end
    }
    const ends = await Promise.all([
      cancelAfter('/wait/60000', 50),
      cancelAfter('/deaf/60000', 120),
      cancelAfter('/ok/queued', 20),
      run(pool, '/ok/last'),
    ])
    expect({ ends, withinASecond: endedAt.every((ms) => ms < 1000) }).toEqual({
      ends: ['CANCELLED', 'CANCELLED', 'CANCELLED', '/ok/last'],
      withinASecond: true,
    })
  })

  it('closing settles what runs, what waits and what comes later', async () => {
    const pool = open({ size: 1 })
    await run(pool, '/ok')
    const ends = Promise.all([run(pool, '/deaf/60000'), run(pool, '/ok/queued'), run(pool, '/ok/queued')])
    await sleep(20)
    await pool.close()
    const later = await run(pool, '/ok')
    const codes = [...(await ends), later].map((end) => (typeof end === 'object' ? [end.code, end.retryable] : end))
    expect(codes).toEqual(Array.from({ length: 4 }, () => ['UNAVAILABLE', true]))
  })
})

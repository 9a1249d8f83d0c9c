import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Failure } from '../../../src/shared/contract/errors.ts'
import { SignalHub } from '../../../src/main/core/events/signal-hub.ts'
import type { ActiveJob, JobContext, JobHandler } from '../../../src/main/core/jobs/job.ts'
import { createJobQueue, handlersByKind, type JobQueue } from '../../../src/main/core/jobs/job-queue.ts'
import { JobKind } from '../../../src/shared/contract/jobs.ts'
import { silentLogger } from '../../../src/main/core/log/logger.ts'
import { createGroupCommit, type GroupCommit } from '../../../src/main/core/store/group-commit.ts'
import { createIdGenerator } from '../../../src/main/core/store/new-id.ts'
import { openStore, type Store } from '../../../src/main/core/store/open-store.ts'
import { putSetting, storedSettings } from '../../../src/main/core/store/settings.ts'

type Run = (job: ActiveJob, context: JobContext) => Promise<string>

let dir: string
let store: Store
let commit: GroupCommit
let queue: JobQueue
let now: number
let settled: string[]

// An effect is a row whose key is the job: doing it twice fails, not doing it shows.
const effects = () => [...store.read((read) => storedSettings(read)).keys()].sort()

function handler(kind: JobHandler['kind'], run: Run, concurrency = 2): JobHandler {
  return {
    kind,
    concurrency,
    async run(job, context) {
      const key = await run(job, context)
      return (write) => putSetting(write, key, '1', now)
    },
    onSettled: (job, outcome) => settled.push(`${job.label}:${outcome}`),
  }
}

function open(run: Run) {
  store = openStore({ profileDir: dir, now: () => now, platform: process.platform, appVersion: 'test' })
  commit = createGroupCommit(store, { maxWaitMs: 1 })
  const idle: Run = async () => 'never'
  const handlers = JobKind.options.map((kind) => handler(kind, kind === 'fingerprint' ? run : idle))
  queue = createJobQueue({
    store,
    commit,
    handlers,
    hub: new SignalHub(),
    logger: silentLogger,
    now: () => now,
    newId: createIdGenerator(() => now),
  })
}

async function close() {
  await queue.close()
  commit.close()
  store.close()
}

async function enqueue(...labels: string[]) {
  const ids = await commit.submit((write) =>
    labels.map((label, i) =>
      queue.enqueue(write, {
        kind: 'fingerprint',
        label,
        assetId: null,
        batchId: null,
        priority: i,
        payload: { label },
      }),
    ),
  )
  queue.wake('fingerprint')
  return ids
}

async function until(holds: () => boolean): Promise<void> {
  const deadline = Date.now() + 5_000
  while (!holds()) {
    if (Date.now() > deadline) throw new Error('it never came to hold')
    await sleep(2)
  }
}

const states = () => Object.fromEntries(queue.list([], null, 100).map(({ label, state }) => [label, state]))

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'metastamp-jobs-'))
  now = 1_000_000
  settled = []
})
afterEach(async () => {
  await close()
  await rm(dir, { recursive: true, force: true })
})

describe('the queue', () => {
  it('refuses a kind without exactly one handler', () => {
    open(async () => 'x')
    const one = handler('fingerprint', async () => 'x')
    expect(() => handlersByKind([one])).toThrow(/^no handler for jobs of kind .*intake.*sweep/)
    expect(() => handlersByKind([one, one])).toThrow('two handlers for jobs of kind fingerprint')
  })

  it('runs the most urgent first and each effect once', async () => {
    const order: string[] = []
    open(async ({ label }) => {
      order.push(label)
      return label
    })
    await enqueue('low', 'middle', 'high')
    queue.start()
    await until(() => settled.length === 3)
    expect({ order, effects: effects(), states: states() }).toEqual({
      order: ['high', 'middle', 'low'],
      effects: ['high', 'low', 'middle'],
      states: { high: 'done', low: 'done', middle: 'done' },
    })
  })

  it('tries a passing failure three times with growing waits, then parks it', async () => {
    const at: number[] = []
    open(async () => {
      at.push(now)
      throw new Failure('UNREADABLE', 'busy', { retryable: true })
    })
    await enqueue('a')
    queue.start()
    await until(() => at.length === 1 && queue.counts().queued === 1)
    expect(queue.list([], null, 1)).toMatchObject([
      { attempts: 1, notBefore: 1_002_000, failure: { code: 'UNREADABLE' } },
    ])
    now += 2_000
    queue.wake('fingerprint')
    await until(() => at.length === 2 && queue.counts().queued === 1)
    now += 10_000
    queue.wake('fingerprint')
    await until(() => settled.length === 1)
    expect({ at, settled, states: states() }).toEqual({
      at: [1_000_000, 1_002_000, 1_012_000],
      settled: ['a:parked'],
      states: { a: 'parked' },
    })
  })

  it('parks at once what trying again cannot mend, and tries it when a person asks', async () => {
    let broken = true
    open(async ({ label }) => {
      if (broken) throw new Failure('CORRUPT_MEDIA', 'cut short')
      return label
    })
    const [id] = await enqueue('a')
    queue.start()
    await until(() => settled.length === 1)
    broken = false
    expect(await queue.retry(id === undefined ? 'all' : [id])).toBe(1)
    await until(() => settled.length === 2)
    expect(settled).toEqual(['a:parked', 'a:done'])
  })

  it('stops a running job within a second on pause and on cancel, though its handler never looks at the signal', async () => {
    let release: () => void = () => undefined
    open(({ label }) => new Promise((resolve) => (release = () => resolve(label))))
    const [id] = await enqueue('stubborn')
    if (id === undefined) throw new Error('no job')
    queue.start()
    await until(() => queue.counts().running === 1)
    const started = Date.now()
    expect(await queue.pause([id])).toBe(1)
    await until(() => queue.counts().paused === 1)
    expect(Date.now() - started).toBeLessThan(1000)
    release()
    await queue.resume([id])
    await until(() => queue.counts().running === 1)
    await queue.cancel([id])
    await until(() => settled.length === 1)
    release()
    await sleep(20)
    expect({ settled, effects: effects() }).toEqual({ settled: ['stubborn:cancelled'], effects: [] })
  })

  it('cancels rows that wait behind running ones without running them', async () => {
    const ran: string[] = []
    let release: () => void = () => undefined
    const gate = new Promise<void>((resolve) => (release = resolve))
    open(async ({ label }) => {
      ran.push(label)
      await gate
      return label
    })
    const ids = await enqueue('d', 'c', 'b', 'a')
    queue.start()
    await until(() => ran.length === 2)
    expect(await queue.cancel(ids.slice(0, 2))).toBe(2)
    release()
    await until(() => settled.length === 4)
    expect({ ran, settled: [...settled].sort() }).toEqual({
      ran: ['a', 'b'],
      settled: ['a:done', 'b:done', 'c:cancelled', 'd:cancelled'],
    })
  })

  it('gives leases back on close and takes the work up again, nothing done twice', async () => {
    open(() => new Promise(() => undefined))
    await enqueue('a', 'b', 'c')
    queue.start()
    await until(() => queue.counts().running === 3)
    await close()
    open(async ({ label }) => label)
    expect(states()).toEqual({ a: 'queued', b: 'queued', c: 'queued' })
    queue.start()
    await until(() => settled.length === 3)
    expect(effects()).toEqual(['a', 'b', 'c'])
  })

  it('makes a job due again that was running when the program died', async () => {
    open(() => new Promise(() => undefined))
    await enqueue('a')
    queue.start()
    await until(() => queue.counts().running === 1)
    // No orderly end: the store goes, the lease stays.
    commit.close()
    store.close()
    open(async ({ label }) => label)
    expect(states()).toEqual({ a: 'running' })
    queue.start()
    await until(() => settled.length === 1)
    expect({ settled, effects: effects() }).toEqual({ settled: ['a:done'], effects: ['a'] })
  })

  it('runs a job alone once it was there at three deaths', async () => {
    for (let death = 0; death < 3; death++) await dieWith(death === 0 ? ['suspect'] : [])
    open(async ({ label }) => label)
    await enqueue('innocent')
    const ran: string[] = []
    queue.start()
    await until(() => {
      for (const end of settled) if (!ran.includes(end)) ran.push(end)
      return settled.length === 2
    })
    expect(ran).toEqual(['innocent:done', 'suspect:done'])
  })

  it('parks a job that ran at six deaths, with a reason', async () => {
    for (let death = 0; death < 6; death++) await dieWith(death === 0 ? ['poison'] : [])
    open(async ({ label }) => label)
    queue.start()
    expect({ settled, jobs: queue.list([], null, 1) }).toMatchObject({
      settled: ['poison:parked'],
      jobs: [{ state: 'parked', failure: { code: 'WORKER_DIED' } }],
    })
  })

  /** The program dies while everything that is due runs: no lease is given back. */
  async function dieWith(labels: string[]) {
    open(() => new Promise(() => undefined))
    if (labels.length > 0) await enqueue(...labels)
    queue.start()
    await until(() => queue.counts().running >= 1)
    commit.close()
    store.close()
  }

  it('fails a job whose effects are refused, and leaves none of them', async () => {
    open(async () => {
      throw new Error('a bug')
    })
    await enqueue('a')
    queue.start()
    await until(() => settled.length === 1)
    expect({ settled, job: queue.list([], null, 1) }).toMatchObject({
      settled: ['a:parked'],
      job: [{ failure: { code: 'INTERNAL', detail: 'a bug' } }],
    })
  })
})

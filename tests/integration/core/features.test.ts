import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { featureMethods } from '../../../src/main/core/compute/feature-methods.ts'
import type { ComputeHandlers, FeatureMethod, FeaturesRequest } from '../../../src/main/core/compute/tasks.ts'
import { SignalHub } from '../../../src/main/core/events/signal-hub.ts'
import { createFeatures, type Features } from '../../../src/main/core/features/features.ts'
import type { JobHandler } from '../../../src/main/core/jobs/job.ts'
import { createJobQueue, type JobQueue } from '../../../src/main/core/jobs/job-queue.ts'
import { silentLogger } from '../../../src/main/core/log/logger.ts'
import { allFeatures, findFeature } from '../../../src/main/core/store/features.ts'
import { createGroupCommit } from '../../../src/main/core/store/group-commit.ts'
import { setLocationStatus, locationsOfVersion } from '../../../src/main/core/store/locations.ts'
import { createIdGenerator } from '../../../src/main/core/store/new-id.ts'
import type { Store } from '../../../src/main/core/store/open-store.ts'
import { Failure } from '../../../src/shared/contract/errors.ts'
import { JobKind } from '../../../src/shared/contract/jobs.ts'
import { createCoreBench, pngBytes, protectAll } from '../../fakes/core-bench.ts'
import { createInProcessPool } from '../../fakes/in-process-pool.ts'
import { addWork, openTemp, type Work } from '../store/temp-store.ts'

const shapes = { method: 'shapes', version: 1 }
const colours = { method: 'colours', version: 1 }
const never = () => Promise.reject(new Error('not asked for'))

let store: Store
let asked: FeaturesRequest[]
let answer: ComputeHandlers['features']
let ended: string[]
let gate: Promise<void>

beforeEach(() => {
  store = openTemp()
  asked = []
  ended = []
  gate = Promise.resolve()
  answer = async ({ methods }) => ({
    features: methods.map((method) => ({ method, version: 1, bytes: new TextEncoder().encode(method) })),
  })
})

function start(methods: readonly FeatureMethod[], background = true): { features: Features; queue: JobQueue } {
  const commit = createGroupCommit(store, { maxWaitMs: 1 })
  const made: { queue?: JobQueue } = {}
  const features = createFeatures({
    store,
    commit,
    compute: createInProcessPool({
      survey: never,
      observe: never,
      inspect: never,
      simulate: never,
      statementPaper: never,
      payoutPaper: never,
      fingerprint: never,
      compare: never,
      passages: never,
      features: (request, signal) => {
        asked.push(request)
        return answer(request, signal)
      },
    }),
    logger: silentLogger,
    computeThreads: () => 0,
    ffmpegPath: () => null,
    enqueue: (write, job) => made.queue?.enqueue(write, job),
    enqueued: () => made.queue?.wake('features'),
    found: () => undefined,
    committed: () => undefined,
    methods: { image: methods, audio: [], video: [], text: [] },
  })
  const waited = (kind: JobKind): JobHandler => ({
    kind,
    concurrency: 2,
    async run() {
      await gate
      return () => void ended.push(kind)
    },
  })
  const handlers = [
    ...JobKind.options.filter((kind) => kind !== 'features').map(waited),
    { ...features.handler, onSettled: () => void ended.push('features') },
  ]
  const queue = createJobQueue({
    store,
    commit,
    handlers,
    hub: new SignalHub(),
    logger: silentLogger,
    now: Date.now,
    newId: createIdGenerator(Date.now),
  })
  made.queue = queue
  onTestFinished(async () => {
    await queue.close()
    commit.close()
  })
  queue.start({ background })
  return { features, queue }
}

function addPicture(): Work {
  return store.transaction('add', (write) => addWork(write))
}

function fingerprinted({ features, queue }: ReturnType<typeof start>, { versionId, assetId }: Work): void {
  store.transaction('fingerprinted', (write) => {
    features.fingerprinted(write, { versionId, assetId, kind: 'image' }, 'harbour.png')
  })
  queue.wake('features')
}

async function until(holds: () => boolean): Promise<void> {
  const deadline = Date.now() + 5_000
  while (!holds()) {
    if (Date.now() > deadline) throw new Error('it never came to hold')
    await sleep(2)
  }
}

const stored = ({ versionId }: Work, ...methods: FeatureMethod[]) =>
  store.read((read) =>
    methods.map((method) => {
      const bytes = findFeature(read, versionId, method)
      return bytes === null ? null : new TextDecoder().decode(bytes)
    }),
  )

describe('the second stage', () => {
  it('begins only when nothing is left that somebody waits for, and is counted, not listed', async () => {
    let open: () => void = () => undefined
    gate = new Promise((resolve) => (open = resolve))
    const running = start([shapes])
    const work = addPicture()
    store.transaction('waited for', (write) => {
      const job = { label: 'a', assetId: null, batchId: null, priority: 5, payload: {} }
      for (const kind of ['fingerprint', 'intake', 'fingerprint'] as const)
        running.queue.enqueue(write, { ...job, kind })
    })
    for (const kind of ['fingerprint', 'intake'] as const) running.queue.wake(kind)
    fingerprinted(running, work)
    await until(() => running.queue.counts().running === 3)
    expect({
      asked: asked.length,
      counts: running.queue.counts().queued,
      background: running.queue.backgroundCount(),
      listed: running.queue.list([], null, 10).map(({ kind }) => kind),
    }).toEqual({ asked: 0, counts: 0, background: 1, listed: ['fingerprint', 'intake', 'fingerprint'] })
    open()
    await until(() => ended.length === 4)
    expect([ended.at(-1), running.queue.backgroundCount(), stored(work, shapes)]).toEqual(['features', 0, ['shapes']])
  })

  it('waits for a host that stays', async () => {
    const brief = start([shapes], false)
    const work = addPicture()
    fingerprinted(brief, work)
    const job = { kind: 'intake', label: 'a', assetId: null, batchId: null, priority: 5, payload: {} } as const
    store.transaction('waited for', (write) => brief.queue.enqueue(write, job))
    brief.queue.wake('intake')
    await until(() => ended.length === 1)
    await brief.queue.close()
    expect([ended, asked.length, brief.queue.backgroundCount()]).toEqual([['intake'], 0, 1])
    start([shapes])
    await until(() => ended.length === 2)
    expect(stored(work, shapes)).toEqual(['shapes'])
  })

  it('asks a file once for each method and version, and remembers those that found nothing', async () => {
    const first = start([shapes, colours])
    answer = async () => ({ features: [{ ...shapes, bytes: new Uint8Array([120]) }] })
    const work = addPicture()
    fingerprinted(first, work)
    await until(() => ended.length === 1)
    fingerprinted(first, work)
    await first.features.sweep(AbortSignal.timeout(5_000))
    expect(first.queue.backgroundCount()).toBe(0)
    expect(asked.map(({ methods, path }) => ({ methods, path }))).toEqual([
      { methods: ['shapes', 'colours'], path: work.path },
    ])
    expect(stored(work, shapes, colours, { ...shapes, version: 2 })).toEqual(['x', '', null])
    expect(store.read((read) => [...allFeatures(read, colours)])).toEqual([])
    expect(store.read((read) => [...allFeatures(read, shapes)])).toEqual([
      { versionId: work.versionId, assetId: work.assetId, bytes: Buffer.from('x') },
    ])
  })

  it('looks again at every work when a method’s version has risen, and at that method alone', async () => {
    const work = addPicture()
    await start([shapes, colours]).features.sweep(AbortSignal.timeout(5_000))
    await until(() => ended.length === 1)
    const raised = { ...shapes, version: 2 }
    answer = async () => ({ features: [{ ...raised, bytes: new Uint8Array([121]) }] })
    await start([raised, colours]).features.sweep(AbortSignal.timeout(5_000))
    await until(() => ended.length === 2)
    expect(asked.map(({ methods }) => methods)).toEqual([['shapes', 'colours'], ['shapes']])
    expect(stored(work, shapes, raised, colours)).toEqual([null, 'y', 'colours'])
  })

  it('takes a file that is gone or has changed for no failure, and asks again when one is there', async () => {
    const running = start([shapes])
    answer = () => Promise.reject(new Failure('VANISHED', 'gone'))
    const work = addPicture()
    fingerprinted(running, work)
    await until(() => ended.length === 1)
    answer = () => Promise.reject(new Failure('CHANGED_WHILE_READING', 'changed', { retryable: true }))
    await running.features.sweep(AbortSignal.timeout(5_000))
    await until(() => ended.length === 2)
    expect([stored(work, shapes), running.queue.counts().parked]).toEqual([[null], 0])
    store.transaction('missing', (write) => {
      for (const { locationId } of locationsOfVersion(write, work.versionId))
        setLocationStatus(write, locationId, 'missing')
    })
    await running.features.sweep(AbortSignal.timeout(5_000))
    expect([asked.length, running.queue.backgroundCount()]).toEqual([2, 0])
  })

  it('does not come back every day to a file that cannot be read, and bothers nobody with it', async () => {
    const running = start([shapes])
    answer = () => Promise.reject(new Failure('CORRUPT_MEDIA', 'cut short'))
    const work = addPicture()
    fingerprinted(running, work)
    await until(() => ended.length === 1)
    await running.features.sweep(AbortSignal.timeout(5_000))
    expect([stored(work, shapes), running.queue.counts().parked, running.queue.backgroundCount()]).toEqual([[''], 0, 0])
  })
})

describe('a protected picture', () => {
  it('is ready before its second stage, which a host that stays takes up', async () => {
    const requests: FeaturesRequest[] = []
    const handlers: Partial<ComputeHandlers> = {
      features: async (request) => {
        requests.push(request)
        return { features: [] }
      },
    }
    const bench = await createCoreBench({ background: false, handlers })
    onTestFinished(() => bench.dispose())
    await mkdir(bench.filesDir)
    await writeFile(join(bench.filesDir, 'harbour.png'), pngBytes('harbour'))
    const { end } = await protectAll(bench.core, [bench.filesDir])
    const waiting = await bench.core.client.jobs.list({})
    expect([end.ready, requests.length, waiting.background, waiting.counts.queued]).toEqual([1, 0, 1, 0])
    const staying = await bench.reopen({ background: true })
    let left = waiting.background
    while (left > 0) {
      await sleep(5)
      left = (await staying.client.jobs.list({})).background
    }
    expect(requests).toMatchObject([{ kind: 'image', methods: featureMethods.image.map(({ method }) => method) }])
  })
})

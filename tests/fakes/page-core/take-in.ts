import { createHash } from 'node:crypto'
import type { Batch } from '../../../src/shared/contract/intake.ts'
import { AssetId, BatchId } from '../../../src/shared/domain/ids.ts'
import { extensionOf, kindOfExtension } from '../../../src/shared/domain/media-kind.ts'
import { hexFrom, uuidAt } from './random.ts'
import type { PageCoreState } from './state.ts'
import type { Work } from './works.ts'

export type Arrived = { name: string; bytes: Buffer }

const wait = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))

/** Starts a batch over files; each takes `pace` milliseconds to be protected, as the real core would take some. */
export function takeIn(state: PageCoreState, label: string, files: readonly Arrived[], pace = 700): BatchId {
  const now = Date.now()
  const batch: Batch = {
    batchId: BatchId.parse(uuidAt(now, state.random)),
    source: 'drop',
    label,
    state: 'running',
    startedAt: now,
    finishedAt: null,
    found: files.length,
    counted: true,
    ready: 0,
    failed: 0,
    skipped: 0,
    unchanged: 0,
    bytes: 0,
    filesPerSecond: null,
    etaMs: null,
    failure: null,
  }
  state.batches.unshift(batch)
  state.everHadWorks = true
  void run(state, batch, files, pace)
  return batch.batchId
}

async function run(state: PageCoreState, batch: Batch, files: readonly Arrived[], pace: number): Promise<void> {
  const entered = files.map((file) => ({ file, work: enter(state, batch, file) }))
  state.changed('library', 'intake')
  for (const { file, work } of entered) {
    while (batch.state === 'paused') await wait(100)
    if (batch.state === 'cancelled') break
    if (work === null) continue
    work.status = 'processing'
    state.changed('library', 'intake')
    await wait(pace)
    if (file.name.includes('broken')) {
      work.status = 'failed'
      work.failure = `${file.name} ends before the picture does. Export it again and add it once more.`
      batch.failed += 1
    } else {
      work.status = 'ready'
      work.seal = hexFrom(state.random, 16)
      work.thumbnailKey = work.sha256.slice(0, 12)
      work.qualityScore = 0.82
      batch.ready += 1
    }
    batch.bytes += file.bytes.length
    state.changed('library', 'intake')
  }
  if (batch.state === 'running') batch.state = 'done'
  batch.finishedAt = Date.now()
  state.changed('library', 'intake', 'jobs')
}

function enter(state: PageCoreState, batch: Batch, { name, bytes }: Arrived): Work | null {
  const kind = kindOfExtension(extensionOf(name))
  if (kind === undefined) {
    batch.skipped += 1
    const issues = state.issues.get(batch.batchId) ?? []
    const message = `${name} is not a kind of file that can be protected. Pictures, sound, film and texts can.`
    issues.push({
      issueId: issues.length + 1,
      path: name,
      status: 'skipped',
      failure: { code: 'UNSUPPORTED_TYPE', message, retryable: false, path: name },
      at: Date.now(),
    })
    state.issues.set(batch.batchId, issues)
    return null
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const at = Date.now()
  const work: Work = {
    assetId: AssetId.parse(uuidAt(at, state.random)),
    title: name,
    kind,
    status: 'queued',
    sha256,
    bytes: bytes.length,
    mediaType: kind === 'image' ? 'image/jpeg' : 'application/octet-stream',
    createdAt: at,
    width: kind === 'image' ? 1200 : null,
    height: kind === 'image' ? 800 : null,
    qualityScore: null,
    seal: sha256.slice(0, 16),
    thumbnailKey: null,
    failure: null,
    favourite: false,
    rating: 0,
    trashedAt: null,
    seed: Math.floor(state.random() * 2 ** 31),
    folder: 'inbox',
  }
  state.works.unshift(work)
  if (kind === 'image') state.originals.set(work.assetId, bytes)
  return work
}

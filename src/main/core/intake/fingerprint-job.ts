import { dirname } from 'node:path'
import { z } from 'zod'
import { Failure, type FailureRecord, toFailure, toFailureRecord } from '../../../shared/contract/errors.ts'
import { type BatchId, VersionId } from '../../../shared/domain/ids.ts'
import type { ComputePool, FingerprintResult } from '../compute/tasks.ts'
import { appendCustody } from '../custody/custody-log.ts'
import type { ActiveJob, JobContext, JobEffects } from '../jobs/job.ts'
import { setStatusOfCurrent } from '../store/assets.ts'
import { completeFingerprint, currentAlgorithm, failFingerprint } from '../store/fingerprints.ts'
import { putEmbedding } from '../store/embeddings.ts'
import { putFrameStrip } from '../store/frame-strips.ts'
import type { GroupCommit } from '../store/group-commit.ts'
import type { WriteStore } from '../store/handles.ts'
import { findLocationByPath, type KnownLocation, locationsOfVersion, setLocationStatus } from '../store/locations.ts'
import type { NewId } from '../store/new-id.ts'
import type { Store } from '../store/open-store.ts'
import { insertOutbox } from '../store/outbox.ts'
import { reopenRootFolder } from '../store/root-folders.ts'
import { putThumbnail } from '../store/thumbnails.ts'
import { findVersion, type KnownVersion, versionNotes } from '../store/versions.ts'
import { type InspectedFile, priorities, type Registered } from './register.ts'

// One version's fingerprint: from the first of its locations that still holds its bytes to the rows, in one transaction.

export type FingerprintJobDeps = {
  store: Store
  commit: GroupCommit
  compute: ComputePool
  now: () => number
  newId: NewId
  maxFileBytes: () => number
  ffmpegPath: () => string | null
  register(write: WriteStore, file: InspectedFile, batchId: BatchId): Registered
  /** Inside the transaction that commits a fingerprint: what is to follow it. */
  fingerprinted(write: WriteStore, version: KnownVersion, label: string): void
}

const Payload = z.object({ versionId: VersionId, redraw: z.boolean().default(false) })

/**
 * A decoder that has not answered by then hangs: its thread is replaced. Pictures of the largest accepted size take a third of it. Sound
 * and film are decoded by a program of their own, which is ended when it is silent for 25 seconds: the whole may take its time.
 */
const decodeTimeoutMs = { image: 30_000, text: 30_000, audio: 1_860_000, video: 1_860_000 } as const
/** A whole file is read and hashed. */
const inspectTimeoutMs = 120_000
/** Work that takes longer is shown as being processed. */
const slowAfterMs = 300

export function versionIdOf(job: ActiveJob): VersionId {
  return Payload.parse(job.payload).versionId
}

export async function runFingerprint(
  deps: FingerprintJobDeps,
  job: ActiveJob,
  context: JobContext,
): Promise<JobEffects> {
  const { versionId, redraw } = Payload.parse(job.payload)
  const found = deps.store.read((read) => {
    const version = findVersion(read, versionId)
    return { version, locations: locationsOfVersion(read, versionId), notes: versionNotes(read, versionId) }
  })
  const { version } = found
  // The work was purged while its job waited: there is nothing left to do.
  if (version === undefined) return () => undefined
  if (redraw) return redrawThumbnail(deps, context, version, found.locations)
  if (version.fingerprintState === 'complete') return () => undefined
  const slow = setTimeout(() => {
    // Only for show, so a full disk may swallow it: the end of the job tries again and tells.
    void deps.commit
      .submit((write) => setStatusOfCurrent(write, versionId, 'processing', deps.now()))
      .catch(() => undefined)
  }, slowAfterMs)
  try {
    return await fingerprintFirst(deps, job, context, version, found.locations, found.notes)
  } finally {
    clearTimeout(slow)
  }
}

async function fingerprintFirst(
  deps: FingerprintJobDeps,
  job: ActiveJob,
  context: JobContext,
  version: KnownVersion,
  locations: readonly KnownLocation[],
  notes: readonly string[],
): Promise<JobEffects> {
  let failure: Failure | undefined
  const effects: JobEffects[] = []
  const tried = new Set<string>()
  // While one place was tried the file may have gone to another, which is known by now.
  const next = () =>
    deps.store.read((read) => locationsOfVersion(read, version.versionId)).find(({ path }) => !tried.has(path))
  for (let location = locations[0]; location !== undefined; location = next()) {
    const { path } = location
    tried.add(path)
    try {
      const result = await compute(deps, context, version, location, job.priority >= priorities.saved)
      effects.push((write) => complete(deps, write, { version, label: job.label }, result, notes))
      return (write) => effects.forEach((effect) => effect(write))
    } catch (thrown) {
      context.signal.throwIfAborted()
      failure = toFailure(thrown)
      if (failure.code === 'VANISHED') effects.push((write) => lost(deps, write, path))
      else if (failure.code === 'CHANGED_WHILE_READING')
        effects.push(await lookAgain(deps, job, context, location, version))
      else throw failure
    }
  }
  // No location holds these bytes any more. What replaced them has been registered; this version stays as it was seen.
  const gone = toFailureRecord(
    failure?.code === 'CHANGED_WHILE_READING'
      ? new Failure(
          'VANISHED',
          `“${job.label}” was changed before its fingerprint was made. The new version is taken in instead.`,
        )
      : (failure ??
          new Failure('VANISHED', `“${job.label}” is in no known place any more. Add it again from where it is now.`)),
  )
  return (write) => {
    for (const effect of effects) effect(write)
    fail(deps, write, job, gone)
  }
}

function compute(
  deps: FingerprintJobDeps,
  context: JobContext,
  version: KnownVersion,
  location: KnownLocation,
  urgent = false,
): Promise<FingerprintResult> {
  return deps.compute.run(
    'fingerprint',
    {
      path: location.path,
      kind: version.kind,
      mediaType: version.mediaType,
      bytes: location.bytes,
      mtimeUs: location.mtimeUs,
      sha256: version.sha256,
      ffmpegPath: deps.ffmpegPath(),
    },
    { signal: context.signal, timeoutMs: decodeTimeoutMs[version.kind], urgent },
  )
}

/** The file has gone from this place. Where its folder is watched, the next scan says whether it or its whole drive has. */
function lost(deps: FingerprintJobDeps, write: WriteStore, path: string): void {
  if (reopenRootFolder(write, dirname(path))) return
  const location = findLocationByPath(write, path)
  if (location === undefined || location.status === 'missing') return
  const { locationId, assetId, versionId } = location
  setLocationStatus(write, locationId, 'missing')
  appendCustody(write, { at: deps.now(), type: 'location.missing', assetId, versionId, facts: { path } })
}

/** The cache was lost: only the picture is made again. What cannot be read now stays without one until the next upkeep. */
async function redrawThumbnail(
  deps: FingerprintJobDeps,
  context: JobContext,
  version: KnownVersion,
  locations: readonly KnownLocation[],
): Promise<JobEffects> {
  const present = locations.find(({ status }) => status === 'present')
  if (present === undefined) return () => undefined
  try {
    const result = await compute(deps, context, version, present)
    return (write) => {
      if (result.thumbnail !== null) putThumbnail(write, version.versionId, result.thumbnail)
      putCompanions(write, version, result)
    }
  } catch (thrown) {
    context.signal.throwIfAborted()
    const failure = toFailure(thrown)
    if (failure.retryable) throw failure
    return () => undefined
  }
}

/** The file is not what intake saw: inspected again, it becomes a new version, or the same one with a new time. */
async function lookAgain(
  deps: FingerprintJobDeps,
  job: ActiveJob,
  context: JobContext,
  location: KnownLocation,
  version: KnownVersion,
): Promise<JobEffects> {
  const request = { paths: [location.path], maxFileBytes: deps.maxFileBytes() }
  const [inspected] = await deps.compute.run('inspect', request, {
    signal: context.signal,
    timeoutMs: inspectTimeoutMs,
  })
  if (inspected === undefined || !inspected.ok) return () => undefined
  const { batchId } = job
  if (batchId === null) return () => undefined
  const sameBytes = Buffer.compare(inspected.sha256, version.sha256) === 0
  if (!sameBytes) return (write) => void deps.register(write, inspected, batchId)
  // Only its time has changed: the next attempt expects the new one.
  await deps.commit.submit((write) => deps.register(write, inspected, batchId))
  throw new Failure('CHANGED_WHILE_READING', `“${job.label}” was touched while it was read. It is tried again.`, {
    path: location.path,
    retryable: true,
  })
}

/** What else came of the decoding and lies in the cache. */
function putCompanions(write: WriteStore, { versionId }: KnownVersion, result: FingerprintResult): void {
  const { embedding, frameStrip } = result
  if (embedding != null) putEmbedding(write, versionId, embedding)
  if (frameStrip != null) putFrameStrip(write, versionId, frameStrip)
}

function complete(
  deps: FingerprintJobDeps,
  write: WriteStore,
  { version, label }: { version: KnownVersion; label: string },
  result: FingerprintResult,
  notes: readonly string[],
): void {
  const { versionId, assetId } = version
  // After many a crash two jobs may be about one version: the second has no effect.
  if (findVersion(write, versionId)?.fingerprintState === 'complete') return
  const allNotes = [...notes, ...(result.fingerprint.notes ?? [])]
  const fingerprint = allNotes.length === 0 ? result.fingerprint : { ...result.fingerprint, notes: allNotes }
  const { thumbnail, body } = result
  if (!completeFingerprint(write, { versionId, fingerprint, thumbnail, body, at: deps.now() })) return
  putCompanions(write, version, result)
  const { image } = fingerprint
  appendCustody(write, {
    at: deps.now(),
    type: 'fingerprint.completed',
    assetId,
    versionId,
    facts: {
      sha256: fingerprint.sha256,
      algorithm: currentAlgorithm,
      ...(image === undefined ? {} : { phash: image.phash, pdq: image.pdq, pdqQuality: image.pdqQuality }),
    },
  })
  insertOutbox(write, {
    id: deps.newId(),
    topic: 'fingerprint.completed',
    payload: { assetId, versionId },
    at: deps.now(),
  })
  deps.fingerprinted(write, version, label)
}

/** Inside the transaction that gives the job up. */
export function fail(
  deps: Pick<FingerprintJobDeps, 'now' | 'newId'>,
  write: WriteStore,
  job: ActiveJob,
  failure: FailureRecord,
): void {
  const { versionId, redraw } = Payload.parse(job.payload)
  if (redraw || !failFingerprint(write, { versionId, failure, at: deps.now() })) return
  const facts = { code: failure.code, message: failure.message }
  appendCustody(write, { at: deps.now(), type: 'fingerprint.failed', assetId: job.assetId, versionId, facts })
  insertOutbox(write, {
    id: deps.newId(),
    topic: 'fingerprint.failed',
    payload: { assetId: job.assetId, versionId },
    at: deps.now(),
  })
}

import { basename, dirname, extname } from 'node:path'
import { toHex } from '../../../shared/domain/hash.ts'
import { AssetId, type BatchId, LocationId, VersionId } from '../../../shared/domain/ids.ts'
import type { MediaKind } from '../../../shared/domain/media-kind.ts'
import type { Inspected } from '../compute/tasks.ts'
import { appendCustody } from '../custody/custody-log.ts'
import type { NewJob } from '../jobs/job-queue.ts'
import { insertAsset, setCurrentVersion, setStatusOfCurrent, untrashAsset } from '../store/assets.ts'
import { type FingerprintState, findVersionBySha256, insertVersion, type KnownVersion } from '../store/versions.ts'
import { resetFingerprint } from '../store/fingerprints.ts'
import type { WriteStore } from '../store/handles.ts'
import type { KnownFile } from '../store/known-files.ts'
import {
  findLocationByPath,
  insertLocation,
  type KnownLocation,
  locationsOfVersion,
  pointLocationAt,
  touchLocation,
} from '../store/locations.ts'
import type { NewId } from '../store/new-id.ts'
import { insertOutbox } from '../store/outbox.ts'
import { adoptByPath, forgetLeftOut, moveLocation } from '../store/watched-locations.ts'

// What a file that was looked into means for the library. All of it happens in one transaction: rows, job, custody event and outbox.

export type InspectedFile = Extract<Inspected, { ok: true }>

export type RegisterDeps = {
  now: () => number
  newId: NewId
  enqueue(write: WriteStore, job: NewJob): unknown
  /** Of the fingerprint jobs. */
  priority: number
}

export type Registered = {
  assetId: AssetId
  versionId: VersionId
  sha256: string
  kind: MediaKind
  fingerprintState: FingerprintState
  /** A fingerprint job was added. */
  enqueued: boolean
  news: News
}

/** What the file told the library: a place that moved is known by the path it had. */
export type News = { type: 'work' | 'version' | 'location' | 'nothing' } | { type: 'moved'; from: string }

/** A work is as far as its current version. */
const statusOf = { pending: 'queued', complete: 'ready', failed: 'failed' } as const

/** Of fingerprint jobs, higher first: what a person just saved, then what was dropped, then what a scan found. */
export const priorities = { saved: 8, dropped: 5, found: 4 } as const

/**
 * Content decides: bytes that are known only gain a location; a known path with new bytes is a new version of its work;
 * everything else is a new work.
 */
export function register(deps: RegisterDeps, write: WriteStore, file: InspectedFile, batchId: BatchId): Registered {
  const known = findVersionBySha256(write, file.sha256)
  const location = findLocationByPath(write, file.path)
  if (known !== undefined) return addKnownContent(deps, write, file, batchId, known, location)
  const versionId = VersionId.parse(deps.newId())
  const at = deps.now()
  const title = titleOf(file.path)
  const assetId = location?.assetId ?? AssetId.parse(deps.newId())
  if (location === undefined) {
    insertAsset(write, { assetId, versionId, title, kind: file.kind, status: 'queued', at })
  } else {
    setCurrentVersion(write, assetId, versionId, at)
    setStatusOfCurrent(write, versionId, 'queued', at)
    untrash(deps, write, assetId)
  }
  insertVersion(write, {
    versionId,
    assetId,
    sha256: file.sha256,
    bytes: file.bytes,
    kind: file.kind,
    mediaType: file.mediaType,
    notes: file.notes,
    at,
  })
  place(deps, write, file, batchId, { assetId, versionId }, location)
  const facts = { name: basename(file.path), sha256: toHex(file.sha256), bytes: file.bytes, mediaType: file.mediaType }
  const news: News = { type: location === undefined ? 'work' : 'version' }
  record(deps, write, location === undefined ? 'work.added' : 'version.added', assetId, versionId, facts)
  enqueueFingerprint(deps, write, { assetId, versionId, batchId, label: basename(file.path) })
  return {
    assetId,
    versionId,
    sha256: facts.sha256,
    kind: file.kind,
    fingerprintState: 'pending',
    enqueued: true,
    news,
  }
}

function addKnownContent(
  deps: RegisterDeps,
  write: WriteStore,
  file: InspectedFile,
  batchId: BatchId,
  known: KnownVersion,
  location: KnownLocation | undefined,
): Registered {
  const { assetId, versionId } = known
  const gone = location === undefined ? goneFrom(write, versionId, file.path) : undefined
  if (gone !== undefined) {
    moveLocation(write, { locationId: gone.locationId, path: file.path, folderId: null, at: deps.now() })
    record(deps, write, 'location.moved', assetId, versionId, { from: gone.path, to: file.path })
  }
  const isNews = gone === undefined && (location === undefined || location.versionId !== versionId)
  if (location !== undefined && location.assetId !== assetId) {
    const facts = { path: location.path, replacedBy: toHex(known.sha256) }
    record(deps, write, 'location.missing', location.assetId, location.versionId, facts)
  }
  place(deps, write, file, batchId, known, location ?? gone)
  if (isNews) {
    record(deps, write, 'location.added', assetId, versionId, {
      name: basename(file.path),
      sha256: toHex(known.sha256),
    })
    // A file that went back to what it held before makes that version the current one again.
    if (location?.assetId === assetId && !known.current) {
      setCurrentVersion(write, assetId, versionId, deps.now())
      setStatusOfCurrent(write, versionId, statusOf[known.fingerprintState], deps.now())
    }
  }
  untrash(deps, write, assetId)
  const failedBefore = known.fingerprintState === 'failed'
  if (failedBefore) startOver(deps, write, { assetId, versionId, batchId, label: basename(file.path) })
  return {
    assetId,
    versionId,
    sha256: toHex(known.sha256),
    kind: known.kind,
    fingerprintState: failedBefore ? 'pending' : known.fingerprintState,
    enqueued: failedBefore,
    news: gone === undefined ? { type: isNews ? 'location' : 'nothing' } : { type: 'moved', from: gone.path },
  }
}

/** A work whose fingerprint failed is asked for again. */
export function retryFingerprint(deps: RegisterDeps, write: WriteStore, known: KnownFile, batchId: BatchId): void {
  startOver(deps, write, { assetId: known.assetId, versionId: known.versionId, batchId, label: basename(known.path) })
}

type FingerprintJob = { assetId: AssetId; versionId: VersionId; batchId: BatchId; label: string }

function startOver(deps: RegisterDeps, write: WriteStore, job: FingerprintJob): void {
  resetFingerprint(write, job.versionId)
  setStatusOfCurrent(write, job.versionId, 'queued', deps.now())
  enqueueFingerprint(deps, write, job)
}

function enqueueFingerprint(deps: RegisterDeps, write: WriteStore, job: FingerprintJob): void {
  const { assetId, versionId, batchId, label } = job
  deps.enqueue(write, {
    kind: 'fingerprint',
    label,
    assetId,
    batchId,
    priority: deps.priority,
    payload: { versionId },
  })
}

function place(
  deps: RegisterDeps,
  write: WriteStore,
  file: InspectedFile,
  batchId: BatchId,
  target: { assetId: AssetId; versionId: VersionId },
  location: KnownLocation | undefined,
): void {
  forgetLeftOut(write, file.path)
  const seen = { bytes: file.bytes, mtimeUs: file.mtimeUs, inode: file.inode, at: deps.now(), batchId }
  if (location === undefined) {
    insertLocation(write, { ...seen, ...pick(target), locationId: LocationId.parse(deps.newId()), path: file.path })
  } else {
    touchLocation(write, { ...seen, locationId: location.locationId })
    if (location.versionId !== target.versionId) pointLocationAt(write, location.locationId, pick(target))
  }
  // Whoever asked for it: in a watched folder it is one of its files, and missed when it goes.
  adoptByPath(write, file.path, dirname(file.path))
}

/** A place where these bytes were and are not any more: the file has moved here. One of the same name comes first. */
function goneFrom(write: WriteStore, versionId: VersionId, path: string): KnownLocation | undefined {
  const missing = locationsOfVersion(write, versionId).filter(({ status }) => status === 'missing')
  return missing.find((location) => basename(location.path) === basename(path)) ?? missing[0]
}

function pick({ assetId, versionId }: { assetId: AssetId; versionId: VersionId }) {
  return { assetId, versionId }
}

function untrash(deps: RegisterDeps, write: WriteStore, assetId: AssetId): void {
  if (untrashAsset(write, assetId, deps.now()))
    record(deps, write, 'work.restored', assetId, null, { reason: 'added again' })
}

function record(
  deps: RegisterDeps,
  write: WriteStore,
  type: 'work.added' | 'version.added' | 'location.added' | 'location.moved' | 'location.missing' | 'work.restored',
  assetId: AssetId,
  versionId: VersionId | null,
  facts: Record<string, string | number>,
): void {
  appendCustody(write, { at: deps.now(), type, assetId, versionId, facts })
  insertOutbox(write, { id: deps.newId(), topic: type, payload: { assetId, versionId }, at: deps.now() })
}

/** The file's name without its extension, as people would call the work. */
function titleOf(path: string): string {
  const name = basename(path)
  const title = name.slice(0, name.length - extname(name).length).trim()
  return title === '' ? name : title
}

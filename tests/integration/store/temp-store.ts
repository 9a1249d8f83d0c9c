import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { appendCustody } from '../../../src/main/core/custody/custody-log.ts'
import { insertAsset } from '../../../src/main/core/store/assets.ts'
import { completeFingerprint, failFingerprint } from '../../../src/main/core/store/fingerprints.ts'
import type { WriteStore } from '../../../src/main/core/store/handles.ts'
import { insertLocation } from '../../../src/main/core/store/locations.ts'
import type { Migration } from '../../../src/main/core/store/migrations/migration.ts'
import { createIdGenerator } from '../../../src/main/core/store/new-id.ts'
import { openStore, type Store } from '../../../src/main/core/store/open-store.ts'
import { insertVersion } from '../../../src/main/core/store/versions.ts'
import type { AssetStatus } from '../../../src/shared/contract/library.ts'
import type { Fingerprint } from '../../../src/shared/domain/fingerprint.ts'
import { toHex } from '../../../src/shared/domain/hash.ts'
import { AssetId, LocationId, VersionId } from '../../../src/shared/domain/ids.ts'
import type { MediaKind } from '../../../src/shared/domain/media-kind.ts'

// Real profiles in directories that go away with the test.

export const someTime = Date.UTC(2026, 0, 15, 12)
export const newId = createIdGenerator(() => someTime)

export function tempDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'metastamp-test-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

export type OpenOptions = { migrations?: readonly Migration[]; now?: () => number; appVersion?: string }

export function openAt(profileDir: string, options: OpenOptions = {}): Store {
  const store = openStore({ profileDir, now: () => someTime, platform: 'linux', appVersion: '0.1.0', ...options })
  onTestFinished(() => store.close())
  return store
}

export function openTemp(options: OpenOptions = {}): Store {
  return openAt(tempDir(), options)
}

export function fileHash(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex')
}

export function imageFingerprint(sha256: Uint8Array, bytes: number, phash = '8000000000000001'): Fingerprint {
  return {
    sha256: toHex(sha256),
    bytes,
    mediaType: 'image/png',
    kind: 'image',
    processingMs: 3,
    quality: { score: 0.75, parts: { resolution: 0.75 } },
    image: {
      width: 640,
      height: 480,
      phash,
      ahash: '00000000000000ff',
      dhash: '0123456789abcdef',
      whash: 'fedcba9876543210',
      pdq: 'ab'.repeat(32),
      pdqQuality: 100,
      exif: { Make: 'Canon' },
    },
  }
}

export type WorkOptions = {
  title?: string
  kind?: MediaKind
  status?: AssetStatus
  at?: number
  path?: string
  content?: string
  thumbnail?: boolean
}
export type Work = { assetId: AssetId; versionId: VersionId; sha256: Uint8Array; path: string }

let made = 0

/** A work as intake and its job leave it: rows, location, fingerprint or failure, and its custody event. */
export function addWork(write: WriteStore, options: WorkOptions = {}): Work {
  const { kind = 'image', status = 'ready', at = someTime, thumbnail = false } = options
  const number = ++made
  const title = options.title ?? `work ${number}.png`
  const path = options.path ?? `/pictures/${number}.png`
  const sha256 = createHash('sha256')
    .update(options.content ?? `content ${number}`)
    .digest()
  const assetId = AssetId.parse(newId())
  const versionId = VersionId.parse(newId())
  insertAsset(write, { assetId, versionId, title, kind, status: 'queued', at })
  insertVersion(write, { versionId, assetId, sha256, bytes: 1000, kind, mediaType: 'image/png', notes: [], at })
  const locationId = LocationId.parse(newId())
  insertLocation(write, { locationId, assetId, versionId, path, bytes: 1000, mtimeUs: at * 1000, at, batchId: null })
  if (status === 'ready') {
    const picture = { mediaType: 'image/webp', width: 4, height: 3, bytes: new Uint8Array([1, 2, 3]) } as const
    const fingerprint = imageFingerprint(sha256, 1000)
    completeFingerprint(write, { versionId, fingerprint, thumbnail: thumbnail ? picture : null, at })
  }
  if (status === 'failed') {
    const failure = { code: 'CORRUPT_MEDIA', message: `${path} is damaged.`, retryable: false } as const
    failFingerprint(write, { versionId, failure, at })
  }
  if (status === 'processing') {
    write.command(`UPDATE asset SET status = 'processing' WHERE id = ?`).run(assetId)
  }
  appendCustody(write, { at, type: 'work.added', assetId, versionId, facts: { sha256: toHex(sha256) } })
  return { assetId, versionId, sha256, path }
}

import { createHash } from 'node:crypto'
import { appendCustody } from '../src/main/core/custody/custody-log.ts'
import { insertAsset } from '../src/main/core/store/assets.ts'
import { completeFingerprint, failFingerprint } from '../src/main/core/store/fingerprints.ts'
import type { WriteStore } from '../src/main/core/store/handles.ts'
import { insertLocation } from '../src/main/core/store/locations.ts'
import { createIdGenerator, type NewId } from '../src/main/core/store/new-id.ts'
import { openStore } from '../src/main/core/store/open-store.ts'
import { insertVersion } from '../src/main/core/store/versions.ts'
import { AssetId, LocationId, VersionId } from '../src/shared/domain/ids.ts'
import type { MediaKind } from '../src/shared/domain/media-kind.ts'
import { seededRandom } from './make/random.ts'

// A library as years of use leave it, written by the store's own repositories: no row here is of a shape the program would not write.

const subjects = [
  'harbour',
  'sunset',
  'portrait',
  'street',
  'garden',
  'winter',
  'concert',
  'bridge',
  'market',
  'forest',
]
const places = [
  'lisbon',
  'oslo',
  'kyoto',
  'nairobi',
  'lima',
  'zürich',
  'quebec',
  'hanoi',
  'cairo',
  'perth',
  'riga',
  'bergen',
]
/** One work in a thousand carries this word: what a search for a rare name finds. */
export const rareWord = 'aurora'
/** A tenth of all works carry this one. */
export const commonWord = 'harbour'

const worksPerTransaction = 2_000
const dayMs = 86_400_000
const epoch = Date.UTC(2022, 0, 1)

type Work = { index: number; title: string; kind: MediaKind; failed: boolean; at: number }

function plan(index: number, count: number, random: () => number): Work {
  const subject = subjects[index % subjects.length] ?? ''
  const place = places[Math.floor(random() * places.length)] ?? ''
  const rare = index % 1000 === 7 ? ` ${rareWord}` : ''
  const kindAt = random()
  return {
    index,
    title: `${subject} ${place}${rare} ${String(Math.floor(random() * 100_000)).padStart(5, '0')}`,
    kind: kindAt < 0.8 ? 'image' : kindAt < 0.9 ? 'audio' : kindAt < 0.96 ? 'text' : 'video',
    failed: index % 200 === 3,
    // The works of one large import share their moment.
    at: index < count * 0.15 ? epoch : epoch + Math.floor(random() * 1000 * dayMs),
  }
}

function insertWork(write: WriteStore, work: Work, newId: NewId): void {
  const { index, title, kind, at } = work
  const assetId = AssetId.parse(newId())
  const versionId = VersionId.parse(newId())
  const sha256 = createHash('sha256').update(`work ${index}`).digest()
  const hex = sha256.toString('hex')
  const bytes = 1_000_000 + index
  const mediaType = { image: 'image/jpeg', audio: 'audio/mpeg', video: 'video/mp4', text: 'text/plain' }[kind]
  insertAsset(write, { assetId, versionId, title, kind, status: 'queued', at })
  insertVersion(write, { versionId, assetId, sha256, bytes, kind, mediaType, notes: [], at })
  const path = `/library/${Math.floor(index / 500)}/${title} ${index}.${mediaType.slice(-3)}`
  const locationId = LocationId.parse(newId())
  insertLocation(write, { locationId, assetId, versionId, path, bytes, mtimeUs: at * 1000, at, batchId: null })
  const facts = { name: title, sha256: hex, bytes, mediaType }
  appendCustody(write, { at, type: 'work.added', assetId, versionId, facts })
  if (work.failed) {
    const failure = { code: 'CORRUPT_MEDIA', message: `“${title}” is damaged.`, retryable: false } as const
    failFingerprint(write, { versionId, failure, at })
    appendCustody(write, {
      at,
      type: 'fingerprint.failed',
      assetId,
      versionId,
      facts: { code: failure.code, message: failure.message },
    })
    return
  }
  const [phash, ahash, dhash, whash, pdq] = [hex.slice(0, 16), hex.slice(16, 32), hex.slice(32, 48), hex.slice(48), hex]
  const image = {
    width: 4000,
    height: 3000,
    phash,
    ahash,
    dhash,
    whash,
    pdq,
    pdqQuality: 90,
    exif: { Make: 'Bench', ISO: 200 },
  }
  completeFingerprint(write, {
    versionId,
    fingerprint: {
      sha256: hex,
      bytes,
      mediaType,
      kind,
      processingMs: 20,
      quality: { score: 0.8, parts: { resolution: 1, sharpness: 0.6 } },
      ...(kind === 'image' ? { image } : {}),
    },
    thumbnail: kind === 'image' ? { mediaType: 'image/jpeg', width: 512, height: 384, bytes: sha256 } : null,
    at,
  })
  appendCustody(write, {
    at,
    type: 'fingerprint.completed',
    assetId,
    versionId,
    facts: { sha256: hex, algorithm: 1, phash, pdq, pdqQuality: 90 },
  })
}

/** Fills a new profile with `count` works; each brings two custody events. */
export function seedProfile(profileDir: string, count: number): void {
  let clock = epoch
  const now = () => clock++
  const store = openStore({ profileDir, now, platform: process.platform, appVersion: '0.0.0-bench' })
  const newId = createIdGenerator(now)
  const random = seededRandom(count)
  try {
    for (let from = 0; from < count; from += worksPerTransaction) {
      store.transaction('seed', (write) => {
        const to = Math.min(count, from + worksPerTransaction)
        for (let index = from; index < to; index++) insertWork(write, plan(index, count, random), newId)
      })
    }
  } finally {
    store.close()
  }
}

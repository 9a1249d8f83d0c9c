import { createHash } from 'node:crypto'
import { appendCustody } from '../../src/main/core/custody/custody-log.ts'
import type { Thumbnail } from '../../src/main/core/compute/tasks.ts'
import { insertAsset } from '../../src/main/core/store/assets.ts'
import { completeFingerprint, currentAlgorithm, failFingerprint } from '../../src/main/core/store/fingerprints.ts'
import type { WriteStore } from '../../src/main/core/store/handles.ts'
import { insertLocation } from '../../src/main/core/store/locations.ts'
import { createIdGenerator, type NewId } from '../../src/main/core/store/new-id.ts'
import { openStore } from '../../src/main/core/store/open-store.ts'
import { insertVersion } from '../../src/main/core/store/versions.ts'
import { AssetId, LocationId, VersionId } from '../../src/shared/domain/ids.ts'
import { colourDrawing, type IndexedDrawing } from '../make/indexed-png.ts'
import { seededRandom } from '../make/random.ts'
import { organiseWorks } from './organise-works.ts'
import { draw, drawingKey, paletteOf } from './drawings.ts'
import { createFingerprints } from './fingerprints.ts'
import { type PlannedWork, planWorks } from './plan.ts'

// A library as years of use leave it, written by the store's own repositories: no row here is of a shape the program would not write.

export type SeedOptions = {
  count: number
  /** Another seed, another library. */
  seed?: number
  /** When the newest work came in, milliseconds UTC. */
  endMs?: number
  /** How many works are in, now and then. */
  onProgress?: (done: number) => void
}

const worksPerTransaction = 2_000
export const defaultEndMs = Date.UTC(2024, 8, 27)

type Tools = {
  newId: NewId
  thumbnailOf(work: PlannedWork): Thumbnail | null
  fingerprintOf: ReturnType<typeof createFingerprints>
  hashOf(index: number): Buffer
}

function insertWork(
  write: WriteStore,
  work: PlannedWork,
  { newId, thumbnailOf, fingerprintOf, hashOf }: Tools,
): AssetId {
  const { index, title, path, kind, mediaType, bytes, at } = work
  const assetId = AssetId.parse(newId())
  const versionId = VersionId.parse(newId())
  const sha256 = hashOf(index)
  const hex = sha256.toString('hex')
  insertAsset(write, { assetId, versionId, title, kind, status: 'queued', at })
  insertVersion(write, { versionId, assetId, sha256, bytes, kind, mediaType, notes: [], at })
  const locationId = LocationId.parse(newId())
  insertLocation(write, { locationId, assetId, versionId, path, bytes, mtimeUs: at * 1000, at, batchId: null })
  const facts = { name: title, sha256: hex, bytes, mediaType }
  appendCustody(write, { at, type: 'work.added', assetId, versionId, facts })
  if (work.state === 'failed') {
    const failure = {
      code: 'CORRUPT_MEDIA',
      message: `“${title}” ends before its data does. Export the file again and add it once more.`,
      path,
      retryable: false,
    } as const
    failFingerprint(write, { versionId, failure, at })
    const told = { code: failure.code, message: failure.message }
    appendCustody(write, { at, type: 'fingerprint.failed', assetId, versionId, facts: told })
    return assetId
  }
  const likeHex = work.copyOf === null ? hex : hashOf(work.copyOf).toString('hex')
  const fingerprint = fingerprintOf(work, hex, likeHex)
  completeFingerprint(write, { versionId, fingerprint, thumbnail: thumbnailOf(work), at })
  const { image } = fingerprint
  appendCustody(write, {
    at,
    type: 'fingerprint.completed',
    assetId,
    versionId,
    facts: {
      sha256: hex,
      algorithm: currentAlgorithm,
      ...(image === undefined ? {} : { phash: image.phash, pdq: image.pdq, pdqQuality: image.pdqQuality }),
    },
  })
  return assetId
}

/** Every drawing that the works need, once. */
async function drawAll(works: readonly PlannedWork[]): Promise<Map<string, IndexedDrawing>> {
  const drawn = new Map<string, IndexedDrawing>()
  for (const { kind, width, height, drawing } of works) {
    const key = drawingKey(kind, width, height, drawing)
    if (!drawn.has(key)) drawn.set(key, await draw(kind, { width, height }, drawing))
  }
  return drawn
}

/** Fills a new profile with works of all kinds, each with its picture; each brings two custody events. */
export async function seedProfile(profileDir: string, options: SeedOptions): Promise<void> {
  const { count, seed = count, endMs = defaultEndMs, onProgress } = options
  const random = seededRandom(seed)
  const works = planWorks(count, endMs, random)
  const drawn = await drawAll(works)
  const thumbnailOf = ({ kind, width, height, drawing, palette }: PlannedWork): Thumbnail | null => {
    const found = drawn.get(drawingKey(kind, width, height, drawing))
    if (found === undefined) return null
    const bytes = colourDrawing(found, paletteOf(kind, palette))
    return { mediaType: 'image/png', width: found.width, height: found.height, bytes }
  }
  let clock = endMs
  const now = () => clock++
  const store = openStore({ profileDir, now, platform: process.platform, appVersion: '0.0.0-seed' })
  const tools: Tools = {
    newId: createIdGenerator(now, (bytes) => {
      for (let i = 0; i < bytes.length; i++) bytes[i] = random() * 256
      return bytes
    }),
    thumbnailOf,
    fingerprintOf: createFingerprints(random),
    hashOf: (index) => createHash('sha256').update(`work ${index} of ${seed}`).digest(),
  }
  const ids: AssetId[] = []
  try {
    for (let from = 0; from < count; from += worksPerTransaction) {
      const some = works.slice(from, from + worksPerTransaction)
      store.transaction('seed', (write) => {
        for (const work of some) ids.push(insertWork(write, work, tools))
      })
      onProgress?.(from + some.length)
    }
    store.transaction('organise', (write) => organiseWorks(write, ids, tools.newId, endMs))
  } finally {
    store.close()
  }
}

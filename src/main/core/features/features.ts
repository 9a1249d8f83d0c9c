import { z } from 'zod'
import { type Failure, toFailure } from '../../../shared/contract/errors.ts'
import { type AssetId, VersionId } from '../../../shared/domain/ids.ts'
import { MediaKind } from '../../../shared/domain/media-kind.ts'
import { featureMethods } from '../compute/feature-methods.ts'
import type { ComputePool, Feature, FeatureMethod, FeaturesResult } from '../compute/tasks.ts'
import type { ActiveJob, JobContext, JobEffects, JobHandler } from '../jobs/job.ts'
import type { NewJob } from '../jobs/job-queue.ts'
import type { Logger } from '../log/logger.ts'
import { putEmbedding } from '../store/embeddings.ts'
import { setIscc } from '../store/fingerprints.ts'
import { methodsMissing, putFeatures, versionsWithoutFeatures } from '../store/features.ts'
import type { GroupCommit } from '../store/group-commit.ts'
import type { WriteStore } from '../store/handles.ts'
import { hasPendingJob, parkedPayloads } from '../store/jobs.ts'
import { type KnownLocation, locationsOfVersion } from '../store/locations.ts'
import type { Store } from '../store/open-store.ts'
import { findVersion, type KnownVersion } from '../store/versions.ts'

// The second stage. A fingerprint makes a work protected; what stands here makes its copies findable where a fingerprint is blind: crops,
// pictures in pictures, sped-up sound. It is made behind everything else, and no batch waits for it.

export type FeaturesOptions = {
  store: Store
  commit: GroupCommit
  compute: ComputePool
  logger: Logger
  /** As in the settings; 0 for as many as the pool has threads. */
  computeThreads: () => number
  ffmpegPath: () => string | null
  enqueue(write: WriteStore, job: NewJob): unknown
  /** Jobs were added and are committed. */
  enqueued(): void
  /** What works show has changed. */
  changed?(): void
  /** After that transaction's commit. */
  committed(): void
  /** Inside the transaction after which everything a work can be found by is stored. */
  found(write: WriteStore, version: { versionId: VersionId; assetId: AssetId }, label: string): void
  /** Other methods than the program's own; for tests. */
  methods?: Readonly<Record<MediaKind, readonly FeatureMethod[]>>
}

export type Features = ReturnType<typeof createFeatures>

const Payload = z.object({ versionId: VersionId })

/** Thousands of works a minute may gain something small: whoever shows them is told this often at most. */
const tellMs = 1_000

/** Long enough for a film that is decoded once more from end to end. */
const timeoutMs = { image: 60_000, text: 60_000, audio: 1_860_000, video: 3_600_000 } as const
const priority = 0
const atOnce = 2_000

/** Only the file's content can be at fault, so nothing is gained by reading the same bytes again. */
const hopeless: ReadonlySet<Failure['code']> = new Set([
  'CORRUPT_MEDIA',
  'TOO_MANY_PIXELS',
  'UNSUPPORTED_TYPE',
  'EMPTY_FILE',
  'DECODER_TIMEOUT',
  'WORKER_DIED',
])

export function createFeatures(options: FeaturesOptions) {
  const { store, commit, compute, logger, methods = featureMethods } = options

  let telling: NodeJS.Timeout | undefined
  function tell(): void {
    telling ??= setTimeout(() => {
      telling = undefined
      options.changed?.()
    }, tellMs).unref()
  }

  function add(write: WriteStore, version: { versionId: VersionId; assetId: AssetId }, label: string): void {
    const { versionId, assetId } = version
    options.enqueue(write, { kind: 'features', label, assetId, batchId: null, priority, payload: { versionId } })
  }

  function work(location: KnownLocation, version: KnownVersion, wanted: readonly FeatureMethod[], signal: AbortSignal) {
    const { path, bytes, mtimeUs } = location
    const { kind, mediaType, sha256 } = version
    const request = { path, kind, mediaType, bytes, mtimeUs, sha256, ffmpegPath: options.ffmpegPath() }
    return compute.run(
      'features',
      { ...request, methods: wanted.map(({ method }) => method) },
      { signal, timeoutMs: timeoutMs[kind] },
    )
  }

  async function run(job: ActiveJob, { signal }: JobContext): Promise<JobEffects> {
    const { versionId } = Payload.parse(job.payload)
    const { version, locations, wanted } = store.read((read) => {
      const found = findVersion(read, versionId)
      return {
        version: found,
        locations: locationsOfVersion(read, versionId),
        wanted: found === undefined ? [] : methodsMissing(read, versionId, methods[found.kind]),
      }
    })
    // Purged meanwhile, done by an earlier job, or about to be fingerprinted anew, which enqueues this again.
    if (version?.fingerprintState !== 'complete' || wanted.length === 0) return () => undefined
    for (const location of locations.filter(({ status }) => status === 'present')) {
      try {
        const result = await work(location, version, wanted, signal)
        return (write) => {
          keep(write, versionId, wanted, result)
          options.found(write, version, job.label)
        }
      } catch (thrown) {
        signal.throwIfAborted()
        const failure = toFailure(thrown)
        logger.log('warn', 'features.failed', { versionId, code: failure.code, message: failure.message })
        if (failure.code === 'WORKER_DIED' && job.attempts === 0) throw failure
        // The rows say that each method has looked, so that a file which can't be read does not come back every day.
        if (hopeless.has(failure.code))
          return (write) => {
            putFeatures(write, versionId, answersTo(wanted, { features: [] }))
            options.found(write, version, job.label)
          }
      }
    }
    // No place holds these bytes just now. The next upkeep asks again where one of them is there.
    return () => undefined
  }

  const handler: JobHandler = {
    kind: 'features',
    background: true,
    /** One thread stays free for whoever comes meanwhile and is waited for. */
    get concurrency() {
      const wanted = options.computeThreads()
      return Math.max(1, (wanted === 0 ? compute.size : Math.min(wanted, compute.size)) - 1)
    },
    run,
    onSettled: () => {
      tell()
      options.committed()
    },
  }

  return {
    handler,

    /** Inside the transaction that commits a fingerprint: adds the job unless everything it would find is stored. */
    fingerprinted(
      write: WriteStore,
      version: { versionId: VersionId; assetId: AssetId; kind: MediaKind },
      label: string,
    ): void {
      if (methodsMissing(write, version.versionId, methods[version.kind]).length > 0) add(write, version, label)
      else options.found(write, version, label)
    },

    /** Adds jobs for all works that lack an answer: after a method's version has risen, or the cache was lost. */
    async sweep(signal: AbortSignal): Promise<void> {
      const parked = new Set(
        store
          .read((read) => parkedPayloads(read, 'features'))
          .map((payload) => Payload.safeParse(payload).data?.versionId),
      )
      for (const kind of MediaKind.options) {
        let after = ''
        while (!signal.aborted) {
          const asked = { kind, methods: methods[kind], after, limit: atOnce }
          const lacking = store.read((read) => versionsWithoutFeatures(read, asked))
          const last = lacking.at(-1)
          if (last === undefined) break
          after = last.versionId
          await commit.submit((write) => {
            for (const version of lacking) {
              if (parked.has(version.versionId) || hasPendingJob(write, 'features', version.assetId)) continue
              add(write, version, version.title)
            }
          })
          options.enqueued()
        }
      }
    },
  }
}

function keep(write: WriteStore, versionId: VersionId, wanted: readonly FeatureMethod[], result: FeaturesResult): void {
  const { iscc, embedding } = result
  if (!putFeatures(write, versionId, answersTo(wanted, result))) return
  if (iscc !== undefined) setIscc(write, versionId, iscc)
  if (embedding !== undefined) putEmbedding(write, versionId, embedding)
}

/** One row for each wanted method, empty where it did not answer, and whatever else the handler found. */
function answersTo(wanted: readonly FeatureMethod[], { features }: FeaturesResult): Feature[] {
  const silent = wanted.filter(({ method }) => !features.some((feature) => feature.method === method))
  return [...features, ...silent.map((method) => ({ ...method, bytes: new Uint8Array(0) }))]
}

import { z } from 'zod'
import type { ChangeTopic } from '../../../shared/contract/app.ts'
import { Failure, failureFrom, toFailure } from '../../../shared/contract/errors.ts'
import type { FoundWork, Match, MatchFilter } from '../../../shared/contract/matches.ts'
import { type AssetId, MatchId, VersionId } from '../../../shared/domain/ids.ts'
import type { ComputePool, FingerprintRequest } from '../compute/tasks.ts'
import type { SignalHub } from '../events/signal-hub.ts'
import type { ActiveJob, JobContext, JobEffects, JobHandler } from '../jobs/job.ts'
import type { NewJob } from '../jobs/job-queue.ts'
import type { AssetSummary } from '../../../shared/contract/library.ts'
import type { GroupCommit } from '../store/group-commit.ts'
import type { WriteStore } from '../store/handles.ts'
import { hasPendingJob } from '../store/jobs.ts'
import {
  comparableVersions,
  countMatches,
  listMatches,
  listMatchesOf,
  markCompared,
  type NewMatch,
  putMatch,
  uncomparedVersions,
} from '../store/matches.ts'
import type { NewId } from '../store/new-id.ts'
import type { Store } from '../store/open-store.ts'
import { findVersion, findVersionBySha256, type KnownVersion, versionsOfAsset } from '../store/versions.ts'
import { featureNames } from './feature-names.ts'
import { matchedWords } from './matched-words.ts'
import { otherWayRound } from './other-way-round.ts'
import { printOf, printOfFile, printToCompare } from './prints.ts'
import type { Comparison, MatchIndex, WorkPrint } from './tasks.ts'

// Where works reappear. Each work is compared with the library once, behind everything else, when all it can be found by is stored; a file
// from outside is compared when a person asks.

export type MatchingOptions = {
  store: Store
  commit: GroupCommit
  compute: ComputePool
  index: MatchIndex
  hub: SignalHub<ChangeTopic>
  now: () => number
  newId: NewId
  maxFileBytes: () => number
  ffmpegPath: () => string | null
  enqueue(write: WriteStore, job: NewJob): unknown
  /** Jobs were added and are committed. */
  enqueued(): void
  /** Works as lists show them; those that are gone are left out. */
  summaries(assetIds: readonly AssetId[]): Map<AssetId, AssetSummary>
}

export type Matching = ReturnType<typeof createMatching>

const Payload = z.object({ versionId: VersionId })

/** Raised when comparing finds what it did not find before, so that all works are compared again. */
const generation = 2
const priority = 0
const atOnce = 2_000
/** Works that go to the index in one message: some megabytes. */
const loadAtOnce = 100
/** Works the index proposes for one. Copies of a picture that has thousands of them are found from the other side. */
const mostCandidates = 40
const compareTimeoutMs = 120_000
const readTimeoutMs = { image: 60_000, text: 60_000, audio: 1_860_000, video: 3_600_000 } as const

type Versioned = { versionId: VersionId; assetId: AssetId }

export function createMatching(options: MatchingOptions) {
  const { store, commit, compute, index, hub, now, newId } = options
  let loading: Promise<void> | null = null

  async function load(): Promise<void> {
    let after = ''
    while (true) {
      const prints = store.read((read) => {
        const versions = comparableVersions(read, after, loadAtOnce)
        after = versions.at(-1)?.versionId ?? after
        return versions.map((version) => printOf(read, version))
      })
      if (prints.length === 0) return
      const useful = prints.filter(isUseful)
      if (useful.length > 0) await index.run('add', { prints: useful })
    }
  }

  /** A load that failed is made again by the next that asks. */
  function loaded(): Promise<void> {
    if (loading !== null) return loading
    const mine = load().catch((thrown: unknown) => {
      if (loading === mine) loading = null
      throw thrown
    })
    loading = mine
    return mine
  }

  /** Runs `work` over an index that holds the whole library; once more when its thread has died. */
  async function overIndex<T>(work: () => Promise<T>): Promise<T> {
    for (let attempt = 0; ; attempt++) {
      try {
        await loaded()
        return await work()
      } catch (thrown) {
        const failure = toFailure(thrown)
        // What died has forgotten everything.
        if (failure.code === 'WORKER_DIED' || failure.code === 'UNAVAILABLE') loading = null
        if (failure.code !== 'WORKER_DIED' || attempt > 0) throw thrown
      }
    }
  }

  async function compareWithLibrary(
    print: WorkPrint,
    except: AssetId | null,
    signal: AbortSignal,
  ): Promise<{ comparison: Comparison; version: KnownVersion }[]> {
    if (!isUseful(print)) return []
    const ids = await overIndex(() => index.run('candidates', { print: toIndex(print), limit: mostCandidates }))
    const others = store.read((read) =>
      ids.flatMap((id) => {
        const version = findVersion(read, VersionId.parse(id))
        const usable = version !== undefined && version.trashedAt === null && version.assetId !== except
        return usable ? [{ version, print: printToCompare(read, version) }] : []
      }),
    )
    if (others.length === 0) return []
    const versions = new Map<string, KnownVersion>(others.map(({ version }) => [version.versionId, version]))
    const request = { first: print, others: others.map((other) => other.print) }
    const found = await compute.run('compare', request, { signal, timeoutMs: compareTimeoutMs })
    return found.flatMap((comparison) => {
      const version = versions.get(comparison.id)
      return version === undefined ? [] : [{ comparison, version }]
    })
  }

  async function run(job: ActiveJob, { signal }: JobContext): Promise<JobEffects> {
    const { versionId } = Payload.parse(job.payload)
    const known = store.read((read) => {
      const version = findVersion(read, versionId)
      return version === undefined ? null : { version, print: printToCompare(read, version) }
    })
    if (known?.version.fingerprintState !== 'complete') return () => undefined
    const { version, print } = known
    // Before it looks around, so that of two that come together the later one finds the other.
    if (isUseful(print)) await overIndex(() => index.run('add', { prints: [toIndex(print)] }))
    const found = await compareWithLibrary(print, version.assetId, signal)
    return (write) => {
      for (const { comparison, version: other } of found) putMatch(write, orderedMatch(version, other, comparison))
      markCompared(write, versionId, generation)
    }
  }

  /** The later of the two first, so that a pair has one row whichever was compared with which. */
  function orderedMatch(version: KnownVersion, other: KnownVersion, comparison: Comparison): NewMatch {
    const { type, similarity, method, evidence } = comparison
    const told = { matchId: MatchId.parse(newId()), type, similarity, method, at: now() }
    return version.versionId > other.versionId
      ? { ...told, first: version, second: other, evidence }
      : { ...told, first: other, second: version, evidence: otherWayRound(evidence) }
  }

  function add(write: WriteStore, { versionId, assetId }: Versioned, label: string): void {
    options.enqueue(write, { kind: 'match', label, assetId, batchId: null, priority, payload: { versionId } })
  }

  const handler: JobHandler = {
    kind: 'match',
    background: true,
    concurrency: 1,
    run,
    onSettled: () => hub.touch('matches'),
  }

  async function printOfPath(path: string, signal: AbortSignal) {
    const request = { paths: [path], maxFileBytes: options.maxFileBytes() }
    const [inspected] = await compute.run('inspect', request, { signal })
    if (inspected === undefined) throw new Failure('INTERNAL', `“${path}” could not be read.`, { path })
    if (!inspected.ok) throw failureFrom({ ...inspected.failure, path })
    const inLibrary = store.read((read) => {
      const known = findVersionBySha256(read, inspected.sha256)
      return known === undefined || known.trashedAt !== null ? null : { known, print: printToCompare(read, known) }
    })
    if (inLibrary !== null) return inLibrary
    const asked: FingerprintRequest = { ...inspected, ffmpegPath: options.ffmpegPath() }
    const timing = { signal, timeoutMs: readTimeoutMs[inspected.kind] }
    const { fingerprint, thumbnail } = await compute.run('fingerprint', asked, timing)
    const { features } = await compute.run('features', { ...asked, methods: Object.values(featureNames) }, timing)
    return { known: null, print: printOfFile(fingerprint, features, thumbnail) }
  }

  function printOfWork(assetId: AssetId) {
    return store.read((read) => {
      const known = versionsOfAsset(read, assetId).find(({ current }) => current)
      if (known === undefined) throw new Failure('NOT_FOUND', 'This work is not in the library any more.')
      return { known, print: printToCompare(read, known) }
    })
  }

  return {
    handler,

    /** Newest first, one more than `limit` asks whether there are more; matches with works that are gone are left out. */
    list(request: { filter: MatchFilter; before: string | null; limit: number }): Match[] {
      const { filter, before, limit } = request
      const page = { decided: filter.decided, before, limit }
      const { assetId } = filter
      const rows = store.read((read) =>
        assetId === undefined ? listMatches(read, page) : listMatchesOf(read, assetId, page),
      )
      const works = options.summaries([...new Set(rows.flatMap((row) => [row.firstAsset, row.secondAsset]))])
      return rows.flatMap(({ firstAsset, secondAsset, ...told }) => {
        const [first, second] = [works.get(firstAsset), works.get(secondAsset)]
        return first === undefined || second === undefined ? [] : [{ ...told, first, second }]
      })
    },

    counts: () => store.read(countMatches),

    passages: (matchId: MatchId, signal: AbortSignal) => matchedWords({ store, compute }, matchId, signal),

    /** Inside the transaction after which everything a work can be found by is stored. */
    found(write: WriteStore, version: Versioned, label: string): void {
      if (!hasPendingJob(write, 'match', version.assetId)) add(write, version, label)
    },

    /**
     * The works of the library that a file is, holds or is a part of, best first; or those that a work has something in common with. The
     * file is not added. Failures: those of reading the file; NOT_FOUND for an unknown work.
     */
    async find(asked: { path: string } | { assetId: AssetId }, signal: AbortSignal): Promise<FoundWork[]> {
      const { known, print } = 'path' in asked ? await printOfPath(asked.path, signal) : printOfWork(asked.assetId)
      const exact = known === null || 'assetId' in asked ? [] : [{ version: known, told: sameBytes }]
      const alike = await compareWithLibrary(print, known?.assetId ?? null, signal)
      const all = [...exact, ...alike.map(({ comparison: { id: _id, ...told }, version }) => ({ version, told }))]
      const works = options.summaries([...new Set(all.map(({ version }) => version.assetId))])
      return all.flatMap(({ version, told }) => {
        const work = works.get(version.assetId)
        // Versions of one work are one answer: the most similar of them.
        if (work === undefined || !works.delete(version.assetId)) return []
        return [{ work, ...told }]
      })
    },

    /** Adds jobs for all works that this generation has not compared. */
    async sweep(signal: AbortSignal): Promise<void> {
      let after = ''
      while (!signal.aborted) {
        const missing = store.read((read) => uncomparedVersions(read, generation, after, atOnce))
        const last = missing.at(-1)
        if (last === undefined) return
        after = last.versionId
        await commit.submit((write) => {
          for (const version of missing) {
            const pending = (['features', 'match'] as const).some((kind) => hasPendingJob(write, kind, version.assetId))
            if (!pending) add(write, version, version.title)
          }
        })
        options.enqueued()
      }
    },
  }
}

const sameBytes = { type: 'exact', similarity: 1, method: 'sha256', evidence: { kind: 'bytes' } } as const

/** The index looks at no picture. */
const toIndex = (print: WorkPrint): WorkPrint => ({ ...print, thumbnail: null })

function isUseful({ features, minhash }: WorkPrint): boolean {
  return features.size > 0 || minhash !== null
}

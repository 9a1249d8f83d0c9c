import type { Features } from '../features/features.ts'
import type { JobHandler } from '../jobs/job.ts'
import type { NewJob } from '../jobs/job-queue.ts'
import type { Matching } from '../match/match.ts'
import type { Library } from '../library/library.ts'
import { purgeConversations } from '../store/conversations.ts'
import type { GroupCommit } from '../store/group-commit.ts'
import type { WriteStore } from '../store/handles.ts'
import { deleteEndedJobs, hasPendingJob } from '../store/jobs.ts'
import type { Store } from '../store/open-store.ts'
import { hasStale, indexStale } from '../store/search-index.ts'
import { picturesWithoutThumbnail } from '../store/thumbnails.ts'

// Forgets what nobody can want back (works that were in the trash for 30 days, conversations removed as long ago, jobs that ended a week ago), and has made
// again what was lost with a damaged cache or is made otherwise by now: thumbnails and features. Works of an earlier release are made findable.

export type SweepOptions = {
  store: Store
  commit: GroupCommit
  library: Library
  features: Pick<Features, 'sweep'>
  matching: Pick<Matching, 'sweep'>
  now: () => number
  enqueue(write: WriteStore, job: NewJob): unknown
  /** Jobs were added and are committed. */
  enqueued(): void
}

const keepEndedJobsMs = 7 * 86_400_000
const keepConversationsMs = 30 * 86_400_000
const atOnce = 2_000
/** Reading a fingerprint back takes about a tenth of a millisecond; the core answers others between two. */
const indexedAtOnce = 200
/** Behind everything a person waits for. */
const redrawPriority = 1

export function createSweep(options: SweepOptions): JobHandler {
  const { store, commit, library, now } = options

  async function redrawThumbnails(signal: AbortSignal): Promise<void> {
    let after = ''
    while (!signal.aborted) {
      const lost = store.read((read) => picturesWithoutThumbnail(read, after, atOnce))
      const last = lost.at(-1)
      if (last === undefined) return
      after = last.versionId
      await commit.submit((write) => {
        for (const { assetId, versionId, title } of lost) {
          if (hasPendingJob(write, 'fingerprint', assetId)) continue
          const payload = { versionId, redraw: true }
          options.enqueue(write, {
            kind: 'fingerprint',
            label: title,
            assetId,
            batchId: null,
            priority: redrawPriority,
            payload,
          })
        }
      })
      options.enqueued()
    }
  }

  return {
    kind: 'sweep',
    concurrency: 1,
    async run(_job, { signal }) {
      while (!signal.aborted && store.read(hasStale)) {
        await commit.submit((write) => indexStale(write, indexedAtOnce))
      }
      await library.purge({ signal })
      while (!signal.aborted) {
        const gone = await commit.submit((write) => deleteEndedJobs(write, now() - keepEndedJobsMs, atOnce))
        if (gone < atOnce) break
      }
      await commit.submit((write) => purgeConversations(write, now() - keepConversationsMs))
      await redrawThumbnails(signal)
      await options.features.sweep(signal)
      await options.matching.sweep(signal)
      signal.throwIfAborted()
      return () => undefined
    },
  }
}

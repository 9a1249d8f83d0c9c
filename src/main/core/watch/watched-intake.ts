import { z } from 'zod'
import { toFailureRecord } from '../../../shared/contract/errors.ts'
import type { FileOutcome } from '../../../shared/contract/shell.ts'
import { RootId } from '../../../shared/domain/ids.ts'
import type { WatchedIntake } from '../intake/intake.ts'
import { clearRootIssues, findRoot, type RootRow, saveRootIssue } from '../store/roots.ts'
import { Feed } from './feed.ts'
import { issueOf, tellingOf } from './outcomes.ts'
import type { RootWatch, RootWatchDeps } from './root-watch.ts'
import { isInside } from './survey.ts'

// What the jobs of intake ask of watched folders, and tell them.

const Payload = z.object({ rootId: RootId, urgent: z.boolean() })

export type WatchedIntakeOptions = RootWatchDeps & {
  running(): boolean
  watchOf(row: RootRow): RootWatch
  roots: ReadonlyMap<RootId, RootWatch>
}

export function createWatchedIntake(options: WatchedIntakeOptions): WatchedIntake {
  const { store, commit, feeds, now, logger } = options

  function rootOfFile(path: string): RootWatch | undefined {
    return [...options.roots.values()].find(({ row }) => isInside(path, row.path))
  }

  /** What could not be taken in is listed until it can; the list survives the batch. */
  function keepIssues(root: RootWatch, outcomes: readonly FileOutcome[]): void {
    const failed = outcomes.filter(({ failure }) => failure !== undefined && failure.code !== 'VANISHED')
    const paths = outcomes.map(({ path }) => path)
    const kept = Promise.all(failed.map((outcome) => issueOf(outcome)))
      .then((issues) =>
        commit.submit((write) => {
          clearRootIssues(write, paths)
          for (const issue of issues) if (issue !== undefined) saveRootIssue(write, root.row.id, issue, now())
        }),
      )
      .then(() => options.touched())
      // The next scan meets the same files.
      .catch((thrown: unknown) => logger.log('warn', 'watch.issues-not-kept', { failure: toFailureRecord(thrown) }))
    root.waitFor(kept)
  }

  return {
    source(batchId, payload) {
      const known = feeds.get(batchId)
      if (known !== undefined) return known.feed
      const { rootId, urgent } = Payload.parse(payload)
      const row = store.read((read) => findRoot(read, rootId))
      if (!options.running() || row === undefined || row.state !== 'watching') return endedFeed()
      const root = options.watchOf(row)
      const feed = root.adoptBatch(urgent)
      feeds.set(batchId, { root, feed })
      return feed
    },

    registered(file, result) {
      const root = rootOfFile(file.path)
      if (root === undefined) return
      const { count, event } = tellingOf(file.path, result)
      root.registered(file.path, count)
      if (event !== undefined) options.tell({ ...event, rootId: root.row.id })
    },

    ended(batchId, outcomes) {
      const known = feeds.get(batchId)
      if (known === undefined) return
      const { root, feed } = known
      for (const { path, status, failure } of outcomes) {
        root.files.ended(feed, path, failure?.code === 'CHANGED_WHILE_READING')
        if (status === 'ready') options.tell({ event: 'ready', rootId: root.row.id, path })
        else if (failure !== undefined) options.tell({ event: 'failed', rootId: root.row.id, path, failure })
      }
      keepIssues(root, outcomes)
    },

    over(batchId) {
      const known = feeds.get(batchId)
      feeds.delete(batchId)
      known?.feed.end()
      known?.root.files.over(known.feed)
    },
  }
}

function endedFeed(): Feed {
  const feed = new Feed({ urgent: false, idleMs: 0, expectsMore: () => false })
  feed.end()
  return feed
}

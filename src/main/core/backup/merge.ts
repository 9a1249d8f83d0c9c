import { setImmediate } from 'node:timers/promises'
import type { BackupId, MergeProgress } from '../../../shared/contract/backup.ts'
import { AssetId, VersionId } from '../../../shared/domain/ids.ts'
import { appendCustody } from '../custody/custody-log.ts'
import type { NewJob } from '../jobs/job-queue.ts'
import type { WriteStore } from '../store/handles.ts'
import { type Chain, continueChain, mergeAfter, mergeBefore, relationOf } from '../store/merge-beside.ts'
import { type MergedAsset, mergeAssets, mergeVersions, pendingVersions, planMerge } from '../store/merge-backup.ts'
import type { NewId } from '../store/new-id.ts'
import type { Store } from '../store/open-store.ts'
import { insertOutbox } from '../store/outbox.ts'

// What a backup has and the library lacks, added in small transactions, so that the core answers others in between. Cut off at any
// moment and begun again, it ends the same: what is there already is not added twice.

export type MergeOptions = {
  store: Store
  now: () => number
  newId: NewId
  enqueue(write: WriteStore, job: NewJob): unknown
  backupId: BackupId
  /** When the backup was made. */
  takenAt: number
}

/** Works of one transaction: as many as keep the core from answering others no longer than this. */
const atOnce = { least: 100, most: 4_000 }
const transactionMs = { short: 60, long: 200 }
const linksAtOnce = 10_000
const fingerprintPriority = 5

const logs: readonly Chain[] = ['custody', 'ledger']

/** How many rows go into one transaction, from how long the last one took. */
class Pace {
  count = atOnce.least

  timed<Result>(work: () => Result): Result {
    const startedAt = performance.now()
    const result = work()
    const tookMs = performance.now() - startedAt
    if (tookMs < transactionMs.short) this.count = Math.min(atOnce.most, this.count * 2)
    if (tookMs > transactionMs.long) this.count = Math.max(atOnce.least, Math.floor(this.count / 2))
    return result
  }
}

export async function* mergeFrom(
  path: string,
  options: MergeOptions,
  signal: AbortSignal | undefined,
): AsyncGenerator<MergeProgress, void, void> {
  const { store } = options
  const detach = store.attachBackup(path)
  try {
    const plan = store.transaction('plan merge', planMerge)
    let [added, versionsAdded, ledgerEntries] = [0, 0, 0]
    const progress = (done: boolean): MergeProgress => {
      return { total: plan.assets.length, added, versionsAdded, ledgerEntries, parted, done }
    }
    const parted = logs.filter((log) => store.read((read) => relationOf(read, log)) === 'parted')
    yield progress(false)
    for (const log of logs) {
      for (let links = linksAtOnce; links === linksAtOnce && signal?.aborted !== true; ) {
        links = store.transaction('continue a log', (write) => continueChain(write, log, linksAtOnce))
        if (log === 'ledger') ledgerEntries += links
        await setImmediate()
      }
    }
    store.transaction('merge what stands alone', mergeBefore)
    const pace = new Pace()
    for (let from = 0; from < plan.assets.length && signal?.aborted !== true; ) {
      const ids = plan.assets.slice(from, from + pace.count)
      from += ids.length
      const merged = pace.timed(() =>
        store.transaction('merge works', (write) => {
          const found = mergeAssets(write, ids)
          for (const asset of found.assets) record(write, options, asset)
          askForFingerprints(write, options, found.versions)
          return found
        }),
      )
      added += merged.assets.length
      versionsAdded += merged.versions.length
      yield progress(false)
      await setImmediate()
    }
    for (let from = 0; from < plan.versions.length && signal?.aborted !== true; ) {
      const ids = plan.versions.slice(from, from + pace.count)
      from += ids.length
      versionsAdded += pace.timed(() =>
        store.transaction('merge versions', (write) => {
          const versions = mergeVersions(write, ids)
          askForFingerprints(write, options, versions)
          return versions.length
        }),
      )
      yield progress(false)
      await setImmediate()
    }
    if (signal?.aborted !== true) store.transaction('merge what connects works', mergeAfter)
    yield progress(signal?.aborted !== true)
  } finally {
    detach()
  }
}

/** The log of custody goes on; it says where the work came from. Where the two logs have parted, the backup's own events stay with it. */
function record(write: WriteStore, options: MergeOptions, asset: MergedAsset): void {
  const at = options.now()
  const assetId = AssetId.parse(asset.assetId)
  const facts = {
    title: asset.title,
    reason: 'merged from a backup',
    backup: options.backupId,
    takenAt: options.takenAt,
  }
  appendCustody(write, { at, type: 'work.restored', assetId, versionId: null, facts })
  insertOutbox(write, { id: options.newId(), topic: 'work.restored', payload: { assetId }, at })
}

function askForFingerprints(write: WriteStore, options: MergeOptions, versions: readonly string[]): void {
  for (const { assetId, versionId, title } of pendingVersions(write, versions)) {
    options.enqueue(write, {
      kind: 'fingerprint',
      label: title,
      assetId: AssetId.parse(assetId),
      batchId: null,
      priority: fingerprintPriority,
      payload: { versionId: VersionId.parse(versionId) },
    })
  }
}

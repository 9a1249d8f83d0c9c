import type { Collection, Edit, Step, Tag } from '../../../../shared/contract/organise.ts'
import type { JobCounts } from '../../../../shared/contract/jobs.ts'
import type { WatchedRoot } from '../../../../shared/contract/watch.ts'
import type { AssetId } from '../../../../shared/domain/ids.ts'
import type { JobQueue } from '../../jobs/job-queue.ts'
import type { Library } from '../../library/library.ts'
import type { Matching } from '../../match/match.ts'
import type { Store } from '../../store/open-store.ts'
import type { Valuation } from '../../valuation/valuation.ts'
import type { Wallet } from '../../wallet/wallet.ts'

/** All that tools can reach. There is nothing here that books, publishes, deletes, takes a path or opens an address. */
export type ToolServices = {
  store: Pick<Store, 'read'>
  library: Pick<Library, 'list' | 'counts' | 'get'>
  matching: Pick<Matching, 'list' | 'counts'>
  valuation: Pick<Valuation, 'latest' | 'list' | 'preview'>
  wallet: Pick<Wallet, 'balances' | 'list' | 'earned'>
  queue: Pick<JobQueue, 'list' | 'backgroundCount'> & { counts(): JobCounts }
  organise: {
    edit(assetIds: readonly AssetId[], edit: Edit): Step | null
    tags(): Tag[]
    collections(): Collection[]
  }
  roots(): Promise<WatchedRoot[]>
  /** After a write: those who watch ask again. */
  changed(): void
  now(): number
}

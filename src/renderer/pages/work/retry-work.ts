import type { AssetId } from '../../../shared/domain/ids.ts'
import type { CoreClient } from '../../state/connection.ts'

/** Repeats the parked jobs of a work; false when there are none. */
export async function retryWork(client: Pick<CoreClient, 'jobs'>, assetId: AssetId): Promise<boolean> {
  let cursor: string | null = null
  for (;;) {
    const page: Awaited<ReturnType<CoreClient['jobs']['list']>> = await client.jobs.list({
      states: ['parked'],
      cursor,
      limit: 500,
    })
    const jobIds = page.items.filter((job) => job.assetId === assetId).map((job) => job.jobId)
    if (jobIds.length > 0) return (await client.jobs.retry({ jobIds })).affected > 0
    if (page.nextCursor === null) return false
    cursor = page.nextCursor
  }
}

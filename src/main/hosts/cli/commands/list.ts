import { LibraryQuery } from '../../../../shared/contract/library.ts'
import type { Core } from '../../../core/core.ts'
import { exitCode } from '../exit-code.ts'
import type { Session } from '../session.ts'

const pageSize = 200

/** `metastamp list`: a line per work, then where the next page begins. */
export async function list(
  session: Session,
  options: { query: string; limit: number; cursor?: string },
): Promise<number> {
  const { terminal, signal } = session
  const query = LibraryQuery.parse({ text: options.query })
  return session.withCore({ works: false }, async ({ client }) => {
    const { total } = await client.library.counts({ query })
    let cursor = options.cursor ?? null
    let left = options.limit
    do {
      const page = await client.library.list({ query, cursor, limit: Math.min(left, pageSize) })
      for (const { assetId } of page.items) await printAsset(session, client, assetId)
      left -= page.items.length
      cursor = page.nextCursor
    } while (cursor !== null && left > 0 && !signal.aborted)
    await terminal.result({ page: { nextCursor: cursor, total } }, () =>
      cursor === null ? `${total} in all` : `${total} in all; go on with --cursor ${cursor}`,
    )
    return exitCode.done
  })
}

async function printAsset(
  { terminal }: Session,
  client: Core['client'],
  assetId: Parameters<typeof client.library.get>[0]['assetId'],
): Promise<void> {
  const asset = await client.library.get({ assetId })
  const { title, kind, status, sha256, bytes, createdAt } = asset
  const locations = asset.locations.map(({ path, status: presence }) => ({ path, status: presence }))
  // Tags come with organising; until then every work has none.
  await terminal.result(
    { assetId, title, kind, status, sha256, bytes, createdAt, locations, tags: [] },
    () => `${assetId}  ${status.padEnd(10)}  ${kind.padEnd(5)}  ${title}`,
  )
}

import { useInfiniteQuery } from '@tanstack/react-query'
import type { BatchId } from '../../../shared/domain/ids.ts'
import { useT } from '../../i18n/locale.tsx'
import { useClient, useOrpc } from '../../state/core.tsx'
import { IssueList } from './issue-list.tsx'

/** Which files a batch left out and why. */
export function Issues({ batchId, label }: { batchId: BatchId; label: string }) {
  const t = useT()
  const orpc = useOrpc()
  const client = useClient()
  const query = useInfiniteQuery(
    orpc.intake.issues.infiniteOptions({
      input: (cursor: string | null) => ({ batchId, cursor, limit: 50 }),
      initialPageParam: null,
      getNextPageParam: ({ nextCursor }) => nextCursor,
    }),
  )
  return (
    <IssueList
      label={t('activity.issuesOf', { label })}
      query={query}
      page={(cursor) => client.intake.issues({ batchId, cursor, limit: 500 })}
    />
  )
}

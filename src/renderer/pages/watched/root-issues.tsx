import { useInfiniteQuery } from '@tanstack/react-query'
import type { WatchedRoot } from '../../../shared/contract/watch.ts'
import { useT } from '../../i18n/locale.tsx'
import { useClient, useOrpc } from '../../state/core.tsx'
import { IssueList } from '../activity/issue-list.tsx'

/** Which files of a folder could not be taken in. */
export function RootIssues({ root: { rootId, name } }: { root: WatchedRoot }) {
  const t = useT()
  const orpc = useOrpc()
  const client = useClient()
  const query = useInfiniteQuery(
    orpc.watch.issues.infiniteOptions({
      input: (cursor: string | null) => ({ rootId, cursor, limit: 50 }),
      initialPageParam: null,
      getNextPageParam: ({ nextCursor }) => nextCursor,
    }),
  )
  return (
    <IssueList
      label={t('watched.problemsOf', { name })}
      query={query}
      page={(cursor) => client.watch.issues({ rootId, cursor, limit: 500 })}
    />
  )
}

import { useInfiniteQuery } from '@tanstack/react-query'
import { Copy } from 'lucide-react'
import { useState } from 'react'
import type { IntakeIssue } from '../../../shared/contract/intake.ts'
import type { BatchId } from '../../../shared/domain/ids.ts'
import { Button } from '../../components/button.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { PathText } from '../../components/path-text.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { StatusGlyph } from '../../components/status-mark.tsx'
import { useT } from '../../i18n/locale.tsx'
import type { CoreClient } from '../../state/connection.ts'
import { useClient, useOrpc } from '../../state/core.tsx'
import { useTelling } from './use-telling.ts'

/** All files a batch left out, page by page, as lines of text. */
async function allIssues(client: CoreClient, batchId: BatchId): Promise<string> {
  const lines: string[] = []
  let cursor: string | null = null
  do {
    const page: { items: IntakeIssue[]; nextCursor: string | null } = await client.intake.issues({
      batchId,
      cursor,
      limit: 500,
    })
    for (const { status, path, failure } of page.items) {
      lines.push(`${status}\t${failure.code}\t${path}\t${failure.message}`)
    }
    cursor = page.nextCursor
  } while (cursor !== null)
  return lines.join('\n')
}

/** Which files were left out and why. */
export function Issues({ batchId, label }: { batchId: BatchId; label: string }) {
  const t = useT()
  const orpc = useOrpc()
  const client = useClient()
  const tell = useTelling()
  const [copying, setCopying] = useState(false)
  const query = useInfiniteQuery(
    orpc.intake.issues.infiniteOptions({
      input: (cursor: string | null) => ({ batchId, cursor, limit: 50 }),
      initialPageParam: null,
      getNextPageParam: ({ nextCursor }) => nextCursor,
    }),
  )
  const copyAll = () => {
    setCopying(true)
    const copied = allIssues(client, batchId)
      .then((text) => navigator.clipboard.writeText(text))
      .finally(() => setCopying(false))
    tell(copied, t('activity.copiedIssues'))
  }

  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  if (query.isPending) return <Skeleton className="mt-2 h-24" />
  return (
    <div className="mt-2 rounded-md bg-sunken p-4">
      <ul aria-label={t('activity.issuesOf', { label })} className="divide-y divide-line">
        {query.data.pages
          .flatMap(({ items }) => items)
          .map(({ issueId, status, path, failure }) => (
            <li key={issueId} className="flex gap-3 py-2 text-sm first:pt-0">
              <span className="pt-1">
                <StatusGlyph tone={status === 'failed' ? 'needs' : 'quiet'} />
              </span>
              <div className="min-w-0 flex-1">
                <span className="sr-only">
                  {t(status === 'failed' ? 'activity.issueFailed' : 'activity.issueSkipped')}:{' '}
                </span>
                <p>{failure.message}</p>
                <PathText path={path} className="font-mono text-muted text-xs" />
              </div>
            </li>
          ))}
      </ul>
      <div className="mt-2 flex gap-2">
        <Button size="sm" icon={Copy} busy={copying} onClick={copyAll}>
          {t('common.copyAll')}
        </Button>
        {query.hasNextPage && (
          <Button size="sm" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('common.showMore')}
          </Button>
        )}
      </div>
    </div>
  )
}

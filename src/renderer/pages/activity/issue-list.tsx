import { Copy } from 'lucide-react'
import { useState } from 'react'
import type { FailureRecord } from '../../../shared/contract/errors.ts'
import { Button } from '../../components/button.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { PathText } from '../../components/path-text.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { StatusGlyph } from '../../components/status-mark.tsx'
import { useT } from '../../i18n/locale.tsx'
import { useTelling } from './use-telling.ts'

export type ListedIssue = {
  issueId: number
  /** Skipped by a rule is no fault; without it, it is one. */
  status?: 'failed' | 'skipped'
  path: string
  failure: FailureRecord
}

/** What a query of pages gives, as far as this list uses it. */
type Pages = {
  data: { pages: readonly { items: readonly ListedIssue[] }[] } | undefined
  error: Error | null
  hasNextPage: boolean
  isFetchingNextPage: boolean
  fetchNextPage(): Promise<unknown>
  refetch(): Promise<unknown>
}

type Page = { items: readonly ListedIssue[]; nextCursor: string | null }

/** Files that could not be taken in and what to do about each; all of them can be copied, also those not shown yet. */
export function IssueList({
  label,
  query,
  page,
}: {
  label: string
  query: Pages
  page: (cursor: string | null) => Promise<Page>
}) {
  const t = useT()
  const tell = useTelling()
  const [copying, setCopying] = useState(false)
  const copyAll = () => {
    setCopying(true)
    const copied = allLines(page)
      .then((text) => navigator.clipboard.writeText(text))
      .finally(() => setCopying(false))
    tell(copied, t('activity.copiedIssues'))
  }
  if (query.error !== null) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  if (query.data === undefined) return <Skeleton className="mt-2 h-24" />
  return (
    <div className="mt-2 rounded-md bg-sunken p-4">
      <ul aria-label={label} className="divide-y divide-line">
        {query.data.pages
          .flatMap(({ items }) => items)
          .map(({ issueId, status = 'failed', path, failure }) => (
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

/** Every page, as lines of text. */
async function allLines(page: (cursor: string | null) => Promise<Page>): Promise<string> {
  const lines: string[] = []
  let cursor: string | null = null
  do {
    const { items, nextCursor }: Page = await page(cursor)
    for (const { status = 'failed', path, failure } of items)
      lines.push(`${status}\t${failure.code}\t${path}\t${failure.message}`)
    cursor = nextCursor
  } while (cursor !== null)
  return lines.join('\n')
}

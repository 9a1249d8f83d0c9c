import { useQuery } from '@tanstack/react-query'
import { FolderSync, Plus, ScanSearch } from 'lucide-react'
import { commands } from '../../commands/registry.ts'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { Page } from '../../components/page.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { useT } from '../../i18n/locale.tsx'
import { useScrollMemory } from '../../router/router.ts'
import { useClient, useOrpc, useWritable } from '../../state/core.tsx'
import { useTelling } from '../activity/use-telling.ts'
import { RootRow } from './root-row.tsx'

/** The folders a person works in: whether each is in step, what could not be taken in, and by which rules. */
export function WatchedPage() {
  const t = useT()
  const orpc = useOrpc()
  const client = useClient()
  const writable = useWritable()
  const tell = useTelling()
  const query = useQuery(orpc.watch.list.queryOptions({ input: {} }))
  const scroll = useScrollMemory(query.isSuccess)
  const roots = query.data?.roots ?? []
  const works = roots.reduce((sum, { locations }) => sum + locations.present + locations.offline, 0)

  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  const add = (
    <Button variant="primary" icon={Plus} disabled={!writable} onClick={() => commands.run('add.watched')}>
      {t('watched.add')}
    </Button>
  )
  if (query.isSuccess && roots.length === 0) {
    return (
      <EmptyState
        icon={FolderSync}
        title={t('watched.emptyTitle')}
        description={t('watched.emptyHint')}
        actions={add}
      />
    )
  }
  return (
    <Page
      title={t('watched.title')}
      description={query.isSuccess ? t('watched.summary', { folders: roots.length, works }) : '\u00a0'}
      scrollRef={scroll}
      actions={
        <>
          <Button icon={ScanSearch} disabled={!writable} onClick={() => tell(client.watch.scan({}))}>
            {t('watched.scanAll')}
          </Button>
          {add}
        </>
      }
    >
      {query.isPending ? (
        <div aria-busy="true" className="space-y-4">
          <Skeleton className="h-20" />
          <Skeleton className="h-20" />
        </div>
      ) : (
        <div className="divide-y divide-line border-line-strong border-t">
          {roots.map((root) => (
            <RootRow key={root.rootId} root={root} lists={query.data} />
          ))}
        </div>
      )}
    </Page>
  )
}

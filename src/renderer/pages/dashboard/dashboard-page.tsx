import { useQuery } from '@tanstack/react-query'
import { ErrorState } from '../../components/error-state.tsx'
import { Page } from '../../components/page.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { useT } from '../../i18n/locale.tsx'
import { Link } from '../../router/link.tsx'
import { useScrollMemory } from '../../router/router.ts'
import { useOrpc } from '../../state/core.tsx'
import { Picture } from '../library/picture.tsx'
import { Protected } from './protected.tsx'
import { NeedsYou, Storage, UnderWay, Watched, Worth } from './tiles.tsx'
import { useLibraryAt } from './use-library-at.ts'
import './dashboard.css'

/** The newest works that are shown. */
const shown = 12

/** Home: what is protected, what needs a person, what is under way; each part leads where it points. */
export function DashboardPage() {
  const t = useT()
  const orpc = useOrpc()
  const { data, error, refetch } = useQuery({
    ...orpc.overview.get.queryOptions({ input: {} }),
    placeholderData: (before) => before,
  })
  const scroll = useScrollMemory(data !== undefined)
  if (error !== null && data === undefined) return <ErrorState error={error} onRetry={() => void refetch()} />
  return (
    <Page title={t('dashboard.title')} scrollRef={scroll} className="max-w-6xl">
      {data === undefined ? (
        <Waiting />
      ) : (
        <div className="board">
          <Protected overview={data} />
          <div className="board-side">
            <NeedsYou overview={data} />
            <UnderWay overview={data} />
            <Worth />
            <Watched />
            <Storage overview={data} />
          </div>
          <Newest />
        </div>
      )}
    </Page>
  )
}

function Newest() {
  const t = useT()
  const orpc = useOrpc()
  const open = useLibraryAt()
  const works = useQuery(orpc.library.list.queryOptions({ input: { limit: shown } })).data?.items ?? []
  if (works.length === 0) return null
  return (
    <section aria-label={t('dashboard.newest')} className="board-newest">
      <div className="flex items-baseline justify-between">
        <h2>{t('dashboard.newest')}</h2>
        <button type="button" className="board-all" onClick={() => open({})}>
          {t('dashboard.showAll')}
        </button>
      </div>
      <ul>
        {works.map((work) => (
          <li key={work.assetId}>
            <Link to={{ name: 'work', assetId: work.assetId }} aria-label={work.title} title={work.title}>
              <Picture work={work} width={132} height={112} hurried={false} />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Waiting() {
  return (
    <div aria-busy="true" className="board">
      <div className="board-main">
        <Skeleton className="h-10 w-40" />
        <Skeleton className="mt-4 h-44 w-full" />
      </div>
      <div className="board-side">
        <Skeleton className="h-20 w-full" />
        <Skeleton className="h-20 w-full" />
      </div>
    </div>
  )
}

import { useQuery } from '@tanstack/react-query'
import { ArrowLeft, ChevronLeft, ChevronRight, FileQuestion } from 'lucide-react'
import { useEffect } from 'react'
import type { AssetId } from '../../../shared/domain/ids.ts'
import { isTyping } from '../../commands/use-keyboard.ts'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { useDirection, useFormat, useT } from '../../i18n/locale.tsx'
import { goBack, navigate } from '../../router/router.ts'
import { useClient, useOrpc } from '../../state/core.tsx'
import { describeError } from '../../state/errors.ts'
import { sessionOf } from '../library/session.ts'
import { type Neighbours, useNeighbours } from './neighbours.ts'
import { Stage } from './stage.tsx'
import { WorkColumn } from './work-column.tsx'
import './work.css'

export function WorkPage({ assetId }: { assetId: AssetId }) {
  const t = useT()
  const orpc = useOrpc()
  const session = sessionOf(useClient())
  const neighbours = useNeighbours(session, assetId)
  const detail = useQuery(orpc.library.get.queryOptions({ input: { assetId } }))
  useWalkingKeys(neighbours)

  // What the library already knows stands at once; the rest follows.
  const known = neighbours.index === null ? undefined : session.window.itemAt(neighbours.index)
  const work = detail.data ?? known
  if (detail.error !== null && detail.data === undefined) {
    if (describeError(detail.error, t).code === 'NOT_FOUND') return <Missing />
    return <ErrorState error={detail.error} onRetry={() => void detail.refetch()} />
  }
  return (
    <div className="work">
      <div className="work-left">
        <WorkHead neighbours={neighbours} />
        {work === undefined ? (
          <div className="stage" aria-busy="true" />
        ) : (
          <Stage
            key={`${work.assetId}${work.sha256}`}
            work={work}
            fingerprint={detail.data?.fingerprint}
            strip={detail.data?.frameStrip ?? null}
          />
        )}
      </div>
      <aside className="work-column" aria-label={t('work.details')}>
        {detail.data === undefined ? <ColumnSkeleton /> : <WorkColumn key={assetId} work={detail.data} />}
      </aside>
    </div>
  )
}

function WorkHead({ neighbours }: { neighbours: Neighbours }) {
  const t = useT()
  const format = useFormat()
  const direction = useDirection()
  const { index, total, step } = neighbours
  const [back, on] = direction === 'rtl' ? [ChevronRight, ChevronLeft] : [ChevronLeft, ChevronRight]
  return (
    <header className="work-head">
      <Button
        variant="ghost"
        size="sm"
        icon={ArrowLeft}
        className="-ms-2 rtl:[&_svg]:-scale-x-100"
        onClick={() => goBack({ name: 'library' })}
      >
        {t('nav.library')}
      </Button>
      <span className="flex-1" />
      {index !== null && (
        <>
          <span className="text-muted text-sm tabular">
            {t('work.position', { position: format.number(index + 1), total: format.number(total) })}
          </span>
          <IconButton
            size="sm"
            icon={back}
            label={t('work.previous')}
            keys="K"
            disabled={index === 0}
            onClick={() => step(-1)}
          />
          <IconButton
            size="sm"
            icon={on}
            label={t('work.next')}
            keys="J"
            disabled={index >= total - 1}
            onClick={() => step(1)}
          />
        </>
      )}
    </header>
  )
}

/** j, k and the arrows walk through the library's result; Escape leads back to it. */
function useWalkingKeys({ step }: Neighbours): void {
  const direction = useDirection()
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
      if (
        isTyping(event.target) ||
        document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null
      )
        return
      const forward = direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight'
      const backward = direction === 'rtl' ? 'ArrowRight' : 'ArrowLeft'
      if (event.key === 'j' || event.key === forward) step(1)
      else if (event.key === 'k' || event.key === backward) step(-1)
      else if (event.key === 'Escape') goBack({ name: 'library' })
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [step, direction])
}

function Missing() {
  const t = useT()
  return (
    <EmptyState
      icon={FileQuestion}
      title={t('work.missingTitle')}
      description={t('work.missingHint')}
      actions={<Button onClick={() => navigate({ name: 'library' })}>{t('work.toLibrary')}</Button>}
    />
  )
}

function ColumnSkeleton() {
  return (
    <div className="flex flex-col gap-4" aria-busy="true">
      <Skeleton className="h-6 w-3/5" />
      <Skeleton className="size-32" />
      <Skeleton className="h-4 w-full" />
      <Skeleton className="h-4 w-4/5" />
    </div>
  )
}

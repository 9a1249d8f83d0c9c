import { memo } from 'react'
import type { AssetSummary } from '../../../shared/contract/library.ts'
import { Seal } from '../../components/seal/seal.tsx'
import { StatusGlyph, toneOfStatus } from '../../components/status-mark.tsx'
import { useT } from '../../i18n/locale.tsx'
import { FavouriteMark } from './favourite-mark.tsx'
import { Picture } from './picture.tsx'

export type CellProps = {
  index: number
  column: number
  /** Undefined while its page is being fetched. */
  work: AssetSummary | undefined
  /** Side of the picture's box. */
  size: number
  selected: boolean
  active: boolean
  /** Pictures that are not there yet wait. */
  hurried: boolean
}

/** A work in the grid: its picture, its name, its seal. Events are the grid's. */
export const Cell = memo(function Cell({ index, column, work, size, selected, active, hurried }: CellProps) {
  const t = useT()
  const label =
    work === undefined
      ? t('library.fetching')
      : t('library.cell', { title: work.title, kind: t(`kind.${work.kind}`), status: t(`status.${work.status}`) })
  return (
    <div
      role="gridcell"
      className="cell"
      draggable={work !== undefined}
      data-index={index}
      tabIndex={active ? 0 : -1}
      aria-colindex={column + 1}
      aria-selected={selected}
      aria-label={label}
      aria-busy={work === undefined || undefined}
      style={{ width: size }}
    >
      <div className="cell-mat" style={{ height: size }}>
        {work !== undefined && <Picture work={work} width={size} height={size} hurried={hurried} />}
      </div>
      <div className="cell-caption">
        {work !== undefined && (
          <>
            {work.favourite && <FavouriteMark label={t('organise.favourite')} />}
            {work.status !== 'ready' && <StatusGlyph tone={toneOfStatus(work.status)} />}
            <span className="cell-title" title={work.title}>
              {work.title}
            </span>
            <Seal hash={work.seal} kind={work.kind} status={work.status} size={20} />
          </>
        )}
      </div>
    </div>
  )
})

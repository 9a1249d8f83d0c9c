import { memo } from 'react'
import type { AssetSummary } from '../../../shared/contract/library.ts'
import { Seal } from '../../components/seal/seal.tsx'
import { AssetStatusMark } from '../../components/status-mark.tsx'
import { useFormat, useT } from '../../i18n/locale.tsx'
import { FavouriteMark } from './favourite-mark.tsx'
import { Picture } from './picture.tsx'
import './list.css'

export type ListRowProps = {
  index: number
  /** Position in the table, its head being row 1. */
  rowIndex: number
  work: AssetSummary | undefined
  selected: boolean
  active: boolean
  /** Pictures that are not there yet wait. */
  hurried: boolean
  /** Offset in the scrolled content. */
  top: number
}

const columns = ['seal', 'picture', 'title', 'kind', 'dimensions', 'size', 'quality', 'added', 'status'] as const

/** Column names of the list. */
export function ListHead() {
  const t = useT()
  return (
    <div role="row" aria-rowindex={1} className="list-line list-head">
      {columns.map((column, i) => (
        <span key={column} role="columnheader" aria-colindex={i + 1} className={`list-${column}`}>
          {column === 'seal' || column === 'picture' ? (
            <span className="sr-only">{t(`library.column.${column}`)}</span>
          ) : (
            t(`library.column.${column}`)
          )}
        </span>
      ))}
    </div>
  )
}

export const ListRow = memo(function ListRow({ index, rowIndex, work, selected, active, hurried, top }: ListRowProps) {
  const t = useT()
  return (
    <div
      role="row"
      className="list-line list-row"
      draggable={work !== undefined}
      data-index={index}
      tabIndex={active ? 0 : -1}
      aria-rowindex={rowIndex}
      aria-selected={selected}
      aria-busy={work === undefined || undefined}
      style={{ transform: `translateY(${top}px)` }}
    >
      {work === undefined ? (
        <span role="gridcell" aria-colindex={3} className="list-fetching" aria-label={t('library.fetching')} />
      ) : (
        <ListCells work={work} hurried={hurried} />
      )}
    </div>
  )
})

function ListCells({ work, hurried }: { work: AssetSummary; hurried: boolean }) {
  const t = useT()
  const format = useFormat()
  const none = t('library.unknown')
  const dimensions =
    work.width === null || work.height === null
      ? none
      : t('library.dimensions', { width: String(work.width), height: String(work.height) })
  return (
    <>
      <span role="gridcell" aria-colindex={1} className="list-seal">
        <Seal hash={work.seal} kind={work.kind} status={work.status} size={20} />
      </span>
      <span role="gridcell" aria-colindex={2} className="list-picture">
        {work.thumbnailKey !== null && <Picture work={work} width={44} height={34} hurried={hurried} />}
      </span>
      <span role="gridcell" aria-colindex={3} className="list-title">
        {work.favourite && <FavouriteMark label={t('organise.favourite')} />}
        {work.title}
      </span>
      <span role="gridcell" aria-colindex={4} className="list-kind">
        {t(`kind.${work.kind}`)}
      </span>
      <span role="gridcell" aria-colindex={5} className="list-dimensions">
        {dimensions}
      </span>
      <span role="gridcell" aria-colindex={6} className="list-size">
        {format.bytes(work.bytes)}
      </span>
      <span role="gridcell" aria-colindex={7} className="list-quality">
        {work.qualityScore === null ? none : format.percent(work.qualityScore)}
      </span>
      <span role="gridcell" aria-colindex={8} className="list-added">
        {format.date(work.createdAt)}
      </span>
      <span role="gridcell" aria-colindex={9} className="list-status">
        {/* The seal in front already says it in its own colour. */}
        {work.status === 'ready' ? t('status.ready') : <AssetStatusMark status={work.status} />}
      </span>
    </>
  )
}

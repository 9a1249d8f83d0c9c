import type { AssetSummary } from '../../../shared/contract/library.ts'
import { useFormat, useT } from '../../i18n/locale.tsx'
import { mediaUrl } from '../../transport/media-url.ts'

export type PageStageProps = { work: AssetSummary; thumbnailKey: string; pages: number | undefined }

/** A text as a sheet of paper: the shape of its opening, or a PDF's first page. */
export function PageStage({ work, thumbnailKey, pages }: PageStageProps) {
  const t = useT()
  const format = useFormat()
  const isPdf = work.mediaType === 'application/pdf'
  const note = !isPdf
    ? t('work.openingShown')
    : pages === undefined
      ? t('work.firstPageShown')
      : t('work.firstPageOf', { count: pages, total: format.number(pages) })
  return (
    <div className="stage">
      <div className="page-ground">
        <img
          className="page-sheet"
          src={mediaUrl(work.assetId, 'thumbnail', thumbnailKey)}
          alt={t('work.pageOf', { title: work.title })}
          draggable={false}
        />
      </div>
      <div className="stage-foot">
        <p className="min-w-0 flex-1 text-muted text-xs">{note}</p>
      </div>
    </div>
  )
}

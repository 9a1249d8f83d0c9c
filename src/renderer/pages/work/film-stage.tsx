import { useState } from 'react'
import type { AssetSummary } from '../../../shared/contract/library.ts'
import { useT } from '../../i18n/locale.tsx'
import { mediaUrl } from '../../transport/media-url.ts'
import { shortType } from './media-name.ts'
import { SealStage } from './seal-stage.tsx'
import { type Trouble, troubleOf } from './use-sound.ts'

/** A film where the program can play it, its seal where not; what its fingerprint can and cannot do stands under it. */
export function FilmStage({ work, notes }: { work: AssetSummary; notes: readonly string[] }) {
  const t = useT()
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  if (trouble !== null) {
    const reason = t(`work.film.${trouble}`, { type: shortType(work.mediaType) })
    return <SealStage work={work} note={[reason, ...notes].join(' ')} />
  }
  return (
    <div className="stage">
      <div className="film-ground">
        <video
          className="film"
          controls
          controlsList="nodownload noremoteplayback"
          disablePictureInPicture
          preload="metadata"
          aria-label={t('work.filmOf', { title: work.title })}
          {...(work.thumbnailKey !== null && { poster: mediaUrl(work.assetId, 'thumbnail', work.thumbnailKey) })}
          src={mediaUrl(work.assetId, 'original', work.sha256)}
          onError={({ currentTarget }) => setTrouble(troubleOf(currentTarget, work.mediaType))}
          // Its own keys; the page's would walk to the next work.
          onKeyDown={(event) => {
            if (['ArrowLeft', 'ArrowRight', ' '].includes(event.key)) event.nativeEvent.stopPropagation()
          }}
        />
      </div>
      <div className="stage-foot">
        <p className="min-w-0 flex-1 text-muted text-xs">{notes.join(' ')}</p>
      </div>
    </div>
  )
}

import { useRef, useState } from 'react'
import type { AssetDetail, AssetSummary } from '../../../shared/contract/library.ts'
import { useT } from '../../i18n/locale.tsx'
import { mediaUrl } from '../../transport/media-url.ts'
import { FrameStrip, FrameWindow } from './frame-strip.tsx'
import { shortType } from './media-name.ts'
import { SealStage } from './seal-stage.tsx'
import { type Trouble, troubleOf } from './use-sound.ts'

export type FilmStageProps = { work: AssetSummary; notes: readonly string[]; strip: AssetDetail['frameStrip'] }

/** A film where the program can play it, its frames where not; what its fingerprint can and cannot do stands under it. */
export function FilmStage({ work, notes, strip }: FilmStageProps) {
  const t = useT()
  const film = useRef<HTMLVideoElement>(null)
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const [chosen, setChosen] = useState(0)
  const reason = trouble === null ? [] : [t(`work.film.${trouble}`, { type: shortType(work.mediaType) })]
  const note = [...reason, ...notes].join(' ')
  if (trouble !== null && strip === null) return <SealStage work={work} note={note} />
  return (
    <div className="stage">
      <div className="film-ground">
        {trouble === null ? (
          <video
            ref={film}
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
        ) : (
          strip !== null && (
            <div className="film-still">
              <FrameWindow assetId={work.assetId} strip={strip} index={chosen} />
            </div>
          )
        )}
      </div>
      {strip !== null && (
        <FrameStrip
          assetId={work.assetId}
          strip={strip}
          onChoose={(seconds, index) => {
            setChosen(index)
            if (film.current !== null) film.current.currentTime = seconds
          }}
        />
      )}
      <div className="stage-foot">
        <p className="min-w-0 flex-1 text-muted text-xs">{note}</p>
      </div>
    </div>
  )
}

import { Maximize, Minus, Plus } from 'lucide-react'
import { useRef, useState } from 'react'
import type { AssetSummary } from '../../../shared/contract/library.ts'
import { IconButton } from '../../components/icon-button.tsx'
import { useFormat, useT } from '../../i18n/locale.tsx'
import { mediaUrl } from '../../transport/media-url.ts'
import { shortType } from './media-name.ts'
import { useStageKeys } from './use-stage-keys.ts'
import { useZoom } from './use-zoom.ts'

/** From this scale on single pixels are shown as they are, not smoothed. */
const pixelScale = 3

/**
 * A picture to be looked at closely, with zoom and pan.
 * @param drawn whether the page can draw the original itself
 */
export function PictureStage({ work, drawn }: { work: AssetSummary; drawn: boolean }) {
  const t = useT()
  const format = useFormat()
  const ref = useRef<HTMLDivElement>(null)
  const [original, setOriginal] = useState<'coming' | 'here' | 'gone'>('coming')
  // Until the core knows the size, the picture itself says it.
  const [natural, setNatural] = useState({ width: 800, height: 800 })
  const size = work.width !== null && work.height !== null ? { width: work.width, height: work.height } : natural
  const measured = ({ naturalWidth, naturalHeight }: HTMLImageElement) => {
    if (naturalWidth > 0 && naturalHeight > 0) setNatural({ width: naturalWidth, height: naturalHeight })
  }
  const zoom = useZoom(ref, size)
  useStageKeys(zoom)
  const { scale, x, y, fitted } = zoom.placement
  const place = { width: size.width * scale, height: size.height * scale, transform: `translate(${x}px, ${y}px)` }
  const note = !drawn
    ? t('work.thumbnailOnly', { type: shortType(work.mediaType) })
    : original === 'gone'
      ? t('work.originalGone')
      : ''
  return (
    <div className="stage">
      <div
        ref={ref}
        className="stage-ground"
        data-draggable={!fitted || undefined}
        data-dragging={(zoom.dragging && !fitted) || undefined}
        {...zoom.handlers}
      >
        {work.thumbnailKey !== null && original !== 'here' && (
          <img
            className="stage-picture"
            style={place}
            src={mediaUrl(work.assetId, 'thumbnail', work.thumbnailKey)}
            alt={t('work.stage', { title: work.title })}
            draggable={false}
            onLoad={(event) => measured(event.currentTarget)}
          />
        )}
        {drawn && original !== 'gone' && (
          <img
            className="stage-picture"
            style={place}
            data-pixels={scale >= pixelScale || undefined}
            data-coming={original === 'coming' || undefined}
            src={mediaUrl(work.assetId, 'original', work.sha256)}
            alt={original === 'here' ? t('work.stage', { title: work.title }) : ''}
            decoding="async"
            draggable={false}
            onLoad={(event) => {
              measured(event.currentTarget)
              setOriginal('here')
            }}
            onError={() => setOriginal('gone')}
          />
        )}
      </div>
      <div className="stage-foot">
        <p className="min-w-0 flex-1 text-muted text-xs">{note}</p>
        <IconButton
          size="sm"
          icon={Minus}
          label={t('work.zoomOut')}
          keys="-"
          side="top"
          disabled={fitted}
          onClick={zoom.further}
        />
        <button
          type="button"
          className="stage-level"
          aria-label={t('work.zoomLevel', { percent: format.percent(scale) })}
          title={t('work.zoomFull')}
          onClick={zoom.full}
        >
          {format.percent(scale)}
        </button>
        <IconButton size="sm" icon={Plus} label={t('work.zoomIn')} keys="Plus" side="top" onClick={zoom.closer} />
        <IconButton
          size="sm"
          icon={Maximize}
          label={t('work.zoomFit')}
          keys="0"
          side="top"
          disabled={fitted}
          onClick={zoom.fit}
        />
      </div>
    </div>
  )
}

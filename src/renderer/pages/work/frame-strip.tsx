import type { AssetDetail } from '../../../shared/contract/library.ts'
import type { AssetId } from '../../../shared/domain/ids.ts'
import { useT } from '../../i18n/locale.tsx'
import { mediaUrl } from '../../transport/media-url.ts'
import { timeLabel } from './timeline.ts'
import './frame-strip.css'

type Strip = NonNullable<AssetDetail['frameStrip']>

export type FrameStripProps = {
  assetId: AssetId
  strip: Strip
  /** The person has chosen a frame. */
  onChoose(seconds: number, index: number): void
}

/** A film at a glance: frames at even times, each a button that goes there. */
export function FrameStrip({ assetId, strip, onChoose }: FrameStripProps) {
  const t = useT()
  return (
    <ol className="frame-strip" dir="ltr" aria-label={t('work.frames')}>
      {strip.timesSeconds.map((seconds, index) => (
        <li key={seconds}>
          <button
            type="button"
            className="frame"
            aria-label={t('work.frameAt', { time: timeLabel(seconds) })}
            onClick={() => onChoose(seconds, index)}
          >
            <FrameWindow assetId={assetId} strip={strip} index={index} />
            <span className="frame-time" aria-hidden>
              {timeLabel(seconds)}
            </span>
          </button>
        </li>
      ))}
    </ol>
  )
}

/** One frame of the strip, as wide as what it stands in. */
export function FrameWindow({ assetId, strip, index }: { assetId: AssetId; strip: Strip; index: number }) {
  const { timesSeconds, frameWidth, frameHeight, key } = strip
  const count = timesSeconds.length
  return (
    <span className="frame-window" style={{ aspectRatio: `${frameWidth} / ${frameHeight}` }}>
      <img
        src={mediaUrl(assetId, 'strip', key)}
        alt=""
        draggable={false}
        style={{ width: `${count * 100}%`, transform: `translateX(${(-100 * index) / count}%)` }}
      />
    </span>
  )
}

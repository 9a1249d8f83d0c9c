import { Pause, Play } from 'lucide-react'
import { type KeyboardEvent, useRef } from 'react'
import type { AssetSummary } from '../../../shared/contract/library.ts'
import type { Fingerprint } from '../../../shared/domain/fingerprint.ts'
import { IconButton } from '../../components/icon-button.tsx'
import { Seal } from '../../components/seal/seal.tsx'
import { useT } from '../../i18n/locale.tsx'
import { mediaUrl } from '../../transport/media-url.ts'
import { shortType } from './media-name.ts'
import { SoundPlot } from './sound-plot.tsx'
import { seekedByKey, timeLabel } from './timeline.ts'
import { useSound } from './use-sound.ts'

export type SoundStageProps = { work: AssetSummary; fingerprint: Fingerprint | null | undefined }

/** A sound to listen to and to look at: waveform, beats and spectrogram over one axis of time. */
export function SoundStage({ work, fingerprint }: SoundStageProps) {
  const t = useT()
  const plot = useRef<HTMLDivElement>(null)
  const audio = fingerprint?.audio
  const sound = useSound(plot, work.mediaType, audio?.durationSeconds)
  const { seconds, durationSeconds, playing, trouble } = sound

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || trouble !== null) return
    // Space on a button presses the button.
    const onButton = event.target instanceof Element && event.target.closest('button') !== null
    const to = seekedByKey(event.key, seconds, durationSeconds)
    if (event.key === ' ' && !onButton) sound.toggle()
    else if (to !== undefined) sound.seek(to)
    else return
    event.preventDefault()
  }
  return (
    // The group takes keys that rise from its slider and its button; nothing else in it can hold the focus.
    <div className="stage" role="group" aria-label={t('work.soundOf', { title: work.title })} onKeyDown={onKeyDown}>
      <audio {...sound.element} src={mediaUrl(work.assetId, 'original', work.sha256)} />
      {audio !== undefined ? (
        <SoundPlot ref={plot} title={work.title} audio={audio} sound={sound} />
      ) : (
        <div className="stage-seal" aria-busy={fingerprint === undefined || undefined}>
          {fingerprint !== undefined && <Instead work={work} />}
        </div>
      )}
      <div className="stage-foot sound-foot">
        <IconButton
          icon={playing ? Pause : Play}
          label={t(playing ? 'work.pause' : 'work.play')}
          keys="Space"
          side="top"
          disabled={trouble !== null}
          onClick={sound.toggle}
        />
        <p className="text-sm tabular" dir="ltr">
          {timeLabel(seconds)} <span className="text-muted">/ {timeLabel(durationSeconds)}</span>
        </p>
        <p className="sound-note" role="status">
          {trouble !== null && t(`work.sound.${trouble}`, { type: shortType(work.mediaType) })}
        </p>
      </div>
    </div>
  )
}

/** Cover or drawn waveform until there are peaks to draw, else the seal. */
function Instead({ work }: { work: AssetSummary }) {
  const t = useT()
  const { assetId, thumbnailKey, seal, kind, status, title } = work
  if (thumbnailKey === null) {
    return <Seal hash={seal} kind={kind} status={status} size={240} label={t('work.sealOf', { title })} />
  }
  return (
    <img
      className="loose-picture"
      src={mediaUrl(assetId, 'thumbnail', thumbnailKey)}
      alt={t('work.stage', { title })}
    />
  )
}

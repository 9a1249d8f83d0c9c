import { clsx } from 'clsx'
import { type CSSProperties, type PointerEvent, type Ref, memo, useMemo } from 'react'
import type { AudioFingerprint } from '../../../shared/domain/fingerprint.ts'
import { useFormat, useT } from '../../i18n/locale.tsx'
import { InkGrid } from './ink-grid.tsx'
import { beatTicks, secondsAt, shareAt, timeLabel, timeTicks } from './timeline.ts'
import { melShare, spectrogramTones } from './tones.ts'
import type { Sound } from './use-sound.ts'
import { loudestStep, waveformPath } from './waveform-path.ts'

export type SoundPlotProps = {
  /** Carries `--at`, the share that has been heard. */
  ref: Ref<HTMLDivElement>
  title: string
  audio: AudioFingerprint
  sound: Pick<Sound, 'seconds' | 'trouble' | 'seek'>
}

/** Waveform, beats and spectrogram, with a playhead through all three; click, drag or keys move it. */
export function SoundPlot({ ref, title, audio, sound: { seconds, trouble, seek } }: SoundPlotProps) {
  const t = useT()
  const { durationSeconds } = audio
  const playable = trouble === null
  const seekTo = (event: PointerEvent<HTMLElement>) =>
    seek(secondsAt(event.clientX, event.currentTarget.getBoundingClientRect(), durationSeconds))
  const slider = {
    role: 'slider',
    tabIndex: 0,
    'aria-label': t('work.soundPosition', { title }),
    'aria-valuemin': 0,
    'aria-valuemax': Math.round(durationSeconds),
    'aria-valuenow': Math.round(seconds),
    'aria-valuetext': t('work.soundAt', { at: timeLabel(seconds), total: timeLabel(durationSeconds) }),
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return
      event.currentTarget.setPointerCapture(event.pointerId)
      seekTo(event)
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (event.currentTarget.hasPointerCapture(event.pointerId)) seekTo(event)
    },
  }
  return (
    <div ref={ref} className="sound-plot" dir="ltr">
      <div className={clsx('sound-lanes', playable && 'sound-seekable')} {...(playable ? slider : {})}>
        <Lanes audio={audio} />
        {playable && <span aria-hidden className="sound-head" />}
      </div>
      <Axes durationSeconds={durationSeconds} />
    </div>
  )
}

/** Drawn once; only the playhead moves. */
const Lanes = memo(function Lanes({ audio }: { audio: AudioFingerprint }) {
  const t = useT()
  const { waveform, beats, durationSeconds, melSpectrogram, melColumnSeconds } = audio
  const path = useMemo(() => waveformPath(waveform), [waveform])
  const tones = useMemo(() => spectrogramTones(melSpectrogram), [melSpectrogram])
  const loudest = loudestStep(waveform)
  const viewBox = `0 ${-loudest} ${Math.max(1, waveform.max.length)} ${2 * loudest}`
  // Its last column may reach beyond the end of the sound; the lane cuts it off there.
  const columns = melSpectrogram[0]?.length ?? 0
  const width = `${durationSeconds > 0 ? ((columns * melColumnSeconds) / durationSeconds) * 100 : 100}%`
  return (
    <>
      <div className="sound-wave">
        <svg viewBox={viewBox} preserveAspectRatio="none" aria-hidden>
          <path d={path} />
        </svg>
        <svg className="sound-heard" viewBox={viewBox} preserveAspectRatio="none" aria-hidden>
          <path d={path} />
        </svg>
      </div>
      <svg className="sound-beats" viewBox="0 0 1000 1" preserveAspectRatio="none" aria-hidden>
        <path d={beatPath(beats ?? [], durationSeconds)} vectorEffect="non-scaling-stroke" />
      </svg>
      <div className="sound-spectrum">
        {columns > 0 && (
          <div className="h-full" style={{ width }}>
            <InkGrid tones={tones} label={t('work.spectrogram')} />
          </div>
        )}
      </div>
    </>
  )
})

const beatPath = (beats: readonly number[], durationSeconds: number) =>
  beatTicks(beats, 160)
    .map((beat) => `M${(shareAt(beat, durationSeconds) * 1000).toFixed(1)} 0V1`)
    .join('')

const pitches = [200, 1000, 4000] as const

function Axes({ durationSeconds }: { durationSeconds: number }) {
  const t = useT()
  const format = useFormat()
  const across = (seconds: number): CSSProperties => ({ left: `${shareAt(seconds, durationSeconds) * 100}%` })
  return (
    <>
      <div className="sound-times" aria-hidden>
        {timeTicks(durationSeconds, 7).map((seconds) => (
          <span key={seconds} style={across(seconds)}>
            {timeLabel(seconds)}
          </span>
        ))}
      </div>
      <div className="sound-pitches" aria-hidden>
        {pitches.map((hertz) => (
          <span key={hertz} style={{ bottom: `${melShare(hertz) * 100}%` }}>
            {hertz < 1000
              ? t('work.hertz', { value: hertz })
              : t('work.kilohertz', { value: format.number(hertz / 1000) })}
          </span>
        ))}
      </div>
    </>
  )
}

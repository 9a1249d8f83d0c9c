import { type ReactNode, useMemo, useState } from 'react'
import type { AudioFingerprint } from '../../../shared/domain/fingerprint.ts'
import { Mono } from '../../components/mono.tsx'
import { useFormat, useT } from '../../i18n/locale.tsx'
import { ChromaWheel } from './chroma-wheel.tsx'
import { InkGrid } from './ink-grid.tsx'
import { Reading } from './reading.tsx'
import { coefficientTones } from './tones.ts'

type ReadingName = 'chroma' | 'tempo' | 'loudness' | 'truePeak' | 'centroid' | 'rolloff' | 'mfcc' | 'chromaprint'

/** What a sound's fingerprint holds, drawn where it can be; what could not be measured is left out. */
export function SoundDrawn({ audio }: { audio: AudioFingerprint }) {
  const t = useT()
  const format = useFormat()
  const [shown, setShown] = useState<ReadingName>('chroma')
  const cepstrum = useMemo(() => coefficientTones(audio.mfcc), [audio.mfcc])
  const readings: { name: ReadingName; value: ReactNode; wide?: boolean }[] = []
  const figure = (name: ReadingName, value: number | undefined, digits: number, unit: string) => {
    if (value === undefined) return
    readings.push({
      name,
      value: (
        <>
          {format.number(value, digits).replace('-', '−')} <span className="text-muted">{unit}</span>
        </>
      ),
    })
  }
  figure('tempo', audio.tempoBpm, 1, beatsUnit())
  figure('loudness', audio.loudnessLufs, 1, 'LUFS')
  figure('truePeak', audio.truePeakDbtp, 1, 'dBTP')
  figure('centroid', audio.spectralCentroidHz, 0, 'Hz')
  figure('rolloff', audio.spectralRolloffHz, 0, 'Hz')
  if (cepstrum[0] !== undefined && cepstrum[0].length > 0) {
    readings.push({
      name: 'mfcc',
      wide: true,
      value: <InkGrid tones={cepstrum} label={t('work.mfccOf')} className="cepstrum" />,
    })
  }
  if (audio.chromaprint !== undefined) {
    readings.push({ name: 'chromaprint', value: <Mono value={audio.chromaprint} name="Chromaprint" ends={7} /> })
  }
  function beatsUnit(): string {
    const count = audio.beats?.length ?? 0
    return count > 0 ? t('work.bpmBeats', { count }) : t('work.bpm')
  }
  return (
    <>
      <div className="wheel-wide">
        <button
          type="button"
          className="wheel"
          aria-pressed={shown === 'chroma'}
          aria-describedby="reading-about"
          onPointerEnter={() => setShown('chroma')}
          onFocus={() => setShown('chroma')}
          onClick={() => setShown('chroma')}
        >
          <ChromaWheel audio={audio} />
        </button>
        <div className="min-w-0 flex-1">
          <h3 className="font-semibold text-sm">{t(`work.${shown}.name`)}</h3>
          <p id="reading-about" className="pattern-about">
            {t(`work.${shown}.about`)}
          </p>
        </div>
      </div>
      <ul className="readings">
        {readings.map(({ name, value, wide }) => (
          <Reading
            key={name}
            name={t(`work.${name}.name`)}
            aboutId="reading-about"
            shown={shown === name}
            onShow={() => setShown(name)}
            wide={wide === true}
          >
            {value}
          </Reading>
        ))}
      </ul>
    </>
  )
}

import type { Quality } from '../../../shared/domain/fingerprint.ts'
import type { MessageKey } from '../../i18n/messages/en.ts'
import { useFormat, useT } from '../../i18n/locale.tsx'
import { labelOf } from './exif-groups.ts'

const named: Readonly<Record<string, MessageKey>> = {
  resolution: 'work.part.resolution',
  sharpness: 'work.part.sharpness',
  clipping: 'work.part.clipping',
  bitrate: 'work.part.bitrate',
  noise: 'work.part.noise',
  compression: 'work.part.compression',
  bandwidth: 'work.part.bandwidth',
  sampleRate: 'work.part.sampleRate',
  dynamicRange: 'work.part.dynamicRange',
  length: 'work.part.length',
  variety: 'work.part.variety',
  encoding: 'work.part.encoding',
  readable: 'work.part.readable',
  pages: 'work.part.pages',
}

/** The score and what it is made of. */
export function QualityBars({ quality }: { quality: Quality }) {
  const t = useT()
  const format = useFormat()
  return (
    <div className="quality">
      <p className="quality-score">{format.percent(quality.score)}</p>
      <dl>
        {Object.entries(quality.parts).map(([part, value]) => {
          const key = named[part]
          return (
            <div key={part}>
              <dt>{key === undefined ? labelOf(part) : t(key)}</dt>
              <dd>
                <span aria-hidden className="quality-line">
                  <span style={{ width: `${Math.round(value * 100)}%` }} />
                </span>
                <span className="quality-figure">{format.percent(value)}</span>
              </dd>
            </div>
          )
        })}
      </dl>
    </div>
  )
}

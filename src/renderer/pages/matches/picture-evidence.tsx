import { useState } from 'react'
import type { AssetSummary } from '../../../shared/contract/library.ts'
import type { Match, MatchEvidence } from '../../../shared/contract/matches.ts'
import { ToggleChip } from '../../components/toggle-chip.tsx'
import { useFormat, useT } from '../../i18n/locale.tsx'
import { Marked, Shown, thumbnailOf } from './marked.tsx'
import { overlayStyle } from './overlay.ts'
import { Pair } from './pair.tsx'
import { useTold } from './use-told.ts'

export type PictureEvidenceProps = { match: Match; evidence: Extract<MatchEvidence, { kind: 'picture' }> }

/** Both pictures with what they share drawn on them, or the first laid over the second. */
export function PictureEvidence({ match: { first, second }, evidence }: PictureEvidenceProps) {
  const t = useT()
  const format = useFormat()
  const [over, setOver] = useState(false)
  const [strength, setStrength] = useState(50)
  const { sentences } = useTold()
  const { regions } = evidence
  const layable = first.thumbnailKey !== null && second.thumbnailKey !== null
  return (
    <>
      {over && layable ? (
        <div className="match-over">
          <span className="match-frame" role="img" aria-label={overlayName(t, first, second)}>
            <Shown work={second} name="" />
            <span className="match-lay">
              <img
                src={thumbnailOf(first)}
                alt=""
                draggable={false}
                style={{ ...overlayStyle(evidence), opacity: strength / 100 }}
              />
            </span>
          </span>
        </div>
      ) : (
        <Pair first={first} second={second} side={(work, which) => <Marked work={work} region={regions?.[which]} />} />
      )}
      <p className="match-told">{sentences(evidence).join(' ')}</p>
      {layable && (
        <div className="mt-3 flex flex-wrap items-center gap-4">
          <ToggleChip pressed={over} onClick={() => setOver(!over)}>
            {t('matches.overlay')}
          </ToggleChip>
          {over && (
            <input
              type="range"
              className="match-strength"
              aria-label={t('matches.strength')}
              aria-valuetext={format.percent(strength / 100)}
              min={0}
              max={100}
              step={5}
              value={strength}
              onChange={(event) => setStrength(event.currentTarget.valueAsNumber)}
            />
          )}
        </div>
      )}
    </>
  )
}

const overlayName = (t: ReturnType<typeof useT>, first: AssetSummary, second: AssetSummary) =>
  t('matches.overlayOf', { first: first.title, second: second.title })

import { skipToken, useQuery } from '@tanstack/react-query'
import { useMemo, useRef } from 'react'
import type { AssetSummary } from '../../../shared/contract/library.ts'
import type { Match, MatchEvidence, MatchSpan } from '../../../shared/contract/matches.ts'
import { useT } from '../../i18n/locale.tsx'
import { useOrpc } from '../../state/core.tsx'
import { shareAt, timeLabel } from '../work/timeline.ts'
import { loudestStep, waveformPath } from '../work/waveform-path.ts'
import { Pair } from './pair.tsx'
import { useNear } from './use-near.ts'
import { useTold } from './use-told.ts'

export type SoundEvidenceProps = { match: Match; evidence: Extract<MatchEvidence, { kind: 'sound' }> }

/** Stretches written out; the rest are on the waveforms. */
const written = 4

/** Both waveforms with the stretches that sound in both, and when. */
export function SoundEvidence({ match: { first, second }, evidence }: SoundEvidenceProps) {
  const t = useT()
  const { sentences, stretch } = useTold()
  const { stretches } = evidence
  return (
    <>
      <Pair
        first={first}
        second={second}
        side={(work, which) => <Wave work={work} spans={stretches.map((each) => each[which])} />}
      />
      <p className="match-told">{sentences(evidence)}</p>
      <ul className="mt-1 text-muted text-sm tabular">
        {stretches.slice(0, written).map((each) => (
          <li key={`${each.first.from} ${each.second.from}`}>{stretch(each)}</li>
        ))}
        {stretches.length > written && <li>{t('matches.moreStretches', { count: stretches.length - written })}</li>}
      </ul>
    </>
  )
}

function Wave({ work, spans }: { work: AssetSummary; spans: readonly MatchSpan[] }) {
  const t = useT()
  const orpc = useOrpc()
  const ref = useRef<HTMLDivElement>(null)
  const near = useNear(ref)
  const detail = useQuery(orpc.library.get.queryOptions({ input: near ? { assetId: work.assetId } : skipToken }))
  const audio = detail.data?.fingerprint?.audio
  const path = useMemo(() => (audio === undefined ? '' : waveformPath(audio.waveform)), [audio])
  // A film's sound has no waveform of its own: then the line is as long as what is known of it.
  const seconds = audio?.durationSeconds ?? Math.max(1, ...spans.map(({ to }) => to))
  const loudest = audio === undefined ? 1 : loudestStep(audio.waveform)
  return (
    <div
      ref={ref}
      className="match-wave"
      dir="ltr"
      role="img"
      aria-label={t('matches.stretchesOf', { title: work.title })}
    >
      {spans.map(({ from, to }) => (
        <span
          key={`${from} ${to}`}
          className="match-band"
          style={{
            left: `${shareAt(from, seconds) * 100}%`,
            width: `${(shareAt(to, seconds) - shareAt(from, seconds)) * 100}%`,
          }}
        />
      ))}
      {audio !== undefined && (
        <svg
          viewBox={`0 ${-loudest} ${Math.max(1, audio.waveform.max.length)} ${2 * loudest}`}
          preserveAspectRatio="none"
          aria-hidden
        >
          <path d={path} />
        </svg>
      )}
      <span className="match-length">{timeLabel(seconds)}</span>
    </div>
  )
}

import { skipToken, useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import type { AssetSummary } from '../../../shared/contract/library.ts'
import type { Match, MatchEvidence, MatchSpan } from '../../../shared/contract/matches.ts'
import { useT } from '../../i18n/locale.tsx'
import { useOrpc } from '../../state/core.tsx'
import { mediaUrl } from '../../transport/media-url.ts'
import { shareAt, timeLabel } from '../work/timeline.ts'
import { Pair } from './pair.tsx'
import { useNear } from './use-near.ts'
import { useTold } from './use-told.ts'

export type FilmEvidenceProps = { match: Match; evidence: Extract<MatchEvidence, { kind: 'film' }> }

/** Frames of both films in the order of time, with the stretch that is in both, and when. */
export function FilmEvidence({ match: { first, second }, evidence }: FilmEvidenceProps) {
  const { sentences, stretch } = useTold()
  return (
    <>
      <Pair first={first} second={second} side={(work, which) => <Strip work={work} span={evidence[which]} />} />
      <p className="match-told">{sentences(evidence)}</p>
      <p className="mt-1 text-muted text-sm tabular">{stretch(evidence)}</p>
    </>
  )
}

function Strip({ work, span: { from, to } }: { work: AssetSummary; span: MatchSpan }) {
  const t = useT()
  const orpc = useOrpc()
  const ref = useRef<HTMLDivElement>(null)
  const near = useNear(ref)
  const detail = useQuery(orpc.library.get.queryOptions({ input: near ? { assetId: work.assetId } : skipToken }))
  const strip = detail.data?.frameStrip ?? null
  const seconds = Math.max(1, to, detail.data?.fingerprint?.video?.durationSeconds ?? 0)
  const [start, end] = [shareAt(from, seconds) * 100, shareAt(to, seconds) * 100]
  return (
    <div
      ref={ref}
      className="match-strip"
      dir="ltr"
      role="img"
      aria-label={t('matches.stretchOfFilm', { title: work.title, from: timeLabel(from), to: timeLabel(to) })}
    >
      <span className="match-frames">
        {strip !== null && (
          <img src={mediaUrl(work.assetId, 'strip', strip.key)} alt="" draggable={false} decoding="async" />
        )}
        <span className="match-outside" style={{ left: 0, width: `${start}%` }} />
        <span className="match-outside" style={{ left: `${end}%`, right: 0 }} />
        <span className="match-inside" style={{ left: `${start}%`, width: `${end - start}%` }} />
      </span>
      <span className="match-length">{timeLabel(seconds)}</span>
    </div>
  )
}

import { useState } from 'react'
import type { Match, MatchEvidence, MatchSpan } from '../../../shared/contract/matches.ts'
import { useT } from '../../i18n/locale.tsx'
import { ToggleChip } from '../../components/toggle-chip.tsx'
import { Pair } from './pair.tsx'
import { SharedWords } from './shared-words.tsx'
import { useTold } from './use-told.ts'

export type TextEvidenceProps = { match: Match; evidence: Extract<MatchEvidence, { kind: 'text' }> }

/** How much of each text stands in the other, and where. */
export function TextEvidence({ match, evidence }: TextEvidenceProps) {
  const t = useT()
  const [words, setWords] = useState(false)
  const { first, second } = match
  const { sentences } = useTold()
  const { tokens, passages } = evidence
  const spans = { first: passages.map((each) => each.first), second: passages.map((each) => each.second) }
  return (
    <>
      <Pair
        first={first}
        second={second}
        side={(work, which) => (
          <Ruler
            name={t('matches.passagesOf', { title: work.title })}
            total={tokens[which]}
            spans={spans[which]}
            length={t('matches.words', { count: tokens[which] })}
          />
        )}
      />
      <p className="match-told">{sentences(evidence).join(' ')}</p>
      <div className="mt-3">
        <ToggleChip pressed={words} onClick={() => setWords(!words)}>
          {t('matches.showWords')}
        </ToggleChip>
      </div>
      {words && <SharedWords match={match} />}
    </>
  )
}

function Ruler(props: { name: string; total: number; spans: readonly MatchSpan[]; length: string }) {
  const { name, total, spans, length } = props
  const share = (at: number) => (total > 0 ? Math.min(1, at / total) * 100 : 0)
  return (
    <div className="match-ruler" role="img" aria-label={name}>
      <div className="match-line">
        {spans.map(({ from, to }) => (
          <span
            key={`${from} ${to}`}
            className="match-band"
            style={{ insetInlineStart: `${share(from)}%`, width: `${share(to) - share(from)}%` }}
          />
        ))}
      </div>
      <span className="match-length">{length}</span>
    </div>
  )
}

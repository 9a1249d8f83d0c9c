import { Undo2 } from 'lucide-react'
import type { Match, MatchDecision } from '../../../shared/contract/matches.ts'
import type { CommandId } from '../../../shared/domain/commands.ts'
import { commandKeys } from '../../../shared/domain/commands.ts'
import type { MatchId } from '../../../shared/domain/ids.ts'
import { Button } from '../../components/button.tsx'
import { KeyHint } from '../../components/key-hint.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { useFormat, useT } from '../../i18n/locale.tsx'
import { Evidence } from './evidence.tsx'

export type MatchCardProps = {
  match: Match
  /** The one that keys decide. */
  current: boolean
  writable: boolean
  /** From 1. */
  position: number
  /** −1 while there may be more. */
  total: number
  onFocus: () => void
  onDecide: (decision: MatchDecision | null) => void
}

export const cardId = (matchId: MatchId): string => `match-${matchId}`

const choices: readonly { decision: MatchDecision; command: CommandId }[] = [
  { decision: 'same', command: 'match.same' },
  { decision: 'derivative', command: 'match.derivative' },
  { decision: 'unrelated', command: 'match.unrelated' },
]

/** Two works, what they share, and what a person says of it. */
export function MatchCard({ match, current, writable, position, total, onFocus, onDecide }: MatchCardProps) {
  const t = useT()
  const format = useFormat()
  const { matchId, type, similarity, foundAt, decision, first, second } = match
  const kind = t(`matches.type.${type}`)
  return (
    <article
      id={cardId(matchId)}
      className="match"
      aria-label={`${kind}: ${t('matches.pair', { first: first.title, second: second.title })}`}
      aria-posinset={position}
      aria-setsize={total}
      aria-current={current ? 'true' : undefined}
      // A feed's articles take the focus, one of them with Tab (ARIA Authoring Practices, feed).
      tabIndex={current ? 0 : -1}
      onFocus={onFocus}
    >
      <header className="mb-4 flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <StatusMark tone="matched">{kind}</StatusMark>
        {type !== 'exact' && (
          <span className="text-sm tabular">{t('matches.alike', { share: format.percent(similarity) })}</span>
        )}
        <span className="flex-1" />
        <span className="text-muted text-xs">{t('matches.found', { when: format.relative(foundAt, Date.now()) })}</span>
      </header>
      <Evidence match={match} />
      <div role="group" aria-label={t('matches.decide')} className="mt-5 flex flex-wrap items-center gap-2">
        {choices.map((choice) => {
          const key = commandKeys[choice.command][0] ?? ''
          return (
            <Button
              key={choice.decision}
              size="sm"
              variant={decision === choice.decision ? 'ink' : 'plain'}
              aria-pressed={decision === choice.decision}
              aria-keyshortcuts={current ? key : undefined}
              disabled={!writable}
              onClick={() => onDecide(choice.decision)}
            >
              {t(`matches.${choice.decision}`)}
              {current && (
                <span aria-hidden>
                  <KeyHint keys={key} tone={decision === choice.decision ? 'inverse' : 'plain'} />
                </span>
              )}
            </Button>
          )
        })}
        {decision !== null && (
          <>
            <span className="text-muted text-sm">{t(`matches.decided.${decision}`)}</span>
            <Button size="sm" variant="ghost" icon={Undo2} disabled={!writable} onClick={() => onDecide(null)}>
              {t('matches.takeBack')}
            </Button>
          </>
        )}
      </div>
    </article>
  )
}

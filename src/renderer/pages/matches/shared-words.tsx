import { useQuery } from '@tanstack/react-query'
import type { AssetSummary } from '../../../shared/contract/library.ts'
import type { Match, PassageWords } from '../../../shared/contract/matches.ts'
import { useT } from '../../i18n/locale.tsx'
import { useOrpc } from '../../state/core.tsx'

/** The shared passages as each file has them, side by side, with what stands around them. */
export function SharedWords({ match: { matchId, first, second } }: { match: Match }) {
  const t = useT()
  const orpc = useOrpc()
  const asked = useQuery(orpc.matches.passages.queryOptions({ input: { matchId } }))
  if (asked.isError)
    return (
      <p role="alert" className="mt-4 text-sm">
        {t('matches.wordsFailed')}
      </p>
    )
  if (asked.data === undefined)
    return (
      <p role="status" className="mt-4 text-muted text-sm">
        {t('matches.wordsLoading')}
      </p>
    )
  const { first: ours, second: theirs } = asked.data
  const count = Math.max(ours?.length ?? 0, theirs?.length ?? 0)
  return (
    <div className="match-words">
      {ours === null && <Gone work={first} />}
      {theirs === null && <Gone work={second} />}
      {Array.from({ length: count }, (_, i) => (
        // Passages have no name of their own, and their order does not change.
        // biome-ignore lint/suspicious/noArrayIndexKey: as said above
        <div key={i} className="match-pair">
          <Words words={ours?.[i]} />
          <Words words={theirs?.[i]} />
        </div>
      ))}
    </div>
  )
}

function Gone({ work }: { work: AssetSummary }) {
  const t = useT()
  return <p className="text-muted text-sm">{t('matches.wordsGone', { title: work.title })}</p>
}

function Words({ words }: { words: PassageWords | undefined }) {
  if (words === undefined) return <div />
  const { before, shared, after } = words
  return (
    <p className="match-passage" dir="auto">
      {before} <mark>{shared}</mark> {after}
    </p>
  )
}

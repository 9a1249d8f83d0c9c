import type { ReactNode } from 'react'
import type { AssetSummary } from '../../../shared/contract/library.ts'
import { Seal } from '../../components/seal/seal.tsx'
import { useFormat, useT } from '../../i18n/locale.tsx'
import { Link } from '../../router/link.tsx'

export type PairProps = {
  first: AssetSummary
  second: AssetSummary
  /** What is shown of each work above its name. */
  side?: (work: AssetSummary, which: 'first' | 'second') => ReactNode
}

/** Two works side by side, each with its seal and its name. */
export function Pair({ first, second, side }: PairProps) {
  return (
    <div className="match-pair">
      {(
        [
          ['first', first],
          ['second', second],
        ] as const
      ).map(([which, work]) => (
        <div key={which} className="match-side">
          {side !== undefined && <div className="match-stage">{side(work, which)}</div>}
          <Name work={work} />
        </div>
      ))}
    </div>
  )
}

function Name({ work }: { work: AssetSummary }) {
  const t = useT()
  const format = useFormat()
  return (
    <div className="match-name">
      <Seal hash={work.seal} kind={work.kind} status={work.status} size={32} />
      <div className="min-w-0">
        <Link
          to={{ name: 'work', assetId: work.assetId }}
          className="block truncate text-sm underline-offset-4 hover:underline"
          title={work.title}
          aria-label={t('matches.open', { title: work.title })}
        >
          {work.title}
        </Link>
        <p className="text-muted text-xs">{t('matches.added', { date: format.date(work.createdAt) })}</p>
      </div>
    </div>
  )
}

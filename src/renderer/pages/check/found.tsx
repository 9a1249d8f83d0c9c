import type { FoundWork } from '../../../shared/contract/matches.ts'
import { useFormat, useT } from '../../i18n/locale.tsx'
import { Link } from '../../router/link.tsx'
import { Marked } from '../matches/marked.tsx'
import { useTold } from '../matches/use-told.ts'

/** Stretches that are written out. */
const written = 3

/** A work of the library that a file matches, and what says so. */
export function Found({ found: { work, type, similarity, evidence } }: { found: FoundWork }) {
  const t = useT()
  const format = useFormat()
  const { sentences, stretch } = useTold()
  const region = evidence.kind === 'picture' ? evidence.regions?.second : undefined
  const stretches =
    evidence.kind === 'sound' ? evidence.stretches.slice(0, written) : evidence.kind === 'film' ? [evidence] : []
  return (
    <li className="look-found">
      <div className="look-work">
        <Marked work={work} region={region} />
      </div>
      <div className="min-w-0">
        <Link
          to={{ name: 'work', assetId: work.assetId }}
          className="block truncate font-semibold underline-offset-4 hover:underline"
          title={work.title}
          aria-label={t('matches.open', { title: work.title })}
        >
          {work.title}
        </Link>
        <p className="text-sm">
          {type === 'exact'
            ? t('matches.type.exact')
            : t('check.alike', { type: t(`matches.type.${type}`), share: format.percent(similarity) })}
        </p>
        <p className="mt-1 text-muted text-sm">{sentences(evidence).join(' ')}</p>
        {stretches.map((each) => (
          <p key={`${each.first.from} ${each.second.from}`} className="text-muted text-sm tabular">
            {stretch(each)}
          </p>
        ))}
      </div>
    </li>
  )
}

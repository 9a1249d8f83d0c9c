import { useQuery } from '@tanstack/react-query'
import type { AssetId } from '../../../shared/domain/ids.ts'
import { useFormat, useT } from '../../i18n/locale.tsx'
import { Link } from '../../router/link.tsx'
import { useOrpc } from '../../state/core.tsx'
import { Picture } from '../library/picture.tsx'
import { Section } from './section.tsx'

const shown = 6
/** Pixels of a picture. */
const side = 48

/** The works that share something with this one, and the way to the evidence; not there while none is known. */
export function FoundIn({ assetId }: { assetId: AssetId }) {
  const t = useT()
  const format = useFormat()
  const orpc = useOrpc()
  const input = { filter: { assetId, decided: 'all' as const }, limit: shown }
  const found = useQuery(orpc.matches.list.queryOptions({ input })).data
  const items = found?.items.filter(({ decision }) => decision !== 'unrelated') ?? []
  if (items.length === 0) return null
  return (
    <Section title={t('work.found')}>
      <ul className="flex flex-col gap-2">
        {items.map(({ matchId, type, similarity, first, second }) => {
          const other = first.assetId === assetId ? second : first
          return (
            <li key={matchId}>
              <Link
                to={{ name: 'matches', assetId }}
                aria-label={t('work.foundCompare', { title: other.title })}
                className="flex items-center gap-3 rounded-sm hover:bg-hover"
              >
                <span className="flex size-12 shrink-0 items-center justify-center">
                  <Picture work={other} width={side} height={side} hurried={false} />
                </span>
                <span className="min-w-0">
                  <span className="block truncate text-sm">{other.title}</span>
                  <span className="block text-muted text-xs tabular">
                    {t(`matches.type.${type}`)}
                    {type !== 'exact' && ` · ${t('matches.alike', { share: format.percent(similarity) })}`}
                  </span>
                </span>
              </Link>
            </li>
          )
        })}
      </ul>
      {found?.nextCursor !== null && (
        <Link to={{ name: 'matches', assetId }} className="mt-2 inline-block text-sm underline underline-offset-4">
          {t('work.foundMore')}
        </Link>
      )}
    </Section>
  )
}

import { useQuery } from '@tanstack/react-query'
import type { AssetId } from '../../../shared/domain/ids.ts'
import { useT } from '../../i18n/locale.tsx'
import { Link } from '../../router/link.tsx'
import { useOrpc } from '../../state/core.tsx'
import { Picture } from '../library/picture.tsx'
import { Section } from './section.tsx'
import './similar.css'

const shown = 8
/** Pixels of a cell. */
const side = 72

/** Works that look, sound or read alike, the nearest first. Not there while nothing is alike: likeness is an offer, not a fact to report. */
export function SimilarWorks({ assetId }: { assetId: AssetId }) {
  const t = useT()
  const orpc = useOrpc()
  const items = useQuery(orpc.library.similar.queryOptions({ input: { assetId, limit: shown } })).data?.items ?? []
  if (items.length === 0) return null
  return (
    <Section title={t('work.similar')}>
      <ul className="similar">
        {items.map(({ asset }) => (
          <li key={asset.assetId}>
            <Link to={{ name: 'work', assetId: asset.assetId }} title={asset.title} className="similar-work">
              <span className="similar-picture">
                <Picture work={asset} width={side} height={side} hurried={false} />
              </span>
              <span className="similar-title">{asset.title}</span>
            </Link>
          </li>
        ))}
      </ul>
      <p className="mt-2 text-muted text-xs">{t('work.similarHint')}</p>
    </Section>
  )
}

import { useQuery } from '@tanstack/react-query'
import { clsx } from 'clsx'
import type { AssetDetail } from '../../../shared/contract/library.ts'
import type { AssetId } from '../../../shared/domain/ids.ts'
import { Dialog } from '../../components/dialog.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { Seal } from '../../components/seal/seal.tsx'
import { useFormat, useT } from '../../i18n/locale.tsx'
import type { Formatters } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/translate.ts'
import { Link } from '../../router/link.tsx'
import { useOrpc } from '../../state/core.tsx'
import { differingBits } from './differing-bits.ts'
import { LargePicture } from './large-picture.tsx'
import './compare.css'

type Line = { name: string; values: readonly [string, string] }

function linesOf(one: AssetDetail, other: AssetDetail, t: Translate, format: Formatters): Line[] {
  const none = t('library.unknown')
  const both = (value: (work: AssetDetail) => string): readonly [string, string] => [value(one), value(other)]
  return [
    { name: t('library.column.kind'), values: both(({ kind }) => t(`kind.${kind}`)) },
    {
      name: t('library.column.dimensions'),
      values: both(({ width, height }) =>
        width === null || height === null
          ? none
          : t('library.dimensions', { width: String(width), height: String(height) }),
      ),
    },
    { name: t('library.column.size'), values: both(({ bytes }) => format.bytes(bytes)) },
    { name: t('work.fact.type'), values: both(({ mediaType }) => mediaType) },
    {
      name: t('library.column.quality'),
      values: both(({ qualityScore }) => (qualityScore === null ? none : format.percent(qualityScore))),
    },
    { name: t('library.column.added'), values: both(({ createdAt }) => format.dateTime(createdAt)) },
    { name: 'SHA-256', values: both(({ sha256 }) => `${sha256.slice(0, 8)}…${sha256.slice(-8)}`) },
  ]
}

/** Two works side by side, and how far apart their fingerprints are. */
export function CompareDialog({ pair, onClose }: { pair: readonly [AssetId, AssetId]; onClose(): void }) {
  const t = useT()
  const format = useFormat()
  const orpc = useOrpc()
  const one = useQuery(orpc.library.get.queryOptions({ input: { assetId: pair[0] } }))
  const other = useQuery(orpc.library.get.queryOptions({ input: { assetId: pair[1] } }))
  const works = one.data === undefined || other.data === undefined ? null : ([one.data, other.data] as const)
  const error = one.error ?? other.error
  return (
    <Dialog
      open
      size="xl"
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={t('library.compareTitle')}
      {...(works === null ? {} : { description: told(works, t) })}
    >
      {error !== null && (
        <ErrorState error={error} onRetry={() => void Promise.all([one.refetch(), other.refetch()])} />
      )}
      {error === null && works === null && <div aria-busy="true" className="compare-stages" />}
      {works !== null && (
        <>
          <div className="compare-stages">
            {works.map((work) => (
              <figure key={work.assetId} className="compare-figure">
                <div className="compare-stage">
                  <LargePicture work={work} />
                </div>
                <figcaption>
                  <Seal hash={work.seal} kind={work.kind} status={work.status} size={28} />
                  <Link to={{ name: 'work', assetId: work.assetId }} className="truncate hover:underline">
                    {work.title}
                  </Link>
                </figcaption>
              </figure>
            ))}
          </div>
          <table className="compare-table">
            <tbody>
              {linesOf(works[0], works[1], t, format).map(({ name, values }) => (
                <tr key={name} className={clsx(values[0] === values[1] && 'text-muted')}>
                  <th scope="row">{name}</th>
                  <td className="tabular">{values[0]}</td>
                  <td className="tabular">{values[1]}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </Dialog>
  )
}

/** One sentence about how near the two are. */
function told([one, other]: readonly [AssetDetail, AssetDetail], t: Translate): string {
  if (one.sha256 === other.sha256) return t('library.compareSame')
  const [a, b] = [one.fingerprint?.image, other.fingerprint?.image]
  if (a === undefined || b === undefined) return t('library.compareOther')
  return t('library.compareBits', { phash: differingBits(a.phash, b.phash), pdq: differingBits(a.pdq, b.pdq) })
}

import { useEffect, useRef, useState } from 'react'
import type { AssetSummary, LibraryCounts } from '../../../shared/contract/library.ts'
import { kindIcons } from '../../components/kind-icons.ts'
import { Seal } from '../../components/seal/seal.tsx'
import { StatusMark, toneOfStatus } from '../../components/status-mark.tsx'
import { VisuallyHidden } from '../../components/visually-hidden.tsx'
import { useFormat, useT } from '../../i18n/locale.tsx'
import { Link } from '../../router/link.tsx'
import { mediaUrl } from '../../transport/media-url.ts'

/** When each work was first seen here and when it was first seen ready, in milliseconds of this page. */
function useTimes(works: readonly AssetSummary[]): ReadonlyMap<string, number> {
  const begun = useRef(new Map<string, number>())
  const [took, setTook] = useState<ReadonlyMap<string, number>>(new Map())
  useEffect(() => {
    const now = performance.now()
    const ended: [string, number][] = []
    for (const { assetId, status } of works) {
      const start = begun.current.get(assetId)
      if (status === 'queued' || status === 'processing') {
        if (start === undefined) begun.current.set(assetId, now)
      } else if (status === 'ready' && start !== undefined && !took.has(assetId)) ended.push([assetId, now - start])
    }
    if (ended.length > 0) setTook(new Map([...took, ...ended]))
  }, [works, took])
  return took
}

export function FirstWorks({ works, counts }: { works: readonly AssetSummary[]; counts: LibraryCounts | undefined }) {
  const t = useT()
  const took = useTimes(works)
  const more = counts === undefined ? 0 : counts.total - works.length
  return (
    <section aria-label={t('first.works')} className="mt-6">
      <VisuallyHidden live>{t('first.live', { ready: counts?.byStatus.ready ?? 0 })}</VisuallyHidden>
      <ul className="divide-y divide-line border-line border-y">
        {works.map((work) => (
          <FirstWork key={work.assetId} work={work} tookMs={took.get(work.assetId)} />
        ))}
      </ul>
      {more > 0 && <p className="mt-2 text-muted text-sm">{t('first.andMore', { count: more })}</p>}
    </section>
  )
}

function FirstWork({ work, tookMs }: { work: AssetSummary; tookMs: number | undefined }) {
  const t = useT()
  const format = useFormat()
  const Icon = kindIcons[work.kind]
  const telling = {
    queued: t('first.waiting'),
    processing: t('first.carving'),
    ready:
      tookMs === undefined
        ? t('first.sealed')
        : t('first.inSeconds', { seconds: format.number(Math.max(0.1, tookMs / 1000), 1) }),
    failed: work.failure ?? t('first.failed'),
  }[work.status]
  return (
    <li className="flex animate-rise items-center gap-4 py-3">
      <div className="flex size-16 shrink-0 items-center justify-center overflow-hidden rounded-sm bg-sunken">
        {work.thumbnailKey === null ? (
          <Icon aria-hidden size={24} strokeWidth={1.25} className="text-faint" />
        ) : (
          <img
            alt=""
            src={mediaUrl(work.assetId, 'thumbnail', work.thumbnailKey)}
            className="size-full animate-appear object-contain"
          />
        )}
      </div>
      <div className="min-w-0 flex-1">
        <Link to={{ name: 'work', assetId: work.assetId }} className="block truncate font-semibold hover:underline">
          <bdi>{work.title}</bdi>
        </Link>
        <StatusMark tone={toneOfStatus(work.status)} className="max-w-full whitespace-normal!">
          {telling}
        </StatusMark>
      </div>
      <span
        key={work.status}
        className={work.status === 'ready' && tookMs !== undefined ? 'stamped' : 'animate-appear'}
      >
        <Seal hash={work.seal} kind={work.kind} status={work.status} size={64} />
      </span>
    </li>
  )
}

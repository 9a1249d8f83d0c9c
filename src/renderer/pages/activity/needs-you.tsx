import { useQuery } from '@tanstack/react-query'
import { RotateCw, X } from 'lucide-react'
import { Button } from '../../components/button.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { StatusGlyph } from '../../components/status-mark.tsx'
import { useFormat, useT } from '../../i18n/locale.tsx'
import { Link } from '../../router/link.tsx'
import { useClient, useOrpc, useWritable } from '../../state/core.tsx'
import { Section } from './section.tsx'
import { useTelling } from './use-telling.ts'

const shown = 20

/** Jobs that wait for a person: what failed, why, and the two ways on. */
export function NeedsYou() {
  const t = useT()
  const format = useFormat()
  const orpc = useOrpc()
  const client = useClient()
  const tell = useTelling()
  const writable = useWritable()
  const { data } = useQuery(orpc.jobs.list.queryOptions({ input: { states: ['parked'], limit: shown } }))
  if (data === undefined || data.items.length === 0) return null
  const jobIds = data.items.map(({ jobId }) => jobId)
  const more = data.counts.parked - data.items.length
  return (
    <Section
      title={t('activity.needsYou')}
      actions={
        <Button size="sm" icon={RotateCw} disabled={!writable} onClick={() => tell(client.jobs.retry({ jobIds }))}>
          {t('activity.retryAll')}
        </Button>
      }
    >
      {data.items.map((job) => (
        <article key={job.jobId} aria-label={job.label} className="flex items-start gap-3 py-3 text-sm">
          <span className="pt-1">
            <StatusGlyph tone="needs" size={14} />
          </span>
          <div className="min-w-0 flex-1">
            <h3 className="truncate font-semibold">
              {job.assetId === null ? (
                <bdi>{job.label}</bdi>
              ) : (
                <Link to={{ name: 'work', assetId: job.assetId }} className="hover:underline">
                  <bdi>{job.label}</bdi>
                </Link>
              )}
            </h3>
            {job.failure !== null && <p className="text-muted">{job.failure.message}</p>}
            <p className="text-faint text-xs tabular">
              {t('activity.attempt', { count: job.attempts })} · {format.relative(job.updatedAt, Date.now())}
            </p>
          </div>
          <Button
            size="sm"
            icon={RotateCw}
            disabled={!writable}
            onClick={() => tell(client.jobs.retry({ jobIds: [job.jobId] }))}
          >
            {t('common.retry')}
          </Button>
          <IconButton
            size="sm"
            label={`${t('activity.dismiss')}: ${job.label}`}
            icon={X}
            disabled={!writable}
            onClick={() => tell(client.jobs.cancel({ jobIds: [job.jobId] }))}
          />
        </article>
      ))}
      {more > 0 && <p className="py-3 text-muted text-sm">{t('activity.moreJobs', { count: more })}</p>}
    </Section>
  )
}

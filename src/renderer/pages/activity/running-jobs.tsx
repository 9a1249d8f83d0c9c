import { X } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Job } from '../../../shared/contract/jobs.ts'
import { IconButton } from '../../components/icon-button.tsx'
import { ProgressBar } from '../../components/progress-bar.tsx'
import { useFormat, useT } from '../../i18n/locale.tsx'
import { useClient, useConnectionState, useWritable } from '../../state/core.tsx'
import { useTelling } from './use-telling.ts'

const shown = 8

/** Jobs as they run, from the core's stream; a new connection starts a new one. */
function useRunningJobs(): readonly Job[] {
  const client = useClient()
  const connected = useConnectionState() === 'open'
  const [jobs, setJobs] = useState<readonly Job[]>([])
  useEffect(() => {
    if (!connected) return
    const stop = new AbortController()
    const follow = async () => {
      for await (const { jobs: changed } of await client.jobs.progress({}, { signal: stop.signal })) {
        setJobs((before) => {
          const merged = new Map(before.map((job) => [job.jobId, job]))
          for (const job of changed) merged.set(job.jobId, job)
          return [...merged.values()].filter(({ state }) => state === 'running')
        })
      }
    }
    // The stream ends with the connection or with this screen; either way there is nothing more to show.
    follow().catch(() => setJobs([]))
    return () => stop.abort()
  }, [client, connected])
  return jobs
}

export function RunningJobs({ queued }: { queued: number }) {
  const t = useT()
  const format = useFormat()
  const client = useClient()
  const tell = useTelling()
  const writable = useWritable()
  const jobs = useRunningJobs()
  const more = queued + Math.max(0, jobs.length - shown)
  return (
    <>
      {jobs.slice(0, shown).map((job) => (
        <div key={job.jobId} className="flex h-12 items-center gap-4 text-sm">
          <bdi className="min-w-0 flex-1 truncate">{job.label}</bdi>
          <span className="w-28 shrink-0 text-muted max-sm:hidden">{t(`activity.job.${job.kind}`)}</span>
          <ProgressBar
            className="w-40"
            label={t('activity.progressLabel', { label: job.label })}
            value={job.progress}
          />
          <span className="w-10 text-end text-muted text-xs tabular">
            {job.progress === null ? '' : format.percent(job.progress)}
          </span>
          <IconButton
            size="sm"
            label={`${t('common.cancel')}: ${job.label}`}
            icon={X}
            disabled={!writable}
            onClick={() => tell(client.jobs.cancel({ jobIds: [job.jobId] }))}
          />
        </div>
      ))}
      {more > 0 && <p className="py-3 text-muted text-sm tabular">{t('activity.moreJobs', { count: more })}</p>}
    </>
  )
}

import { useQuery } from '@tanstack/react-query'
import type { Batch } from '../../../shared/contract/intake.ts'
import { ProgressBar } from '../../components/progress-bar.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { useFormat, useT } from '../../i18n/locale.tsx'
import { settledOf } from '../../state/batches.ts'
import { useOrpc } from '../../state/core.tsx'
import { useInterface } from '../../state/interface.ts'

/** Under the drop place: files on their way, a batch being read, or why nothing of it was taken. */
export function Handing({ batch, begun }: { batch: Batch | undefined; begun: boolean }) {
  const t = useT()
  const format = useFormat()
  const upload = useInterface((state) => state.upload)
  if (upload !== null) {
    const { done, total } = upload
    const label =
      total === null
        ? t('upload.counting', { done: format.number(done) })
        : t('upload.title', { done: format.number(done), total: format.number(total) })
    return <ProgressBar className="mt-5" label={label} detail={label} value={total === null ? null : done / total} />
  }
  if (batch === undefined) return null
  if (batch.state === 'running') {
    const done = settledOf(batch)
    const detail = batch.counted
      ? t('frame.working', { done: format.number(done), found: format.number(batch.found) })
      : t('frame.workingCounting', { done: format.number(done) })
    return (
      <ProgressBar
        className="mt-5"
        label={t('first.reading', { label: batch.label })}
        detail={detail}
        value={batch.counted && batch.found > 0 ? done / batch.found : null}
      />
    )
  }
  return begun ? null : <NothingTaken batch={batch} />
}

function NothingTaken({ batch }: { batch: Batch }) {
  const t = useT()
  const orpc = useOrpc()
  const { data } = useQuery(orpc.intake.issues.queryOptions({ input: { batchId: batch.batchId, limit: 3 } }))
  return (
    <div role="status" className="mt-5 text-center">
      <StatusMark tone="needs">{t('first.nothingTaken', { label: batch.label })}</StatusMark>
      {batch.failure !== null && <p className="text-sm">{batch.failure.message}</p>}
      {data?.items.map((issue) => (
        <p key={issue.issueId} className="text-muted text-sm">
          {issue.failure.message}
        </p>
      ))}
    </div>
  )
}

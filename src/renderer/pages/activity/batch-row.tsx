import { Pause, Play, RotateCw, Square } from 'lucide-react'
import { useState } from 'react'
import type { Batch } from '../../../shared/contract/intake.ts'
import { AlertDialog } from '../../components/alert-dialog.tsx'
import { Button } from '../../components/button.tsx'
import { Disclosure } from '../../components/disclosure.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { ProgressBar } from '../../components/progress-bar.tsx'
import { StatusGlyph } from '../../components/status-mark.tsx'
import { useFormat, useT } from '../../i18n/locale.tsx'
import { settledOf } from '../../state/batches.ts'
import { useClient, useWritable } from '../../state/core.tsx'
import { BatchCounts } from './batch-counts.tsx'
import { BatchLive } from './batch-live.tsx'
import { Issues } from './issues.tsx'
import { useTelling } from './use-telling.ts'

/** One act of adding, while it runs and afterwards. */
export function BatchRow({ batch }: { batch: Batch }) {
  const t = useT()
  const format = useFormat()
  const client = useClient()
  const tell = useTelling()
  const writable = useWritable()
  const [asking, setAsking] = useState(false)
  const { batchId, label, state } = batch
  const done = settledOf(batch)
  const live = state === 'running' || state === 'paused'
  const left = batch.failed + batch.skipped
  const detail = [
    batch.counted
      ? t('activity.of', { done: format.number(done), found: format.number(batch.found) })
      : t('activity.counting', { done: format.number(done) }),
    state === 'paused' ? t('activity.state.paused') : '',
    state === 'running' && batch.filesPerSecond !== null
      ? t('activity.rate', { rate: format.number(batch.filesPerSecond, 1) })
      : '',
    state === 'running' && batch.etaMs !== null ? t('activity.left', { duration: format.duration(batch.etaMs) }) : '',
  ]
    .filter((part) => part !== '')
    .join(' · ')

  return (
    <article aria-label={label} className="py-4">
      <div className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <h3 className="flex items-center gap-2">
            {state === 'failed' && <StatusGlyph tone="needs" size={14} />}
            <bdi className="truncate font-semibold">{label}</bdi>
            {!live && <span className="shrink-0 text-muted text-sm">{t(`activity.state.${state}`)}</span>}
          </h3>
          {live ? (
            <ProgressBar
              className="mt-2"
              label={t('activity.progressLabel', { label })}
              detail={detail}
              tone={state === 'paused' ? 'quiet' : 'working'}
              value={batch.counted && batch.found > 0 ? done / batch.found : null}
            />
          ) : (
            <Ending batch={batch} />
          )}
          {batch.failure !== null && <p className="mt-1 text-needs text-sm">{batch.failure.message}</p>}
          <BatchCounts batch={batch} />
          {live && <BatchLive text={t('activity.batchLive', { label, detail })} />}
        </div>
        <div className="flex shrink-0 items-center gap-1">
          {state === 'running' && (
            <IconButton
              label={`${t('common.pause')}: ${label}`}
              icon={Pause}
              disabled={!writable}
              onClick={() => tell(client.intake.pause({ batchId }))}
            />
          )}
          {state === 'paused' && (
            <IconButton
              label={`${t('common.resume')}: ${label}`}
              icon={Play}
              disabled={!writable}
              onClick={() => tell(client.intake.resume({ batchId }))}
            />
          )}
          {live && (
            <IconButton
              label={`${t('activity.stop')}: ${label}`}
              icon={Square}
              disabled={!writable}
              onClick={() => setAsking(true)}
            />
          )}
          {!live && (batch.failed > 0 || batch.failure?.retryable === true) && (
            <Button
              size="sm"
              icon={RotateCw}
              disabled={!writable}
              onClick={() => tell(client.intake.retry({ batchId }), t('activity.retryStarted', { label }))}
            >
              {t('activity.retryFailed')}
            </Button>
          )}
        </div>
      </div>
      {left > 0 && (
        <Disclosure label={(open) => (open ? t('activity.issuesHide') : t('activity.issuesShow', { count: left }))}>
          <Issues batchId={batchId} label={label} />
        </Disclosure>
      )}
      <AlertDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('activity.cancelTitle', { label })}
        description={t('activity.cancelHint')}
        confirmLabel={t('activity.stop')}
        onConfirm={() => tell(client.intake.cancel({ batchId }))}
      />
    </article>
  )
}

/** When a batch ended, how long it took, how much it held. */
function Ending({ batch }: { batch: Batch }) {
  const t = useT()
  const format = useFormat()
  const { finishedAt, startedAt, bytes } = batch
  if (finishedAt === null) return null
  return (
    <p className="text-muted text-sm tabular">
      <time dateTime={new Date(finishedAt).toISOString()} title={format.dateTime(finishedAt)}>
        {format.relative(finishedAt, Date.now())}
      </time>{' '}
      {t('activity.took', { duration: format.duration(finishedAt - startedAt) })}
      {bytes > 0 && ` · ${format.bytes(bytes)}`}
    </p>
  )
}

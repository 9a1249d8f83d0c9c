import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { Backup, BackupPreview, MergeProgress } from '../../../shared/contract/backup.ts'
import { Button } from '../../components/button.tsx'
import { DefinitionList } from '../../components/definition-list.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { ProgressBar } from '../../components/progress-bar.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { useFormat, useT } from '../../i18n/locale.tsx'
import { useClient, useOrpc, useWritable } from '../../state/core.tsx'
import { describeError } from '../../state/errors.ts'
import { showToast } from '../../state/toasts.ts'

/** What a backup holds, what of it the library lacks, and the way to bring that back. Looking changes nothing. */
export function RestoreDialog({ backup, onClose }: { backup: Backup; onClose(): void }) {
  const t = useT()
  const format = useFormat()
  const orpc = useOrpc()
  const writable = useWritable()
  const { backupId } = backup
  const query = useQuery(orpc.backup.preview.queryOptions({ input: { backupId }, gcTime: 0 }))
  const { merge, progress, busy } = useMerge(onClose)
  const missing = query.data?.differences?.onlyInBackup ?? 0
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('restore.title', { when: format.dateTime(backup.at) })}
      footer={
        <>
          <Button onClick={onClose}>{t('common.close')}</Button>
          <Button variant="ink" busy={busy} disabled={!writable || missing === 0} onClick={() => void merge(backupId)}>
            {t('restore.merge', { count: missing })}
          </Button>
        </>
      }
    >
      {query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : query.data === undefined ? (
        <div aria-busy="true">
          <p className="mb-3 text-muted text-sm">{t('restore.checking')}</p>
          <Skeleton className="h-40" />
        </div>
      ) : (
        <Inside preview={query.data} />
      )}
      {busy && (
        <ProgressBar
          className="mt-4"
          label={t('restore.title', { when: format.dateTime(backup.at) })}
          detail={
            progress === null
              ? t('restore.preparing')
              : t('restore.merging', { added: format.number(progress.added), total: format.number(progress.total) })
          }
          value={progress === null || progress.total === 0 ? null : progress.added / progress.total}
        />
      )}
    </Dialog>
  )
}

function Inside({ preview: { facts, differences, problems } }: { preview: BackupPreview }) {
  const t = useT()
  const format = useFormat()
  if (facts === null) {
    return (
      <>
        <StatusMark tone="needs">{t('restore.damaged')}</StatusMark>
        <p className="mt-2 text-muted text-sm">{problems[0]}</p>
      </>
    )
  }
  const { newestChangeAt } = facts
  return (
    <>
      <DefinitionList
        items={[
          { term: t('restore.works'), value: format.number(facts.works) },
          { term: t('restore.events'), value: format.number(facts.custodyEvents) },
          ...(newestChangeAt === null ? [] : [{ term: t('restore.newest'), value: format.dateTime(newestChangeAt) }]),
          ...(differences === null
            ? []
            : [
                { term: t('restore.onlyInBackup'), value: format.number(differences.onlyInBackup) },
                { term: t('restore.onlyHere'), value: format.number(differences.onlyHere) },
                { term: t('restore.changed'), value: format.number(differences.changed) },
                { term: t('restore.custody'), value: t(`restore.custody.${differences.custody}`) },
              ]),
        ]}
      />
      {differences !== null && differences.examples.onlyInBackup.length > 0 && (
        <>
          <h3 className="mt-4 text-muted text-xs">{t('restore.examples')}</h3>
          <ul className="text-sm">
            {differences.examples.onlyInBackup.map(({ assetId, title }) => (
              <li key={assetId} className="truncate py-0.5">
                <bdi>{title}</bdi>
              </li>
            ))}
          </ul>
        </>
      )}
      <p className="mt-4 text-muted text-sm">{t('restore.mergeHint')}</p>
    </>
  )
}

/** Follows a merge to its end. Leaving the dialog stops it between two steps; what is back stays back. */
function useMerge(onDone: () => void) {
  const t = useT()
  const client = useClient()
  const [busy, setBusy] = useState(false)
  const [progress, setProgress] = useState<MergeProgress | null>(null)
  const stop = useRef<AbortController | null>(null)
  useEffect(() => () => stop.current?.abort(), [])
  const merge = async (backupId: Backup['backupId']) => {
    const controller = new AbortController()
    stop.current = controller
    setBusy(true)
    try {
      for await (const step of await client.backup.merge({ backupId }, { signal: controller.signal })) {
        setProgress(step)
        if (!step.done) continue
        const parted = step.parted.includes('ledger')
        const title = t('restore.merged', { count: step.added })
        showToast({ key: 'backup', title: parted ? `${title} ${t('restore.ledgerParted')}` : title })
        onDone()
      }
    } catch (error) {
      if (controller.signal.aborted) return
      const told = describeError(error, t)
      showToast({ key: 'backup', title: told.message, tone: 'needs', copy: told.text })
    } finally {
      setBusy(false)
    }
  }
  return { merge, progress, busy }
}

import { useMutation, useQuery } from '@tanstack/react-query'
import { Archive, DatabaseBackup, FolderOpen } from 'lucide-react'
import { useState } from 'react'
import type { Backup, BackupList } from '../../../shared/contract/backup.ts'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { PathText } from '../../components/path-text.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { StatusGlyph } from '../../components/status-mark.tsx'
import { useFormat, useT } from '../../i18n/locale.tsx'
import { useAppInfo, useClient, useOrpc, useWritable } from '../../state/core.tsx'
import { describeError } from '../../state/errors.ts'
import { useInterface } from '../../state/interface.ts'
import { showToast } from '../../state/toasts.ts'
import { RestoreDialog } from './restore-dialog.tsx'

const shownAtFirst = 8
/** Beyond it “how long ago” would be the date once more. */
const weekMs = 604_800_000

/** Backups: one now, those there are, and the way back. */
export function Backups() {
  const t = useT()
  const orpc = useOrpc()
  const query = useQuery(orpc.backup.list.queryOptions({ input: {} }))
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  if (query.data === undefined) return <Skeleton className="my-5 h-40" />
  return (
    <div className="py-5">
      <Head list={query.data} />
      <Place list={query.data} />
      {query.data.items.length === 0 ? (
        <EmptyState icon={Archive} title={t('backups.none')} description={t('backups.noneHint')} />
      ) : (
        <List items={query.data.items} />
      )}
    </div>
  )
}

function Head({ list }: { list: BackupList }) {
  const t = useT()
  const format = useFormat()
  const orpc = useOrpc()
  const create = useMutation(
    orpc.backup.create.mutationOptions({
      onSuccess: () => showToast({ key: 'backup', title: t('backups.done') }),
      onError: (error) => {
        const told = describeError(error, t)
        showToast({ key: 'backup', title: t('backups.failed'), detail: told.message, tone: 'needs', copy: told.text })
      },
    }),
  )
  return (
    <div className="flex flex-wrap items-start gap-x-6 gap-y-3">
      <div className="min-w-60 flex-1">
        <h3 className="font-semibold">{t('backups.title')}</h3>
        <p className="text-muted text-sm">{t('backups.hint')}</p>
        {list.failure !== null && (
          <p className="mt-2 flex gap-2 text-needs text-sm">
            <span className="pt-1">
              <StatusGlyph tone="needs" />
            </span>
            {`${t('backups.failed')}: ${list.failure.message}`}
          </p>
        )}
        {list.nextAt !== null && list.failure === null && list.items.length > 0 && (
          <p className="mt-1 text-faint text-xs">
            {t('backups.next', { when: format.relative(Math.max(list.nextAt, Date.now()), Date.now()) })}
          </p>
        )}
      </div>
      <Button icon={DatabaseBackup} busy={create.isPending || list.running} onClick={() => create.mutate({})}>
        {t('backups.now')}
      </Button>
    </div>
  )
}

/** Where they lie. Folders are chosen in the system's dialog, or in the folder browser, which speaks in ids. */
function Place({ list }: { list: BackupList }) {
  const t = useT()
  const client = useClient()
  const orpc = useOrpc()
  const writable = useWritable()
  const capabilities = useAppInfo()?.capabilities
  const query = useQuery(orpc.backup.list.queryOptions({ input: {} }))
  const tell = (call: Promise<unknown>) =>
    call.then(
      () => query.refetch(),
      (error: unknown) => {
        const told = describeError(error, t)
        showToast({
          key: 'backup',
          title: t('browser.notChosen'),
          detail: told.message,
          tone: 'needs',
          copy: told.text,
        })
      },
    )
  const change = () => {
    if (capabilities?.nativeDialogs === true) {
      void tell(client.backup.chooseFolder({}))
      return
    }
    useInterface.getState().chooseFolder({
      title: t('backups.chooseTitle'),
      confirmLabel: t('backups.keepHere'),
      choose: async (folderId) => {
        await client.backup.useBrowsedFolder({ folderId })
        await query.refetch()
      },
    })
  }
  return (
    <div className="mt-4 flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-t py-3 text-sm">
      <FolderOpen aria-hidden size={16} className="shrink-0 text-muted" />
      <div className="min-w-48 flex-1">
        <p className="text-muted text-xs">{t('backups.folder')}</p>
        <PathText path={list.folder} />
        {list.ownFolder && <p className="text-faint text-xs">{t('backups.elsewhere')}</p>}
      </div>
      {!list.ownFolder && (
        <Button
          size="sm"
          variant="ghost"
          disabled={!writable}
          onClick={() => void tell(client.backup.useOwnFolder({}))}
        >
          {t('backups.ownFolder')}
        </Button>
      )}
      <Button size="sm" disabled={!writable || capabilities === undefined} onClick={change}>
        {t('backups.change')}
      </Button>
    </div>
  )
}

function List({ items }: { items: readonly Backup[] }) {
  const t = useT()
  const format = useFormat()
  const [all, setAll] = useState(false)
  const [chosen, setChosen] = useState<Backup | null>(null)
  const shown = all ? items : items.slice(0, shownAtFirst)
  return (
    <>
      <ul aria-label={t('backups.list')} className="divide-y divide-line border-line border-t">
        {shown.map((backup) => {
          const when = format.dateTime(backup.at)
          return (
            <li key={backup.backupId} className="flex items-center gap-4 py-2 text-sm">
              <div className="min-w-0 flex-1">
                <p className="tabular">{when}</p>
                <p className="text-muted text-xs tabular">
                  {[
                    ...(Date.now() - backup.at < weekMs ? [format.relative(backup.at, Date.now())] : []),
                    t(`backups.reason.${backup.reason}`),
                    ...(backup.facts === null ? [] : [t('backups.holds', { works: backup.facts.works })]),
                    format.bytes(backup.bytes),
                  ].join(' · ')}
                </p>
              </div>
              <Button size="sm" aria-label={t('backups.lookAt', { when })} onClick={() => setChosen(backup)}>
                {t('backups.look')}
              </Button>
            </li>
          )
        })}
      </ul>
      {shown.length < items.length && (
        <Button size="sm" variant="ghost" className="mt-2" onClick={() => setAll(true)}>
          {t('backups.more', { count: format.number(items.length) })}
        </Button>
      )}
      {chosen !== null && <RestoreDialog backup={chosen} onClose={() => setChosen(null)} />}
    </>
  )
}

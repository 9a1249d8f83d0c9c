import { RotateCw } from 'lucide-react'
import { useState } from 'react'
import type { AssetDetail } from '../../../shared/contract/library.ts'
import { Button } from '../../components/button.tsx'
import { CopyButton } from '../../components/copy-button.tsx'
import { PathText } from '../../components/path-text.tsx'
import { useT } from '../../i18n/locale.tsx'
import { useClient } from '../../state/core.tsx'
import { describeError } from '../../state/errors.ts'
import { showToast } from '../../state/toasts.ts'
import { retryWork } from './retry-work.ts'

/** What happened, to which file, and what to do next. */
export function FailedNotice({ work }: { work: AssetDetail }) {
  const t = useT()
  const client = useClient()
  const [busy, setBusy] = useState(false)
  const failure = work.versions.find((version) => version.current)?.failure ?? null
  const message = failure?.message ?? work.failure ?? ''
  const path = failure?.path ?? work.locations[0]?.path
  const text = [work.title, message, path, failure?.detail, failure?.code]
    .filter((line) => line !== undefined)
    .join('\n')
  const retry = async () => {
    setBusy(true)
    try {
      const found = await retryWork(client, work.assetId)
      showToast({ key: 'retry', title: t(found ? 'work.retrying' : 'work.nothingToRetry') })
    } catch (error) {
      const told = describeError(error, t)
      showToast({ key: 'retry', title: told.message, tone: 'needs', copy: told.text })
    } finally {
      setBusy(false)
    }
  }
  return (
    <div role="group" aria-label={t('work.failedTitle')} className="failed-notice">
      <p className="font-semibold text-sm">{t('work.failedTitle')}</p>
      {message !== '' && <p className="mt-1 text-sm">{message}</p>}
      {path !== undefined && <PathText path={path} className="mt-1 text-xs" />}
      {message === '' && <p className="mt-2 text-sm">{t('work.failedNext')}</p>}
      <div className="mt-3 flex gap-2">
        <Button size="sm" icon={RotateCw} busy={busy} onClick={() => void retry()}>
          {t('work.retry')}
        </Button>
        <CopyButton size="sm" variant="ghost" text={text} label={t('common.copyDetails')} />
      </div>
    </div>
  )
}

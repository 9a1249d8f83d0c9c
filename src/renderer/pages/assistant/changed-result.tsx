import { Undo2 } from 'lucide-react'
import { useState } from 'react'
import type { ResultOf } from '../../../shared/domain/assistant-tools.ts'
import { Button } from '../../components/button.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { useT } from '../../i18n/locale.tsx'
import { useClient, useWritable } from '../../state/core.tsx'
import { describeError } from '../../state/errors.ts'
import { showToast } from '../../state/toasts.ts'

/** What was changed, and the way back from it for as long as nothing else was done since. */
export function ChangedResult({ result: { act, works, stepId } }: { result: ResultOf<'changed'> }) {
  const t = useT()
  const client = useClient()
  const writable = useWritable()
  const [undone, setUndone] = useState(false)
  const label = t(`ask.done.${act}`, { count: works })
  const undo = () => {
    if (stepId === null) return
    client.organise.undo({ stepId }).then(
      () => {
        setUndone(true)
        showToast({ key: 'undo', title: t('toast.undone', { label }) })
      },
      (error: unknown) => {
        const told = describeError(error, t)
        showToast({ key: 'undo', title: t('toast.undoFailed'), detail: told.message, tone: 'needs', copy: told.text })
      },
    )
  }
  return (
    <p className="flex items-center gap-3">
      <StatusMark tone="protected">{undone ? t('toast.undone', { label }) : label}</StatusMark>
      {stepId !== null && !undone && (
        <Button size="sm" icon={Undo2} disabled={!writable} onClick={undo}>
          {t('common.undo')}
        </Button>
      )}
    </p>
  )
}

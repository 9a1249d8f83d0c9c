import { useState } from 'react'
import { StatementRequest } from '../../../shared/contract/wallet.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Field } from '../../components/field.tsx'
import { SegmentedControl } from '../../components/segmented-control.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useT } from '../../i18n/locale.tsx'
import { useClient } from '../../state/core.tsx'
import { describeError } from '../../state/errors.ts'
import { useSaveFile } from '../../state/save-file.ts'
import { showToast } from '../../state/toasts.ts'
import { periodOf, periods } from './period.ts'

const formats = ['pdf', 'csv', 'beancount', 'ledger'] as const

/** A statement of a period, in the format that whoever asks for it reads. */
export function StatementDialog({ onClose }: { onClose: () => void }) {
  const t = useT()
  const client = useClient()
  const save = useSaveFile()
  const [period, setPeriod] = useState(() => periodOf('thisYear', Date.now()))
  const [format, setFormat] = useState<(typeof formats)[number]>('pdf')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const request = StatementRequest.safeParse({ format, ...period })

  const make = async () => {
    if (!request.success) return
    setBusy(true)
    setProblem(null)
    try {
      const file = await client.wallet.statement(request.data)
      if (await save(file)) {
        showToast({ key: 'wallet', title: t('wallet.statement.saved', { lines: file.lines }) })
        onClose()
      }
    } catch (error) {
      setProblem(describeError(error, t).message)
    } finally {
      setBusy(false)
    }
  }
  const dayField = (name: 'fromDay' | 'toDay') => (
    <Field label={t(`wallet.statement.${name}`)}>
      {(control) => (
        <TextField
          {...control}
          type="date"
          value={period[name]}
          onChange={(event) => setPeriod({ ...period, [name]: event.currentTarget.value })}
          className="w-full"
        />
      )}
    </Field>
  )
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('wallet.statement')}
      description={t('wallet.statement.hint')}
      footer={
        <>
          {problem !== null && (
            <p role="alert" className="me-auto max-w-sm text-needs text-sm">
              {problem}
            </p>
          )}
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="ink" busy={busy} disabled={!request.success} onClick={() => void make()}>
            {t('wallet.statement.save')}
          </Button>
        </>
      }
    >
      <div className="space-y-4">
        <div role="group" aria-label={t('wallet.statement.period')} className="flex flex-wrap gap-1">
          {periods.map((name) => (
            <Button key={name} size="sm" variant="ghost" onClick={() => setPeriod(periodOf(name, Date.now()))}>
              {t(`wallet.statement.${name}`)}
            </Button>
          ))}
        </div>
        <div className="grid grid-cols-2 gap-3">
          {dayField('fromDay')}
          {dayField('toDay')}
        </div>
        <div>
          <SegmentedControl
            label={t('wallet.statement.format')}
            value={format}
            segments={formats.map((value) => ({ value, label: t(`wallet.statement.${value}`) }))}
            onChange={(chosen) => setFormat(chosen)}
            className="max-w-full flex-wrap"
          />
          <p className="mt-2 text-muted text-sm">{t(`wallet.statement.${format}Hint`)}</p>
        </div>
      </div>
    </Dialog>
  )
}

import { clsx } from 'clsx'
import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { Right } from '../../../shared/domain/ledger.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Field } from '../../components/field.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { SegmentedControl } from '../../components/segmented-control.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useT } from '../../i18n/locale.tsx'
import { useClient, useWritable } from '../../state/core.tsx'
import { describeError } from '../../state/errors.ts'
import { showToast } from '../../state/toasts.ts'
import { type ShareDraft, totalOf } from './split-draft.ts'

/** A new split for every work without one of its own. It can be agreed once its shares are exactly 100 %. */
export function SplitDialog({ onClose }: { onClose: () => void }) {
  const t = useT()
  const client = useClient()
  const writable = useWritable()
  const [right, setRight] = useState<Right>('master')
  const [territory, setTerritory] = useState('WW')
  const [fromDay, setFromDay] = useState('')
  const [toDay, setToDay] = useState('')
  const [shares, setShares] = useState<ShareDraft[]>([
    { key: 0, party: 'me', share: '1/2' },
    { key: 1, party: '', share: '1/2' },
  ])
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const { percent, whole } = totalOf(shares)
  const change = (key: number, part: Partial<ShareDraft>) =>
    setShares(shares.map((each) => (each.key === key ? { ...each, ...part } : each)))

  const agree = async () => {
    setBusy(true)
    try {
      await client.wallet.setSplit({
        right,
        territory: territory.trim().toUpperCase(),
        ...(fromDay === '' ? {} : { fromDay }),
        toDay: toDay === '' ? null : toDay,
        shares: shares.map(({ party, share }) => ({ party, share })),
      })
      showToast({ key: 'wallet', title: t('wallet.split.made') })
      onClose()
    } catch (error) {
      const { detail, message } = describeError(error, t)
      setProblem(detail === undefined ? message : `${message} ${detail}`)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('wallet.split.new')}
      description={t('wallet.split.shareHint')}
      footer={
        <>
          <p
            role={problem === null ? 'status' : 'alert'}
            className={clsx('me-auto max-w-sm text-sm', whole && problem === null ? 'text-muted' : 'text-needs')}
          >
            {problem ?? t('wallet.split.total', { percent })}
          </p>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="ink" busy={busy} disabled={!writable || !whole} onClick={() => void agree()}>
            {t('wallet.split.save')}
          </Button>
        </>
      }
    >
      <div className="space-y-4">
        <SegmentedControl
          label={t('wallet.field.right')}
          value={right}
          segments={Right.options.map((value) => ({ value, label: t(`wallet.right.${value}`) }))}
          onChange={(chosen) => setRight(chosen)}
        />
        <ul className="space-y-2">
          {shares.map(({ key, party, share }, index) => (
            <li key={key} className="flex items-center gap-2">
              <TextField
                aria-label={t('wallet.split.party', { number: index + 1 })}
                value={party}
                onChange={(event) => change(key, { party: event.currentTarget.value })}
                className="min-w-0 flex-1"
              />
              <TextField
                aria-label={t('wallet.split.share', { number: index + 1 })}
                value={share}
                onChange={(event) => change(key, { share: event.currentTarget.value })}
                className="w-28 text-end tabular"
              />
              <IconButton
                size="sm"
                icon={X}
                label={t('wallet.split.removeParty', { number: index + 1 })}
                disabled={shares.length === 1}
                onClick={() => setShares(shares.filter((each) => each.key !== key))}
              />
            </li>
          ))}
        </ul>
        <Button
          size="sm"
          icon={Plus}
          onClick={() => setShares([...shares, { key: (shares.at(-1)?.key ?? 0) + 1, party: '', share: '' }])}
        >
          {t('wallet.split.addParty')}
        </Button>
        <div className="grid grid-cols-3 items-start gap-3 max-md:grid-cols-1">
          <Field label={t('wallet.field.territory')} hint={t('wallet.field.territoryHint')}>
            {(control) => (
              <TextField
                {...control}
                maxLength={2}
                value={territory}
                onChange={(event) => setTerritory(event.currentTarget.value)}
                className="w-full"
              />
            )}
          </Field>
          <Field label={t('wallet.split.from')}>
            {(control) => (
              <TextField
                {...control}
                type="date"
                value={fromDay}
                onChange={(event) => setFromDay(event.currentTarget.value)}
                className="w-full"
              />
            )}
          </Field>
          <Field label={t('wallet.split.to')}>
            {(control) => (
              <TextField
                {...control}
                type="date"
                value={toDay}
                onChange={(event) => setToDay(event.currentTarget.value)}
                className="w-full"
              />
            )}
          </Field>
        </div>
      </div>
    </Dialog>
  )
}

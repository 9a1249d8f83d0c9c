import { useState } from 'react'
import type { EntryId } from '../../../shared/domain/ids.ts'
import { Button } from '../../components/button.tsx'
import { useT } from '../../i18n/locale.tsx'
import { useClient } from '../../state/core.tsx'
import { describeError } from '../../state/errors.ts'
import { useSaveFile } from '../../state/save-file.ts'
import { showToast } from '../../state/toasts.ts'

/** The paper of a requested payout, for whoever is to carry it out. */
export function PayoutDocument({ entryId }: { entryId: EntryId }) {
  const t = useT()
  const client = useClient()
  const save = useSaveFile()
  const [busy, setBusy] = useState(false)
  const make = async () => {
    setBusy(true)
    try {
      await save(await client.wallet.payoutDocument({ entryId }))
    } catch (error) {
      const told = describeError(error, t)
      showToast({ key: 'wallet', title: told.message, tone: 'needs', copy: told.text })
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button variant="ghost" busy={busy} onClick={() => void make()}>
      {t('wallet.payout.document')}
    </Button>
  )
}

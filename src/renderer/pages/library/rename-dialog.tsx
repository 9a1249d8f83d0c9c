import { useState } from 'react'
import type { AssetSummary } from '../../../shared/contract/library.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useT } from '../../i18n/locale.tsx'
import { useWorkActs } from './use-acts.ts'

export function RenameDialog({ work, onClose }: { work: AssetSummary; onClose(): void }) {
  const t = useT()
  const acts = useWorkActs()
  const [title, setTitle] = useState(work.title)
  const submit = () => {
    if (title.trim() === '') return
    void acts.rename(work.assetId, title.trim())
    onClose()
  }
  return (
    <Dialog
      open
      size="sm"
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={t('library.renameTitle')}
      description={t('library.renameHint')}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
        className="flex gap-2 pt-2 pb-2"
      >
        <TextField
          autoFocus
          aria-label={t('library.renameField')}
          value={title}
          maxLength={255}
          className="min-w-0 flex-1"
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <Button type="submit" variant="ink" disabled={title.trim() === ''}>
          {t('library.renameSave')}
        </Button>
      </form>
    </Dialog>
  )
}

import { Dialog } from '../components/dialog.tsx'
import { KeyList } from '../components/key-list.tsx'
import { useT } from '../i18n/locale.tsx'
import { useInterface } from '../state/interface.ts'

export function KeysOverlay() {
  const t = useT()
  const open = useInterface((state) => state.overlay === 'keys')
  const openOverlay = useInterface((state) => state.openOverlay)
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => openOverlay(next ? 'keys' : 'none')}
      title={t('keys.title')}
      description={t('keys.hint')}
      size="lg"
    >
      <KeyList />
    </Dialog>
  )
}

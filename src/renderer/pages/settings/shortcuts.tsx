import { KeyList } from '../../components/key-list.tsx'
import { useT } from '../../i18n/locale.tsx'

export function Shortcuts() {
  const t = useT()
  return (
    <div className="py-4">
      <p className="mb-4 text-muted text-sm">{t('keys.hint')}</p>
      <KeyList />
    </div>
  )
}

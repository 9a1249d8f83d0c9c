import { LockKeyhole } from 'lucide-react'
import { useT } from '../../i18n/locale.tsx'
import { useAppInfo } from '../../state/core.tsx'

export function Privacy() {
  const t = useT()
  const info = useAppInfo()
  return (
    <div className="flex gap-4 py-5">
      <LockKeyhole aria-hidden size={20} strokeWidth={1.5} className="mt-0.5 shrink-0 text-muted" />
      <div className="space-y-2">
        <h3 className="font-semibold">{t('settings.privacy.title')}</h3>
        <p className="text-muted">{t('settings.privacy.body')}</p>
        {info !== undefined && <p className="text-muted">{t(`settings.privacy.keys.${info.keyStore}`)}</p>}
      </div>
    </div>
  )
}

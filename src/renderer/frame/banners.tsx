import { LoaderCircle, Lock, Pause, Unplug } from 'lucide-react'
import { useEffect, useState } from 'react'
import { commands } from '../commands/registry.ts'
import { Banner } from '../components/banner.tsx'
import { Button } from '../components/button.tsx'
import { useFormat, useT } from '../i18n/locale.tsx'
import { Link } from '../router/link.tsx'
import { useAppInfo, useConnectionState } from '../state/core.tsx'

/** True once `value` has held for a while: a hiccup of a moment is not worth a banner. */
function useLasting(value: boolean, milliseconds: number): boolean {
  const [lasting, setLasting] = useState(false)
  useEffect(() => {
    if (!value) {
      setLasting(false)
      return
    }
    const timer = setTimeout(() => setLasting(true), milliseconds)
    return () => clearTimeout(timer)
  }, [value, milliseconds])
  return lasting && value
}

/** States of the whole program. */
export function Banners() {
  const t = useT()
  const state = useConnectionState()
  const info = useAppInfo()
  const reason = info?.readOnlyReason ?? null
  const pace = info?.pace
  const format = useFormat()
  const connecting = useLasting(state === 'connecting', 600)
  const lost = useLasting(state === 'lost', 400)
  return (
    <>
      {connecting && (
        <Banner icon={LoaderCircle} tone="quiet">
          {t('banner.connecting')}
        </Banner>
      )}
      {lost && <Banner icon={Unplug}>{t('banner.lost')}</Banner>}
      {pace?.mode === 'held' && reason === null && (
        <Banner
          icon={Pause}
          tone="quiet"
          action={
            pace.because === 'person' ? (
              <Button size="sm" onClick={() => commands.run('work.resumeAll')}>
                {t('common.resume')}
              </Button>
            ) : (
              <Link to={{ name: 'settings', section: 'background' }} className="shrink-0 underline">
                {t('command.go.settings')}
              </Link>
            )
          }
        >
          {pace.until === null
            ? t(pace.because === 'battery' ? 'banner.heldBattery' : 'banner.held')
            : t('banner.heldUntil', { when: format.time(pace.until) })}
        </Banner>
      )}
      {reason !== null && (
        <Banner
          icon={Lock}
          action={
            <Link to={{ name: 'health' }} className="shrink-0 underline">
              {t('banner.look')}
            </Link>
          }
        >
          {`${t('banner.readOnly')} ${reason.message} ${reason.retryable ? t('banner.readOnlyEnds') : ''}`.trim()}
        </Banner>
      )}
    </>
  )
}

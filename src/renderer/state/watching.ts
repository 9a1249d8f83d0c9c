import { useMemo } from 'react'
import type { WatchedRoot } from '../../shared/contract/watch.ts'
import { useT } from '../i18n/locale.tsx'
import { navigate } from '../router/router.ts'
import { useAppInfo, useClient } from './core.tsx'
import { describeError } from './errors.ts'
import { useInterface } from './interface.ts'
import { showToast } from './toasts.ts'

/** Lets a person pick a folder to be watched: the system's dialog, or the folder browser. */
export function useWatchFolder(): () => void {
  const client = useClient()
  const t = useT()
  const nativeDialogs = useAppInfo()?.capabilities.nativeDialogs === true
  return useMemo(() => {
    const added = ({ name }: WatchedRoot) => {
      navigate({ name: 'watched' })
      showToast({ key: 'watched', title: t('watched.added', { name }) })
    }
    return () => {
      if (!nativeDialogs) {
        useInterface.getState().chooseFolder({
          title: t('watched.choose'),
          confirmLabel: t('watched.chooseConfirm'),
          choose: (entryId) => client.watch.addBrowsed({ entryId }).then(added),
        })
        return
      }
      client.watch.choose({}).then(
        (root) => {
          if (root !== null) added(root)
        },
        (error: unknown) => {
          const told = describeError(error, t)
          showToast({ key: 'watched', title: told.message, tone: 'needs', copy: told.text })
        },
      )
    }
  }, [client, t, nativeDialogs])
}

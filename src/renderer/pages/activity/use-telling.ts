import { useT } from '../../i18n/locale.tsx'
import { describeError } from '../../state/errors.ts'
import { showToast } from '../../state/toasts.ts'

/** Follows a call to its end: says `success` if given, and what went wrong in any case. */
export function useTelling(): (call: Promise<unknown>, success?: string) => void {
  const t = useT()
  return (call, success) => {
    call.then(
      () => {
        if (success !== undefined) showToast({ key: 'activity', title: success })
      },
      (error: unknown) => {
        const told = describeError(error, t)
        showToast({ key: 'activity', title: told.message, tone: 'needs', copy: told.text })
      },
    )
  }
}

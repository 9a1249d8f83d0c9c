import { useState } from 'react'
import type { RequestId } from '../../../shared/domain/ids.ts'
import { useT } from '../../i18n/locale.tsx'
import { describeError } from '../../state/errors.ts'
import { forgetRequestId, keptRequestId } from '../../state/request-id.ts'
import { showToast } from '../../state/toasts.ts'

export type Booking = {
  busy: boolean
  /** What the last try was refused for. */
  problem: string | null
  /** Sends once per content; true once it is booked. */
  send<T>(content: unknown, act: (requestId: RequestId) => Promise<T>, told: (answer: T) => string): Promise<boolean>
}

/** One booking at a time, under an id that outlives a lost answer. */
export function useBooking(): Booking {
  const t = useT()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  return {
    busy,
    problem,
    async send(content, act, told) {
      setBusy(true)
      setProblem(null)
      try {
        const answer = await act(keptRequestId(content))
        forgetRequestId(content)
        showToast({ key: 'wallet', title: told(answer) })
        return true
      } catch (error) {
        const { code, detail, message } = describeError(error, t)
        // A refusal is an answer: only where none came is it the same booking that is tried again.
        if (code !== null) forgetRequestId(content)
        setProblem(code === 'BAD_INPUT' && detail !== undefined ? `${message} ${detail}` : message)
        return false
      } finally {
        setBusy(false)
      }
    },
  }
}

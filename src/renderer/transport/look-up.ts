import { type FoundWork, FoundWorks } from '../../shared/contract/matches.ts'
import { asCoreError, coreError } from './core-error.ts'
import type { Bridge } from './bridge.ts'
import { requester } from './upload-dropped.ts'

/** The works that a file matches, best first. It is compared and forgotten: nothing is added. Throws CoreErrors. */
export type LookUp = (file: File, signal: AbortSignal) => Promise<readonly FoundWork[]>

/** Streams the file to the browser host, which keeps it for as long as it looks. */
export function lookUpOverHttp(send: typeof fetch = (input, init) => fetch(input, init)): LookUp {
  return async (file, signal) => {
    try {
      const address = `/look-up?path=${encodeURIComponent(file.name)}`
      return FoundWorks.parse(await requester(send, signal)('PUT', address, file)).items
    } catch (thrown) {
      throw asCoreError(thrown, { lost: false, cancelled: signal.aborted })
    }
  }
}

let asked = 0

/** Through the bridge: the file stays where it is and only its path is handed on, behind the page's back. */
export function lookUpOverBridge(bridge: Pick<Bridge, 'lookUp' | 'endLookUp'>): LookUp {
  return async (file, signal) => {
    asked += 1
    const key = `look-up ${asked}`
    const end = () => void bridge.endLookUp(key).catch(() => undefined)
    signal.addEventListener('abort', end, { once: true })
    try {
      return FoundWorks.parse(await bridge.lookUp(key, file)).items
    } catch (thrown) {
      if (signal.aborted) throw coreError('CANCELLED', 'Cancelled.', { retryable: false })
      const message = thrown instanceof Error ? thrown.message : String(thrown)
      throw coreError('UNREADABLE', message, { retryable: false })
    } finally {
      signal.removeEventListener('abort', end)
    }
  }
}

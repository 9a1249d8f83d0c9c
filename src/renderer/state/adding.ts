import { useMemo } from 'react'
import type { Translate } from '../i18n/translate.ts'
import { useT } from '../i18n/locale.tsx'
import type { HandOver, LeftBehind } from './connection.ts'
import { useAppInfo, useClient, useTransport } from './core.tsx'
import { describeError } from './errors.ts'
import { navigate } from '../router/router.ts'
import { useInterface } from './interface.ts'
import { useLooks } from './looks.ts'
import { showToast } from './toasts.ts'

export type Adding = {
  /** Lets a person pick files: the system's dialog, or the browser's. */
  files(): void
  /** Lets a person pick folders: the system's dialog, or the folder browser. */
  folder(): void
  /** Files that are at hand. */
  add(files: readonly File[]): void
  /** Must be called within the drop event. */
  drop(data: DataTransfer): void
  /** Lets a person pick files that are compared with the library and not added. */
  checkFiles(): void
  /** The same for files that are at hand. */
  check(files: readonly File[]): void
}

function tellFailure(error: unknown, t: Translate): void {
  const told = describeError(error, t)
  const detail = told.code === null && told.detail !== undefined ? told.detail : told.message
  showToast({ key: 'add', title: t('toast.addFailed'), detail, tone: 'needs', copy: told.text })
}

/** Runs a handing-over with its progress in the frame and a way to stop it. */
async function handOver(
  run: (options: HandOver) => Promise<readonly LeftBehind[] | null>,
  t: Translate,
): Promise<void> {
  const { setUpload } = useInterface.getState()
  const stop = new AbortController()
  const cancel = () => stop.abort()
  try {
    const left = await run({
      signal: stop.signal,
      onProgress: (done, total) => setUpload({ done, total, cancel }),
    })
    if (left === null) showToast({ key: 'add', title: t('drop.nothing') })
    else if (left.length > 0) {
      const lines = left.map(({ path, message }) => `${path}: ${message}`)
      const title = t('upload.leftBehind', { count: left.length })
      showToast({ key: 'add', title, detail: lines[0] ?? '', tone: 'needs', copy: lines.join('\n') })
    }
  } catch (error) {
    if (stop.signal.aborted) showToast({ key: 'add', title: t('upload.cancelled') })
    else tellFailure(error, t)
  } finally {
    setUpload(null)
  }
}

/** The browser's own file dialog, opened from a press. Resolves to nothing when it is closed without a choice. */
function pickFiles(): Promise<readonly File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.multiple = true
    input.addEventListener('change', () => resolve([...(input.files ?? [])]))
    input.addEventListener('cancel', () => resolve([]))
    input.click()
  })
}

export function useAdding(): Adding {
  const client = useClient()
  const transport = useTransport()
  const t = useT()
  const nativeDialogs = useAppInfo()?.capabilities.nativeDialogs === true
  return useMemo(() => {
    const choose = (what: 'files' | 'folder') => {
      client.intake.choose({ what }).catch((error: unknown) => tellFailure(error, t))
    }
    const check = (files: readonly File[]) => {
      if (files.length === 0) return
      useLooks.getState().ask(transport.lookUp, files)
      navigate({ name: 'check' })
    }
    return {
      check,
      checkFiles: () => void pickFiles().then(check),
      files: () => {
        if (nativeDialogs) return choose('files')
        void pickFiles().then((files) => {
          if (files.length > 0) return handOver((options) => transport.addFiles(files, options), t)
          return undefined
        })
      },
      folder: () => {
        if (nativeDialogs) choose('folder')
        else useInterface.getState().openOverlay('browser')
      },
      add: (files) => void handOver((options) => transport.addFiles(files, options), t),
      drop: (data) => void handOver((options) => transport.addDropped(data, options), t),
    }
  }, [client, transport, t, nativeDialogs])
}

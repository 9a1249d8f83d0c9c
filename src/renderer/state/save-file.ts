import { useMemo } from 'react'
import type { SavedFile } from '../../shared/contract/app.ts'
import { useAppInfo, useClient } from './core.tsx'

const bytesOf = ({ content, encoding }: SavedFile): BlobPart =>
  encoding === 'utf-8' ? content : Uint8Array.from(atob(content), (char) => char.charCodeAt(0))

function download(file: SavedFile): void {
  const address = URL.createObjectURL(new Blob([bytesOf(file)]))
  const link = document.createElement('a')
  link.href = address
  link.download = file.fileName
  link.click()
  // The browser has taken the bytes once the press is over.
  setTimeout(() => URL.revokeObjectURL(address))
}

/** Hands a file to a person: through the system's dialog, or as the browser's download. False when they closed the dialog. */
export function useSaveFile(): (file: SavedFile) => Promise<boolean> {
  const client = useClient()
  const nativeDialogs = useAppInfo()?.capabilities.nativeDialogs === true
  return useMemo(
    () =>
      async ({ content, encoding, fileName }) => {
        if (nativeDialogs) return (await client.app.saveFile({ content, encoding, fileName })).saved
        download({ content, encoding, fileName })
        return true
      },
    [client, nativeDialogs],
  )
}

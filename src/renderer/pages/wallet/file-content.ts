import { maxPayoutFileBytes, type PayoutFile } from '../../../shared/domain/payout-import.ts'

const chunkBytes = 0x8000

/** A chosen file as it goes to the core; null when it is too large to go. */
export async function fileContent(file: File): Promise<PayoutFile | null> {
  if (file.size > maxPayoutFileBytes) return null
  const bytes = new Uint8Array(await file.arrayBuffer())
  let text = ''
  // One call for all would be more arguments than a call may have.
  for (let at = 0; at < bytes.length; at += chunkBytes)
    text += String.fromCharCode(...bytes.subarray(at, at + chunkBytes))
  return { fileName: file.name, content: btoa(text) }
}

/** The browser's own dialog, opened from a press. Null when it is closed without a choice. */
export function pickTable(): Promise<File | null> {
  return new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = '.csv,.tsv,.txt,text/csv'
    input.addEventListener('change', () => resolve(input.files?.[0] ?? null))
    input.addEventListener('cancel', () => resolve(null))
    input.click()
  })
}

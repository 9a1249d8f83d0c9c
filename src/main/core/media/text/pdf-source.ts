import { type FileHandle, open } from 'node:fs/promises'

/** PDFs of up to so many bytes are read whole; of larger ones, such as books of scans, only the parts that pdfjs asks for. */
export const wholeUpToBytes = 32_000_000

/** A file that pdfjs reads from: either all of its bytes or a way to read some. */
export type PdfSource = {
  length: number
  /** Bytes `begin` to `end`. */
  read(begin: number, end: number): Promise<Uint8Array>
  close(): Promise<void>
}

export async function openSource(path: string): Promise<PdfSource> {
  const handle = await open(path, 'r')
  try {
    const { size } = await handle.stat()
    return { length: size, read: (begin, end) => readRange(handle, begin, end), close: () => handle.close() }
  } catch (thrown) {
    await handle.close()
    throw thrown
  }
}

async function readRange(handle: FileHandle, begin: number, end: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(end - begin)
  let filled = 0
  while (filled < bytes.length) {
    const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, begin + filled)
    // Shorter than its size said: it is being written, and the check afterwards tells.
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return bytes
}

import { PassageReader, type PassageWords } from '../fingerprint/text/passage-words.ts'
import { readPdf } from '../media/text/read-pdf.ts'
import { readTextFile } from '../media/text/read-text.ts'
import { textFailure } from '../media/text/text-failure.ts'
import type { PassagesRequest } from './tasks.ts'
import { readUnchanged } from './unchanged-file.ts'

/** The words of some passages of a text, read again from its file. Failures are those of its fingerprint. */
export async function passageWords(request: PassagesRequest, signal: AbortSignal): Promise<PassageWords[]> {
  const { path, mediaType, spans } = request
  const reader = new PassageReader(spans)
  const look = (piece: string): void => reader.add(piece)
  try {
    await readUnchanged(request, signal, async () => {
      if (mediaType === 'application/pdf') await readPdf(path, signal, { look })
      else await readTextFile(path, mediaType === 'text/markdown', signal, look)
    })
    return [...reader.passages]
  } catch (thrown) {
    signal.throwIfAborted()
    throw textFailure(thrown, path)
  }
}

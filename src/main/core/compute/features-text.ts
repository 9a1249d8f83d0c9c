import { packMarks } from '../fingerprint/text/passage-marks.ts'
import type { TextReading } from '../fingerprint/text/text-reading.ts'
import { readPdf } from '../media/text/read-pdf.ts'
import { readTextFile } from '../media/text/read-text.ts'
import { textFailure } from '../media/text/text-failure.ts'
import { textMarks } from './feature-methods.ts'
import type { FeaturesRequest, FeaturesResult } from './tasks.ts'
import { readUnchanged } from './unchanged-file.ts'

/**
 * The marks by which quotations of a text are found (docs/fingerprints/text.md); nothing for a text without words. Failures are those of its
 * fingerprint.
 */
export async function textFeatures(request: FeaturesRequest, signal: AbortSignal): Promise<FeaturesResult> {
  const { path, mediaType } = request
  try {
    const { hashes } = await readUnchanged<TextReading>(request, signal, () =>
      mediaType === 'application/pdf'
        ? readPdf(path, signal)
        : readTextFile(path, mediaType === 'text/markdown', signal),
    )
    return { features: hashes === null ? [] : [{ ...textMarks, bytes: packMarks(hashes.marks) }] }
  } catch (thrown) {
    signal.throwIfAborted()
    throw textFailure(thrown, path)
  }
}

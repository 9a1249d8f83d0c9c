import { basename } from 'node:path'
import { Failure } from '../../../shared/contract/errors.ts'
import { ownModels } from '../../../shared/domain/embedding.ts'
import { toHex } from '../../../shared/domain/hash.ts'
import { textFailure } from '../media/text/text-failure.ts'
import { readText } from './read-text.ts'
import type { FingerprintRequest, FingerprintResult } from './tasks.ts'
import { readUnchanged } from './unchanged-file.ts'

/**
 * The fingerprint of a text or PDF that intake has hashed. The file must be the one intake saw, before and after: otherwise the Failure is
 * CHANGED_WHILE_READING, or VANISHED, whatever was made of the mixture.
 */
export async function fingerprintText(request: FingerprintRequest, signal: AbortSignal): Promise<FingerprintResult> {
  const started = performance.now()
  const { path, bytes, mediaType, sha256 } = request
  try {
    const work = await readUnchanged(request, signal, async () => {
      if (bytes === 0) {
        throw new Failure('EMPTY_FILE', `“${basename(path)}” is empty. Save it again from the program that made it.`, {
          path,
        })
      }
      return readText(path, mediaType, signal)
    })
    const { text, image, iscc, quality, notes, thumbnail, body, embedding } = work
    return {
      fingerprint: {
        sha256: toHex(sha256),
        bytes,
        mediaType,
        kind: 'text',
        iscc,
        processingMs: performance.now() - started,
        quality,
        ...(notes.length === 0 ? {} : { notes }),
        ...(image === null ? {} : { image }),
        text,
      },
      thumbnail,
      body,
      embedding: embedding === null ? null : { model: ownModels.text, vector: embedding },
    }
  } catch (thrown) {
    signal.throwIfAborted()
    throw textFailure(thrown, path)
  }
}

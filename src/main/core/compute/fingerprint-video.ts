import { ownModels } from '../../../shared/domain/embedding.ts'
import { toHex } from '../../../shared/domain/hash.ts'
import { isccOfVideo } from '../fingerprint/iscc/iscc.ts'
import { fileFailure } from '../intake/file-failure.ts'
import { decodeUnchanged } from './decode-unchanged.ts'
import type { FfmpegFinder } from './ffmpeg-finder.ts'
import { byteCodes, nameForCode } from './file-codes.ts'
import { readVideo } from './read-video.ts'
import type { FingerprintRequest, FingerprintResult } from './tasks.ts'

/**
 * The fingerprint of a film that intake has hashed, its sound track included. The file must be the one intake saw, before and after:
 * otherwise the Failure is CHANGED_WHILE_READING, or VANISHED, whatever the decoder made of the mixture. Without ffmpeg it is UNAVAILABLE.
 */
export async function fingerprintVideo(
  request: FingerprintRequest,
  signal: AbortSignal,
  find: FfmpegFinder,
): Promise<FingerprintResult> {
  const started = performance.now()
  const { path, bytes, mediaType, sha256 } = request
  try {
    const reading = await decodeUnchanged(request, signal, find, async (source) => {
      // The thread has time while ffmpeg decodes.
      const [film, codes] = await Promise.all([readVideo(source), byteCodes(path, signal)])
      const { title, signatures } = film
      return { ...film, iscc: isccOfVideo({ ...codes, name: nameForCode(path, title), signatures }) }
    })
    const { video, audio, iscc, quality, notes, thumbnail, embedding, frameStrip } = reading
    return {
      fingerprint: {
        sha256: toHex(sha256),
        bytes,
        mediaType,
        kind: 'video',
        iscc,
        processingMs: performance.now() - started,
        quality,
        ...(notes.length === 0 ? {} : { notes }),
        ...(audio === null ? {} : { audio }),
        ...(video === null ? {} : { video }),
      },
      thumbnail,
      embedding: embedding === null ? null : { model: ownModels.picture, vector: embedding },
      frameStrip,
    }
  } catch (thrown) {
    signal.throwIfAborted()
    throw fileFailure(thrown, path)
  }
}

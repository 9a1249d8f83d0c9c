import { ownModels } from '../../../shared/domain/embedding.ts'
import { toHex } from '../../../shared/domain/hash.ts'
import { decodeChromaprint } from '../fingerprint/audio/chromaprint/compress.ts'
import { embedSound } from '../fingerprint/embedding/sound-embedding.ts'
import { isccOfAudio } from '../fingerprint/iscc/iscc.ts'
import { fileFailure } from '../intake/file-failure.ts'
import { decodeUnchanged } from './decode-unchanged.ts'
import type { FfmpegFinder } from './ffmpeg-finder.ts'
import { byteCodes, nameForCode } from './file-codes.ts'
import { readAudio } from './read-audio.ts'
import type { FingerprintRequest, FingerprintResult } from './tasks.ts'

/**
 * The fingerprint of a recording that intake has hashed. The file must be the one intake saw, before and after: otherwise the Failure is
 * CHANGED_WHILE_READING, or VANISHED, whatever the decoder made of the mixture. Without ffmpeg it is UNAVAILABLE.
 */
export async function fingerprintAudio(
  request: FingerprintRequest,
  signal: AbortSignal,
  find: FfmpegFinder,
): Promise<FingerprintResult> {
  const started = performance.now()
  const { path, bytes, mediaType, sha256 } = request
  try {
    const reading = await decodeUnchanged(request, signal, find, async (source) => {
      // The thread has time while ffmpeg decodes.
      const [sound, codes] = await Promise.all([readAudio(source), byteCodes(path, signal)])
      const { chromaprint = '', tags } = sound.audio
      const words = decodeChromaprint(chromaprint)?.words ?? []
      return { ...sound, iscc: isccOfAudio({ ...codes, name: nameForCode(path, tags?.['title']), chromaprint: words }) }
    })
    const { audio, iscc, quality, notes, thumbnail } = reading
    const vector = embedSound(audio)
    return {
      fingerprint: {
        sha256: toHex(sha256),
        bytes,
        mediaType,
        kind: 'audio',
        iscc,
        processingMs: performance.now() - started,
        quality,
        ...(notes.length === 0 ? {} : { notes }),
        audio,
      },
      thumbnail,
      embedding: vector === null ? null : { model: ownModels.sound, vector },
    }
  } catch (thrown) {
    signal.throwIfAborted()
    throw fileFailure(thrown, path)
  }
}

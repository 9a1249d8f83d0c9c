import { toHex } from '../../../shared/domain/hash.ts'
import type { MediaKind } from '../../../shared/domain/media-kind.ts'
import { fileFailure } from '../intake/file-failure.ts'
import type { FingerprintRequest, FingerprintResult } from './tasks.ts'
import { assertUnchanged } from './unchanged-file.ts'

const names = { image: 'picture', audio: 'sound', video: 'film', text: 'text' } as const satisfies Record<
  MediaKind,
  string
>

/**
 * A work that is known by its exact bytes alone: SHA-256, size and type prove it and find it again unchanged. The note says that
 * altered copies are not recognised.
 */
export async function fingerprintContent(request: FingerprintRequest): Promise<FingerprintResult> {
  const started = performance.now()
  try {
    await assertUnchanged(request)
  } catch (thrown) {
    throw fileFailure(thrown, request.path)
  }
  const { bytes, mediaType, kind, sha256 } = request
  return {
    fingerprint: {
      sha256: toHex(sha256),
      bytes,
      mediaType,
      kind,
      processingMs: performance.now() - started,
      notes: [`This ${names[kind]} is known by its exact bytes; altered copies of it are not recognised.`],
    },
    thumbnail: null,
  }
}

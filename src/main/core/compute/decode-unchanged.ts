import { basename } from 'node:path'
import { Failure } from '../../../shared/contract/errors.ts'
import { withoutFfmpeg } from '../media/audio/audio-failure.ts'
import type { FfmpegSource } from '../media/audio/probe.ts'
import type { FfmpegFinder } from './ffmpeg-finder.ts'
import type { FingerprintRequest } from './tasks.ts'
import { readUnchanged } from './unchanged-file.ts'

/** `readUnchanged` for what ffmpeg decodes. The Failure is EMPTY_FILE for a file without bytes, UNAVAILABLE without ffmpeg. */
export function decodeUnchanged<T>(
  request: FingerprintRequest,
  signal: AbortSignal,
  find: FfmpegFinder,
  decode: (source: FfmpegSource & { signal: AbortSignal }) => Promise<T>,
): Promise<T> {
  const { path, bytes } = request
  return readUnchanged(request, signal, async () => {
    if (bytes === 0) throw new Failure('EMPTY_FILE', `“${basename(path)}” is empty. Export it again and add that.`)
    const ffmpeg = await find(request.ffmpegPath)
    if (ffmpeg === null) throw withoutFfmpeg(path)
    return decode({ ffmpeg, path, signal })
  })
}

import { inspectFiles } from '../intake/inspect.ts'
import { createFfmpegFinder, type FfmpegFinder, type Surroundings } from './ffmpeg-finder.ts'
import { fingerprintAudio } from './fingerprint-audio.ts'
import { fingerprintContent } from './fingerprint-content.ts'
import { fingerprintImage } from './fingerprint-image.ts'
import { fingerprintText } from './fingerprint-text.ts'
import type { ComputeHandlers, FingerprintRequest, FingerprintResult } from './tasks.ts'

/** What a compute thread does for each task. Also usable without a thread, where one file is all there is to do. */
export function createComputeHandlers(surroundings: Surroundings): ComputeHandlers {
  const find = createFfmpegFinder(surroundings)
  return { inspect: inspectFiles, fingerprint: (request, signal) => fingerprint(request, signal, find) }
}

async function fingerprint(
  request: FingerprintRequest,
  signal: AbortSignal,
  find: FfmpegFinder,
): Promise<FingerprintResult> {
  switch (request.kind) {
    case 'image':
      return fingerprintImage(request, signal)
    case 'audio':
      return fingerprintAudio(request, signal, find)
    case 'text':
      return fingerprintText(request, signal)
    case 'video':
      return fingerprintContent(request)
  }
}

import { fileFailure } from '../intake/file-failure.ts'
import type { FfmpegFinder } from './ffmpeg-finder.ts'
import { soundFeatures } from './sound-features.ts'
import type { FeaturesRequest, FeaturesResult } from './tasks.ts'

/** What a recording has besides its fingerprint to be found by: its event points. */
export async function audioFeatures(
  request: FeaturesRequest,
  signal: AbortSignal,
  find: FfmpegFinder,
): Promise<FeaturesResult> {
  try {
    return { features: await soundFeatures(request, signal, find) }
  } catch (thrown) {
    signal.throwIfAborted()
    throw fileFailure(thrown, request.path)
  }
}

import type { FfmpegFinder } from './ffmpeg-finder.ts'
import type { FeaturesRequest, FeaturesResult } from './tasks.ts'

/** What a film has besides its fingerprint to be found by: there is no such method for this kind. */
export async function videoFeatures(
  _request: FeaturesRequest,
  signal: AbortSignal,
  _find: FfmpegFinder,
): Promise<FeaturesResult> {
  signal.throwIfAborted()
  return { features: [] }
}

import { fileFailure } from '../intake/file-failure.ts'
import type { FfmpegFinder } from './ffmpeg-finder.ts'
import { eventPoints, filmTrack } from './feature-methods.ts'
import { filmFeatures } from './film-features.ts'
import { soundFeatures } from './sound-features.ts'
import type { Feature, FeaturesRequest, FeaturesResult } from './tasks.ts'

/** What a film has besides its fingerprint to be found by: the track of its pictures and the event points of its sound, whichever is wanted. */
export async function videoFeatures(
  request: FeaturesRequest,
  signal: AbortSignal,
  find: FfmpegFinder,
): Promise<FeaturesResult> {
  const ways = [
    { method: filmTrack.method, look: () => filmFeatures(request, signal, find) },
    { method: eventPoints.method, look: () => soundFeatures(request, signal, find) },
  ].filter(({ method }) => request.methods.includes(method))
  const features: Feature[] = []
  const failures: unknown[] = []
  for (const { look } of ways) {
    try {
      features.push(...(await look()))
    } catch (thrown) {
      signal.throwIfAborted()
      failures.push(thrown)
    }
  }
  // A damaged track does not cost what the other one tells.
  if (failures.length > 0 && features.length === 0) throw fileFailure(failures[0], request.path)
  return { features }
}

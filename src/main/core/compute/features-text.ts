import type { FeaturesRequest, FeaturesResult } from './tasks.ts'

/** What a text has besides its fingerprint to be found by: there is no such method for this kind. */
export async function textFeatures(_request: FeaturesRequest, signal: AbortSignal): Promise<FeaturesResult> {
  signal.throwIfAborted()
  return { features: [] }
}

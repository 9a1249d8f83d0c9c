import { AssetId } from '../../../shared/domain/ids.ts'
import { MediaVariant } from '../../../shared/domain/media-kind.ts'
import type { MediaRequest } from '../serve-media.ts'

export type AssetRequest = { variant: MediaVariant; media: MediaRequest }

/** `asset://media/<assetId>/<thumbnail|strip|original>` and at most `?v=<key>`; written out, so that nothing is left to mend. */
const address =
  /^asset:\/\/media\/([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})\/(thumbnail|strip|original)(?:\?v=([A-Za-z0-9_-]{1,128}))?$/

/** What a request asks for, or null for anything but reading a well-formed address. No part of it becomes a path. */
export function assetRequest(request: Pick<Request, 'url' | 'method' | 'headers'>): AssetRequest | null {
  const { method, headers, url } = request
  if (method !== 'GET' && method !== 'HEAD') return null
  const match = address.exec(url)
  const assetId = AssetId.safeParse(match?.[1])
  if (match === null || !assetId.success) return null
  return {
    variant: MediaVariant.parse(match[2]),
    media: {
      assetId: assetId.data,
      method,
      range: headers.get('range') ?? undefined,
      ifRange: headers.get('if-range') ?? undefined,
      ifNoneMatch: headers.get('if-none-match') ?? undefined,
      versioned: match[3] !== undefined,
    },
  }
}

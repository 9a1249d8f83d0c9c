import type { AssetId } from '../../shared/domain/ids.ts'
import type { MediaVariant } from '../../shared/domain/media-kind.ts'
import { bridgeOf } from './bridge.ts'

/**
 * Where the page finds a work's picture.
 * @param key changes whenever the bytes do (thumbnailKey, a strip's key, or the sha256 of the original), so that it may be cached
 */
export function mediaUrl(assetId: AssetId, variant: MediaVariant, key: string, page: object = globalThis): string {
  const base = bridgeOf(page) === null ? '/asset/' : 'asset://media/'
  return `${base}${assetId}/${variant}?v=${encodeURIComponent(key)}`
}

import type { AssetId } from '../../shared/domain/ids.ts'
import { bridgeOf } from './bridge.ts'

/**
 * Where the page finds a work's picture.
 * @param key changes whenever the bytes do (thumbnailKey, or the sha256 of the original), so that it may be cached
 */
export function mediaUrl(
  assetId: AssetId,
  variant: 'thumbnail' | 'original',
  key: string,
  page: object = globalThis,
): string {
  const base = bridgeOf(page) === null ? '/asset/' : 'asset://media/'
  return `${base}${assetId}/${variant}?v=${encodeURIComponent(key)}`
}

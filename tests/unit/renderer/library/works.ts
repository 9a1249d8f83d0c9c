import type { AssetSummary } from '../../../../src/shared/contract/library.ts'
import { AssetId } from '../../../../src/shared/domain/ids.ts'

/** A work's id by its number. */
export function idOf(number: number): AssetId {
  return AssetId.parse(`01890000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`)
}

export function workOf(number: number, change: Partial<AssetSummary> = {}): AssetSummary {
  return {
    assetId: idOf(number),
    title: `Work ${number}`,
    kind: 'image',
    status: 'ready',
    sha256: number.toString(16).padStart(64, '0'),
    bytes: 1000 + number,
    mediaType: 'image/png',
    createdAt: 1000,
    width: 400,
    height: 300,
    qualityScore: 0.5,
    seal: number.toString(16).padStart(16, '0'),
    thumbnailKey: `k${number}`,
    failure: null,
    favourite: false,
    rating: 0,
    ...change,
  }
}

import type { AssetDetail } from '../../../shared/contract/library.ts'

/** When the version that is current was first fingerprinted, in milliseconds; null while it is not protected. */
export function protectedSince({
  status,
  custody,
  versions,
}: Pick<AssetDetail, 'status' | 'custody' | 'versions'>): number | null {
  if (status !== 'ready') return null
  const current = versions.find((version) => version.current)
  const times = custody
    .filter(
      ({ type, versionId }) =>
        type === 'fingerprint.completed' && (current === undefined || versionId === current.versionId),
    )
    .map(({ at }) => at)
  return times.length > 0 ? Math.min(...times) : (current?.createdAt ?? null)
}

import { z } from 'zod'
import type { AssetId, VersionId } from '../../../shared/domain/ids.ts'
import type { FrameStrip } from '../compute/tasks.ts'
import { readingCache, writingCache } from './cache-access.ts'
import type { ReadStore, WriteStore } from './handles.ts'

// A film's pictures at even times, in cache.db: made again with its thumbnail.

type StripRow = { media_type: FrameStrip['mediaType']; times: string; width: number; height: number; bytes: Uint8Array }

const Times = z.array(z.number().nonnegative())

export function putFrameStrip(write: WriteStore, versionId: VersionId, strip: FrameStrip): void {
  const { mediaType, timesSeconds, width, height, bytes } = strip
  writingCache(write, () => {
    write
      .command(
        'INSERT OR REPLACE INTO cache.frame_strip (version_id, media_type, times, width, height, bytes) VALUES (?, ?, ?, ?, ?, ?)',
      )
      .run(versionId, mediaType, JSON.stringify(timesSeconds), width, height, bytes)
  })
}

/** Those of all versions of a work. */
export function deleteFrameStrips(write: WriteStore, assetId: AssetId): void {
  writingCache(write, () => {
    write
      .command('DELETE FROM cache.frame_strip WHERE version_id IN (SELECT id FROM version WHERE asset_id = ?)')
      .run(assetId)
  })
}

/** Null where there is none. */
export function findFrameStrip(read: ReadStore, versionId: VersionId): FrameStrip | null {
  return readingCache(read, null, () => {
    const row = read
      .query<StripRow>('SELECT media_type, times, width, height, bytes FROM cache.frame_strip WHERE version_id = ?')
      .get(versionId)
    if (row === undefined) return null
    const { media_type: mediaType, times, width, height, bytes } = row
    return { mediaType, timesSeconds: Times.parse(JSON.parse(times)), width, height, bytes }
  })
}

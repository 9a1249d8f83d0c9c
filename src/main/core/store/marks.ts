import type { AssetId } from '../../../shared/domain/ids.ts'
import { AssetId as AssetIdSchema } from '../../../shared/domain/ids.ts'
import type { ReadStore, WriteStore } from './handles.ts'
import { indexAsset } from './search-index.ts'

// Favourites, stars and notes: what people set on works themselves.

const listed = (assetIds: readonly AssetId[]): string => JSON.stringify(assetIds)
const parsed = (ids: readonly string[]): AssetId[] => ids.map((id) => AssetIdSchema.parse(id))

/** Those of the works that are not so already. */
export function notFavourite(read: ReadStore, assetIds: readonly AssetId[], to: boolean): AssetId[] {
  return parsed(
    read
      .column<string>('SELECT id FROM asset WHERE id IN (SELECT value FROM json_each(?)) AND favourite <> ?')
      .all(listed(assetIds), to ? 1 : 0),
  )
}

export function setFavourite(write: WriteStore, assetIds: readonly AssetId[], to: boolean, at: number): void {
  write
    .command('UPDATE asset SET favourite = ?, updated_at = ? WHERE id IN (SELECT value FROM json_each(?))')
    .run(to ? 1 : 0, at, listed(assetIds))
}

/** Works that have other stars than `to`, by the stars they have. */
export function ratedOtherwise(read: ReadStore, assetIds: readonly AssetId[], to: number): Map<number, AssetId[]> {
  const rows = read
    .query<{ id: string; rating: number }>(
      'SELECT id, rating FROM asset WHERE id IN (SELECT value FROM json_each(?)) AND rating <> ?',
    )
    .all(listed(assetIds), to)
  const byRating = new Map<number, AssetId[]>()
  for (const { id, rating } of rows) byRating.set(rating, [...(byRating.get(rating) ?? []), AssetIdSchema.parse(id)])
  return byRating
}

export function setRating(write: WriteStore, assetIds: readonly AssetId[], to: number, at: number): void {
  write
    .command('UPDATE asset SET rating = ?, updated_at = ? WHERE id IN (SELECT value FROM json_each(?))')
    .run(to, at, listed(assetIds))
}

/** The notes of those works that have another one than `to`. */
export function notedOtherwise(
  read: ReadStore,
  assetIds: readonly AssetId[],
  to: string,
): { id: AssetId; note: string }[] {
  return read
    .query<{ id: string; note: string }>(
      'SELECT id, note FROM asset WHERE id IN (SELECT value FROM json_each(?)) AND note <> ?',
    )
    .all(listed(assetIds), to)
    .map(({ id, note }) => ({ id: AssetIdSchema.parse(id), note }))
}

/** With what searches find it by. */
export function setNote(write: WriteStore, assetId: AssetId, note: string, at: number): void {
  write.command('UPDATE asset SET note = ?, updated_at = ? WHERE id = ?').run(note, at, assetId)
  indexAsset(write, assetId)
}

export function noteOf(read: ReadStore, assetId: AssetId): string {
  return read.column<string>('SELECT note FROM asset WHERE id = ?').all(assetId)[0] ?? ''
}

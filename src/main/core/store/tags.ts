import { AssetId, TagId } from '../../../shared/domain/ids.ts'
import type { ReadStore, WriteStore } from './handles.ts'
import { titleKey } from './title-key.ts'

// Tags: a name, once, and the works that carry it.

export type StoredTag = { tagId: TagId; name: string; createdAt: number }
type TagRow = { id: string; name: string; created_at: number }

const toTag = ({ id, name, created_at }: TagRow): StoredTag => ({ tagId: TagId.parse(id), name, createdAt: created_at })

export function tagNameKey(name: string): string {
  return titleKey(name).replace(/\s+/gu, ' ').trim()
}

export function findTag(read: ReadStore, tagId: TagId): StoredTag | undefined {
  const row = read.query<TagRow>('SELECT id, name, created_at FROM tag WHERE id = ?').get(tagId)
  return row === undefined ? undefined : toTag(row)
}

/** By its name, whatever the case and accents. */
export function findTagNamed(read: ReadStore, name: string): StoredTag | undefined {
  const row = read.query<TagRow>('SELECT id, name, created_at FROM tag WHERE name_key = ?').get(tagNameKey(name))
  return row === undefined ? undefined : toTag(row)
}

/** Puts it as it is given: new, or another name for the same. */
export function putTag(write: WriteStore, tag: StoredTag): void {
  write
    .command(
      `INSERT INTO tag (id, name, name_key, created_at) VALUES (?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, name_key = excluded.name_key`,
    )
    .run(tag.tagId, tag.name, tagNameKey(tag.name), tag.createdAt)
}

/** Takes it off every work, too. */
export function deleteTag(write: WriteStore, tagId: TagId): void {
  write.command('DELETE FROM asset_tag WHERE tag_id = ?').run(tagId)
  write.command('DELETE FROM tag WHERE id = ?').run(tagId)
}

const among = 'asset.id IN (SELECT value FROM json_each(?))'

/** Those of the works that carry it, or that do not. */
export function worksTagged(read: ReadStore, tagId: TagId, assetIds: readonly AssetId[], carry: boolean): AssetId[] {
  const carries = 'EXISTS (SELECT 1 FROM asset_tag WHERE tag_id = ? AND asset_row = asset.row)'
  const sql = `SELECT id FROM asset WHERE ${among} AND ${carry ? carries : `NOT ${carries}`}`
  return read
    .column<string>(sql)
    .all(JSON.stringify(assetIds), tagId)
    .map((id) => AssetId.parse(id))
}

/** Every work that carries it. */
export function allTagged(read: ReadStore, tagId: TagId): AssetId[] {
  return read
    .column<string>('SELECT asset.id FROM asset_tag JOIN asset ON asset.row = asset_tag.asset_row WHERE tag_id = ?')
    .all(tagId)
    .map((id) => AssetId.parse(id))
}

/** Does nothing for a tag that is gone. */
export function setTagged(write: WriteStore, tagId: TagId, assetIds: readonly AssetId[], to: boolean): void {
  const sql = to
    ? `INSERT OR IGNORE INTO asset_tag (tag_id, asset_row)
       SELECT tag.id, asset.row FROM tag, asset WHERE tag.id = ? AND ${among}`
    : `DELETE FROM asset_tag WHERE tag_id = ? AND asset_row IN (SELECT row FROM asset WHERE ${among})`
  write.command(sql).run(tagId, JSON.stringify(assetIds))
}

/** Every tag by name, with how many works outside the trash carry it. */
export function listTags(read: ReadStore): (StoredTag & { works: number })[] {
  const count = (sql: string) =>
    new Map(
      read
        .query<{ id: string; n: number }>(sql)
        .all()
        .map(({ id, n }) => [id, n]),
    )
  const all = count('SELECT tag_id AS id, count(*) AS n FROM asset_tag GROUP BY tag_id')
  const trashed = count(
    `SELECT tag_id AS id, count(*) AS n FROM asset JOIN asset_tag ON asset_tag.asset_row = asset.row
     WHERE asset.trashed_at IS NOT NULL GROUP BY tag_id`,
  )
  return read
    .query<TagRow>('SELECT id, name, created_at FROM tag ORDER BY name_key')
    .all()
    .map((row) => ({ ...toTag(row), works: (all.get(row.id) ?? 0) - (trashed.get(row.id) ?? 0) }))
}

export function tagsOfAsset(read: ReadStore, assetId: AssetId): StoredTag[] {
  return read
    .query<TagRow>(
      `SELECT tag.id, tag.name, tag.created_at FROM asset JOIN asset_tag ON asset_tag.asset_row = asset.row
       JOIN tag ON tag.id = asset_tag.tag_id WHERE asset.id = ? ORDER BY tag.name_key`,
    )
    .all(assetId)
    .map(toTag)
}

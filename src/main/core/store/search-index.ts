import { Fingerprint } from '../../../shared/domain/fingerprint.ts'
import type { AssetId, VersionId } from '../../../shared/domain/ids.ts'
import type { ReadStore, WriteStore } from './handles.ts'
import { type SearchFacts, searchFactsOf } from './search-facts.ts'
import { indexedText } from './search-text.ts'
import { titleKey } from './title-key.ts'

// The rows that searches look through beside titles. They repeat what stands elsewhere and are made from it, in the same transaction.

type AboutRow = { row: number; note: string; bytes: number; media_type: string }

const selectAbout = `
  SELECT asset.row, asset.note, version.bytes, version.media_type
  FROM asset JOIN version ON version.id = asset.current_version_id`

function putAbout(write: WriteStore, row: number, note: string, facts: string): void {
  write.command('DELETE FROM about_fts WHERE rowid = ?').run(row)
  if (note === '' && facts === '') return
  write.command('INSERT INTO about_fts (rowid, note, facts) VALUES (?, ?, ?)').run(row, titleKey(note), facts)
}

function putFacts(write: WriteStore, about: AboutRow, facts: SearchFacts): void {
  write
    .command(
      `INSERT OR REPLACE INTO search_fact (asset_row, bytes, media_type, width, height, duration_seconds, bpm, words, quality,
         musical_key, language, camera) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      about.row,
      about.bytes,
      about.media_type,
      facts.width,
      facts.height,
      facts.durationSeconds,
      facts.bpm,
      facts.words,
      facts.quality,
      facts.musicalKey,
      facts.language,
      facts.camera,
    )
}

/** After a version's fingerprint: does nothing unless it is its work's current one. `body` is the text it holds, if any. */
export function indexVersion(
  write: WriteStore,
  versionId: VersionId,
  fingerprint: Fingerprint,
  body: string | null,
): void {
  const about = write.query<AboutRow>(`${selectAbout} WHERE version.id = ?`).get(versionId)
  if (about === undefined) return
  const facts = searchFactsOf(fingerprint)
  putFacts(write, about, facts)
  putAbout(write, about.row, about.note, facts.written)
  write.command('DELETE FROM text_fts WHERE rowid = ?').run(about.row)
  if (body !== null && body !== '') {
    write.command('INSERT INTO text_fts (rowid, body) VALUES (?, ?)').run(about.row, indexedText(body))
  }
}

/** Makes the rows of a work again from what is stored, all but its text. */
function indexRow(write: WriteStore, row: number): void {
  const about = write.query<AboutRow>(`${selectAbout} WHERE asset.row = ?`).get(row)
  if (about === undefined) return
  const data = write
    .query<{ data: string }>(
      `SELECT fingerprint_data.data FROM asset JOIN fingerprint_data ON fingerprint_data.version_id = asset.current_version_id
       WHERE asset.row = ?`,
    )
    .get(row)?.data
  const facts = data === undefined ? null : searchFactsOf(Fingerprint.parse(JSON.parse(data)))
  if (facts === null) write.command('DELETE FROM search_fact WHERE asset_row = ?').run(row)
  else putFacts(write, about, facts)
  putAbout(write, row, about.note, facts?.written ?? '')
}

/** The work's current version, or its note, is another one now. */
export function indexAsset(write: WriteStore, assetId: AssetId): void {
  const found = write.query<{ row: number }>('SELECT row FROM asset WHERE id = ?').get(assetId)
  if (found !== undefined) indexRow(write, found.row)
}

/** Makes rows that an earlier release left without. Returns how many were made, 0 when none are missing. */
export function indexStale(write: WriteStore, limit: number): number {
  const rows = write.query<{ asset_row: number }>('SELECT asset_row FROM search_stale LIMIT ?').all(limit)
  for (const { asset_row: row } of rows) {
    indexRow(write, row)
    write.command('DELETE FROM search_stale WHERE asset_row = ?').run(row)
  }
  return rows.length
}

export function hasStale(read: ReadStore): boolean {
  return read.query<{ one: number }>('SELECT 1 AS one FROM search_stale LIMIT 1').get() !== undefined
}

/** Before a work is deleted. */
export function unindexAsset(write: WriteStore, assetId: AssetId): void {
  const row = '(SELECT row FROM asset WHERE id = ?)'
  write.command(`DELETE FROM search_fact WHERE asset_row = ${row}`).run(assetId)
  write.command(`DELETE FROM search_stale WHERE asset_row = ${row}`).run(assetId)
  write.command(`DELETE FROM about_fts WHERE rowid = ${row}`).run(assetId)
  write.command(`DELETE FROM text_fts WHERE rowid = ${row}`).run(assetId)
}

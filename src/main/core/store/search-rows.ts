import type { RangeField, SearchRange, TextField, Trait } from '../../../shared/domain/search/search-filter.ts'
import type { ReadStore } from './handles.ts'
import { textMatch } from './search-text.ts'

// Which works pass one condition, as their row numbers in any order. Every statement is a constant: what a person typed is bound.

/** A trigram index knows nothing shorter. */
const shortestIndexed = 3

const phrase = (key: string): string => `"${key.replaceAll('"', '""')}"`
const isIndexed = (key: string): boolean => [...key].length >= shortestIndexed

/** Anywhere in the title. */
export function rowsNamed(read: ReadStore, key: string): number[] {
  return isIndexed(key)
    ? read.column<number>('SELECT rowid FROM asset_fts WHERE asset_fts MATCH ?').all(phrase(key))
    : read.column<number>('SELECT row FROM asset WHERE instr(title_key, ?) > 0').all(key)
}

/** Anywhere in the note, or in what was written into the file; words of one or two letters are too many to index there. */
function rowsAbout(read: ReadStore, key: string, column: 'note' | 'both'): number[] {
  if (!isIndexed(key)) return []
  const match = column === 'note' ? `note : ${phrase(key)}` : phrase(key)
  return read.column<number>('SELECT rowid FROM about_fts WHERE about_fts MATCH ?').all(match)
}

/** In the text of a text, at the beginning of a word. */
function rowsOfText(read: ReadStore, key: string): number[] {
  const match = textMatch(key)
  return match === null ? [] : read.column<number>('SELECT rowid FROM text_fts WHERE text_fts MATCH ?').all(match)
}

function rowsTaggedLike(read: ReadStore, key: string): number[] {
  return read
    .column<number>('SELECT asset_row FROM asset_tag WHERE tag_id IN (SELECT id FROM tag WHERE instr(name_key, ?) > 0)')
    .all(key)
}

/** Wherever words are looked for. */
export function rowsWithWord(read: ReadStore, key: string): number[][] {
  return [rowsNamed(read, key), rowsAbout(read, key, 'both'), rowsOfText(read, key), rowsTaggedLike(read, key)]
}

/** With the tag of this name; where there is none, with a tag that holds it. */
export function rowsTagged(read: ReadStore, key: string): number[] {
  const exact = read.column<string>('SELECT id FROM tag WHERE name_key = ?').all(key)[0]
  return exact === undefined
    ? rowsTaggedLike(read, key)
    : read.column<number>('SELECT asset_row FROM asset_tag WHERE tag_id = ?').all(exact)
}

/** Works a collection was filled with, and those of the collections in it. */
const inCollection = `
  WITH RECURSIVE wanted (id) AS (
    SELECT id FROM collection WHERE id = ?
    UNION SELECT collection.id FROM collection JOIN wanted ON collection.parent_id = wanted.id)
  SELECT DISTINCT asset_row FROM collection_item WHERE collection_id IN (SELECT id FROM wanted)`

export function rowsCollected(read: ReadStore, collectionId: string): number[] {
  return read.column<number>(inCollection).all(collectionId)
}

function rowsInNamed(read: ReadStore, key: string): number[] {
  const exact = read.column<string>('SELECT id FROM collection WHERE name_key = ?').all(key)
  const ids =
    exact.length > 0 ? exact : read.column<string>('SELECT id FROM collection WHERE instr(name_key, ?) > 0').all(key)
  return ids.flatMap((id) => rowsCollected(read, id))
}

const keyNames: Readonly<Record<string, string>> = {
  db: 'c#',
  eb: 'd#',
  gb: 'f#',
  ab: 'g#',
  bb: 'a#',
  cb: 'b',
  fb: 'e',
}

/** "Am", "Bb", "c# major" as the analysis writes them; both scales where none is named. */
export function musicalKeys(value: string): string[] {
  const found = /^([a-g])([#♯b♭]?)\s*-?\s*(m|min|minor|maj|major|)$/.exec(value)
  if (found === null) return [value]
  const note = `${found[1]}${(found[2] ?? '').replace('♯', '#').replace('♭', 'b')}`
  const named = keyNames[note] ?? note
  const scale = found[3] ?? ''
  if (scale === '') return [`${named} major`, `${named} minor`]
  return [`${named} ${scale.startsWith('maj') ? 'major' : 'minor'}`]
}

export function rowsWithText(read: ReadStore, field: TextField, key: string): number[] {
  switch (field) {
    case 'name':
      return rowsNamed(read, key)
    case 'note':
      return rowsAbout(read, key, 'note')
    case 'text':
      return rowsOfText(read, key)
    case 'in':
      return rowsInNamed(read, key)
    case 'path':
      return read
        .column<number>(
          `SELECT asset.row FROM location JOIN asset ON asset.id = location.asset_id WHERE instr(lower(location.path), ?) > 0`,
        )
        .all(key)
    case 'camera':
      return read.column<number>('SELECT asset_row FROM search_fact WHERE instr(camera, ?) > 0').all(key)
    case 'type':
      return read.column<number>('SELECT asset_row FROM search_fact WHERE instr(media_type, ?) > 0').all(key)
    case 'key':
      return read
        .column<number>('SELECT asset_row FROM search_fact WHERE musical_key IN (SELECT value FROM json_each(?))')
        .all(JSON.stringify(musicalKeys(key)))
    case 'language':
      return read
        .column<number>(`SELECT asset_row FROM search_fact WHERE language = ? OR instr(language, ? || '-') = 1`)
        .all(key, key)
  }
}

const rangeSql: Readonly<Record<RangeField, string>> = {
  // In two, each from an index alone.
  created: `WITH asked(low, high) AS (SELECT ?, ?)
    SELECT row FROM asked CROSS JOIN asset WHERE trashed_at IS NULL AND created_at >= low AND created_at < high
    UNION ALL SELECT row FROM asked CROSS JOIN asset WHERE trashed_at IS NOT NULL AND created_at >= low AND created_at < high`,
  rating: 'SELECT row FROM asset WHERE rating >= ? AND rating < ?',
  size: 'SELECT asset_row FROM search_fact WHERE bytes >= ? AND bytes < ?',
  width: 'SELECT asset_row FROM search_fact WHERE width >= ? AND width < ?',
  height: 'SELECT asset_row FROM search_fact WHERE height >= ? AND height < ?',
  duration: 'SELECT asset_row FROM search_fact WHERE duration_seconds >= ? AND duration_seconds < ?',
  bpm: 'SELECT asset_row FROM search_fact WHERE bpm >= ? AND bpm < ?',
  words: 'SELECT asset_row FROM search_fact WHERE words >= ? AND words < ?',
  quality: 'SELECT asset_row FROM search_fact WHERE quality >= ? AND quality < ?',
}

export function rowsInRange(read: ReadStore, field: RangeField, { min, max }: SearchRange): number[] {
  return read.column<number>(rangeSql[field]).all(min ?? Number.MIN_SAFE_INTEGER, max ?? Number.MAX_SAFE_INTEGER)
}

const traitSql: Readonly<Record<Trait, string>> = {
  favourite: 'SELECT row FROM asset WHERE favourite = 1',
  rated: 'SELECT row FROM asset WHERE rating > 0',
  noted: `SELECT row FROM asset WHERE note <> ''`,
  tagged: 'SELECT DISTINCT asset_row FROM asset_tag',
  collected: 'SELECT DISTINCT asset_row FROM collection_item',
  missing: `SELECT asset.row FROM location AS gone JOIN asset ON asset.id = gone.asset_id
    WHERE gone.status = 'missing' AND NOT EXISTS
      (SELECT 1 FROM location WHERE asset_id = gone.asset_id AND status <> 'missing')`,
}

export function rowsWithTrait(read: ReadStore, trait: Trait): number[] {
  return read.column<number>(traitSql[trait]).all()
}

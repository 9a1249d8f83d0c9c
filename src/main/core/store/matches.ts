import { MatchDecision, MatchEvidence, type MatchType } from '../../../shared/contract/matches.ts'
import { AssetId, MatchId, VersionId } from '../../../shared/domain/ids.ts'
import type { MediaKind } from '../../../shared/domain/media-kind.ts'
import type { ReadStore, WriteStore } from './handles.ts'

// Matches between works of the library, decisions about them, and which versions have been compared at all.

export type StoredMatch = {
  matchId: MatchId
  firstAsset: AssetId
  secondAsset: AssetId
  type: MatchType
  similarity: number
  method: string
  /** Of the first and the second, the first being the later one. */
  evidence: MatchEvidence
  foundAt: number
  decision: MatchDecision | null
}

export type NewMatch = {
  matchId: MatchId
  first: { versionId: VersionId; assetId: AssetId }
  second: { versionId: VersionId; assetId: AssetId }
  type: 'near' | 'partial'
  similarity: number
  method: string
  evidence: MatchEvidence
  at: number
}

type MatchRow = {
  id: string
  first_asset: string
  second_asset: string
  type: MatchType
  similarity: number
  method: string
  evidence: string
  found_at: number
  decision: string | null
}

const columns = 'id, first_asset, second_asset, type, similarity, method, evidence, found_at, decision'
/** Both works are in the library, and the versions are those they have now or had once. */
const present = `NOT EXISTS (SELECT 1 FROM asset WHERE asset.id IN (match.first_asset, match.second_asset) AND asset.trashed_at IS NOT NULL)`

function toMatch(row: MatchRow): StoredMatch {
  return {
    matchId: MatchId.parse(row.id),
    firstAsset: AssetId.parse(row.first_asset),
    secondAsset: AssetId.parse(row.second_asset),
    type: row.type,
    similarity: row.similarity,
    method: row.method,
    evidence: MatchEvidence.parse(JSON.parse(row.evidence)),
    foundAt: row.found_at,
    decision: row.decision === null ? null : MatchDecision.parse(row.decision),
  }
}

/** A pair that is known keeps its id and a person's decision; what was found is replaced. Returns whether the pair is new. */
export function putMatch(write: WriteStore, match: NewMatch): boolean {
  const known = write
    .query<{ id: string }>('SELECT id FROM match WHERE first_version = ? AND second_version = ?')
    .get(match.first.versionId, match.second.versionId)
  const told = [match.type, match.similarity, match.method, JSON.stringify(match.evidence)] as const
  if (known !== undefined) {
    write
      .command('UPDATE match SET type = ?, similarity = ?, method = ?, evidence = ? WHERE id = ?')
      .run(...told, known.id)
    return false
  }
  write
    .command(
      `INSERT INTO match (id, first_version, second_version, first_asset, second_asset, type, similarity, method, evidence, found_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      match.matchId,
      match.first.versionId,
      match.second.versionId,
      match.first.assetId,
      match.second.assetId,
      ...told,
      match.at,
    )
  return true
}

export type MatchPage = { decided: 'open' | 'decided' | 'all'; before: string | null; limit: number }

const decidedCondition = { open: 'AND decision IS NULL', decided: 'AND decision IS NOT NULL', all: '' } as const

/** Newest first, by keyset on the id. */
export function listMatches(read: ReadStore, { decided, before, limit }: MatchPage): StoredMatch[] {
  return read
    .query<MatchRow>(
      `SELECT ${columns} FROM match WHERE id < ? ${decidedCondition[decided]} AND ${present} ORDER BY id DESC LIMIT ?`,
    )
    .all(before ?? '~', limit)
    .map(toMatch)
}

export function listMatchesOf(read: ReadStore, assetId: AssetId, { decided, before, limit }: MatchPage): StoredMatch[] {
  const half = (column: string) =>
    `SELECT ${columns} FROM match WHERE ${column} = ? AND id < ? ${decidedCondition[decided]} AND ${present}`
  const last = before ?? '~'
  return read
    .query<MatchRow>(`${half('first_asset')} UNION ALL ${half('second_asset')} ORDER BY id DESC LIMIT ?`)
    .all(assetId, last, assetId, last, limit)
    .map(toMatch)
}

export function countMatches(read: ReadStore): { open: number; decided: number } {
  const count = (condition: string) =>
    read.query<{ n: number }>(`SELECT count(*) AS n FROM match WHERE ${condition} AND ${present}`).get()?.n ?? 0
  return { open: count('decision IS NULL'), decided: count('decision IS NOT NULL') }
}

/** What a match is made of; undefined for an unknown one. */
export function findMatchedVersions(
  read: ReadStore,
  matchId: MatchId,
): { first: VersionId; second: VersionId; evidence: MatchEvidence } | undefined {
  const row = read
    .query<{ first_version: string; second_version: string; evidence: string }>(
      'SELECT first_version, second_version, evidence FROM match WHERE id = ?',
    )
    .get(matchId)
  return row === undefined
    ? undefined
    : {
        first: VersionId.parse(row.first_version),
        second: VersionId.parse(row.second_version),
        evidence: MatchEvidence.parse(JSON.parse(row.evidence)),
      }
}

/** Null while there is none, undefined for an unknown match. */
export function decisionOf(read: ReadStore, matchId: MatchId): MatchDecision | null | undefined {
  const row = read.query<{ decision: string | null }>('SELECT decision FROM match WHERE id = ?').get(matchId)
  if (row === undefined) return undefined
  return row.decision === null ? null : MatchDecision.parse(row.decision)
}

export function decideMatch(write: WriteStore, matchId: MatchId, decision: MatchDecision | null, at: number): void {
  write
    .command('UPDATE match SET decision = ?, decided_at = ? WHERE id = ?')
    .run(decision, decision === null ? null : at, matchId)
}

/** Of all versions of a work that is forgotten. */
export function deleteMatches(write: WriteStore, assetId: AssetId): void {
  write.command('DELETE FROM match WHERE first_asset = ? OR second_asset = ?').run(assetId, assetId)
  write.command('DELETE FROM compared WHERE version_id IN (SELECT id FROM version WHERE asset_id = ?)').run(assetId)
}

export function markCompared(write: WriteStore, versionId: VersionId, generation: number): void {
  write.command('INSERT OR REPLACE INTO compared (version_id, generation) VALUES (?, ?)').run(versionId, generation)
}

export type Comparable = { versionId: VersionId; assetId: AssetId; kind: MediaKind; title: string }

type ComparableRow = { id: string; asset_id: string; kind: MediaKind; title: string }

const toComparable = ({ id, asset_id, kind, title }: ComparableRow): Comparable => ({
  versionId: VersionId.parse(id),
  assetId: AssetId.parse(asset_id),
  kind,
  title,
})

/** Fingerprinted versions of works that are not in the trash, by version id, after one. */
export function comparableVersions(read: ReadStore, after: string, limit: number): Comparable[] {
  return read
    .query<ComparableRow>(
      `SELECT version.id, version.asset_id, version.kind, asset.title FROM version JOIN asset ON asset.id = version.asset_id
       WHERE version.id > ? AND version.fingerprint_state = 'complete' AND asset.trashed_at IS NULL
       ORDER BY version.id LIMIT ?`,
    )
    .all(after, limit)
    .map(toComparable)
}

/** Those among them that no comparison of this generation has seen. */
export function uncomparedVersions(read: ReadStore, generation: number, after: string, limit: number): Comparable[] {
  return read
    .query<ComparableRow>(
      `SELECT version.id, version.asset_id, version.kind, asset.title FROM version JOIN asset ON asset.id = version.asset_id
       WHERE version.id > ? AND version.fingerprint_state = 'complete' AND asset.trashed_at IS NULL
         AND NOT EXISTS (SELECT 1 FROM compared WHERE compared.version_id = version.id AND compared.generation = ?)
       ORDER BY version.id LIMIT ?`,
    )
    .all(after, generation, limit)
    .map(toComparable)
}

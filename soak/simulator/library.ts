import { join } from 'node:path'
import Database from 'better-sqlite3'
import { z } from 'zod'

// What a library says, read from its file and not through the program that is tested.

const Place = z.object({
  path: z.string(),
  assetId: z.string(),
  sha256: z.string(),
  status: z.enum(['present', 'missing', 'offline']),
  folder: z.string().nullable(),
})
const Version = z.object({ sha256: z.string(), assetId: z.string(), state: z.string() })
const Work = z.object({ assetId: z.string(), current: z.string(), status: z.string() })
const Count = z.object({ n: z.number() })

export type Library = {
  works: Map<string, z.infer<typeof Work>>
  /** By SHA-256. */
  versions: Map<string, z.infer<typeof Version>>
  /** By path. */
  places: Map<string, z.infer<typeof Place>>
  /** Jobs and batches that have not ended. */
  atWork: number
  /** What must be none. */
  faults: string[]
}

const atWork = `SELECT (SELECT count(*) FROM job WHERE kind IN ('intake', 'fingerprint') AND state NOT IN ('done', 'cancelled'))
   + (SELECT count(*) FROM intake_batch WHERE state IN ('running', 'paused')) AS n`

/** Each finds what must not be, as one number. */
const faults: Readonly<Record<string, string>> = {
  'jobs and batches that have not ended': atWork,
  // Its path may have been given to another work's content; then the log says so.
  'works without a place, and no reason': `SELECT count(*) AS n FROM asset WHERE id NOT IN (SELECT asset_id FROM location)
     AND NOT EXISTS (SELECT 1 FROM custody_event WHERE asset_id = asset.id AND type = 'location.missing'
       AND facts LIKE '%"replacedBy"%')`,
  'versions of another work than their place':
    'SELECT count(*) AS n FROM location JOIN version ON version.id = version_id WHERE version.asset_id <> location.asset_id',
  'current versions of another work':
    'SELECT count(*) AS n FROM asset JOIN version ON version.id = current_version_id WHERE version.asset_id <> asset.id',
  'versions not told once by the log': `SELECT count(*) AS n FROM version WHERE (SELECT count(*) FROM custody_event
     WHERE version_id = version.id AND type IN ('work.added', 'version.added')) <> 1`,
  'works not told once by the log': `SELECT count(*) AS n FROM asset WHERE (SELECT count(*) FROM custody_event
     WHERE asset_id = asset.id AND type = 'work.added') <> 1`,
  'fingerprints not told once by the log': `SELECT count(*) AS n FROM version WHERE fingerprint_state = 'complete' AND (SELECT count(*) FROM custody_event
     WHERE version_id = version.id AND type = 'fingerprint.completed') <> 1`,
  'versions that are complete without a fingerprint': `SELECT count(*) AS n FROM version WHERE (fingerprint_state = 'complete') <> (id IN (SELECT version_id FROM fingerprint))`,
}

export function readLibrary(profile: string): Library {
  const database = new Database(join(profile, 'library.db'), { readonly: true })
  try {
    const rows = (sql: string) => database.prepare(sql).all()
    const works = z
      .array(Work)
      .parse(
        rows(
          `SELECT asset.id AS assetId, lower(hex(version.sha256)) AS current, asset.status FROM asset JOIN version ON version.id = current_version_id`,
        ),
      )
    const versions = z
      .array(Version)
      .parse(rows('SELECT lower(hex(sha256)) AS sha256, asset_id AS assetId, fingerprint_state AS state FROM version'))
    const places = z.array(Place).parse(
      rows(
        `SELECT location.path, location.asset_id AS assetId, lower(hex(sha256)) AS sha256, status, root_folder.path AS folder
           FROM location JOIN version ON version.id = version_id LEFT JOIN root_folder ON root_folder.id = folder_id`,
      ),
    )
    return {
      works: new Map(works.map((work) => [work.assetId, work])),
      versions: new Map(versions.map((version) => [version.sha256, version])),
      places: new Map(places.map((place) => [place.path, place])),
      atWork: Count.parse(database.prepare(atWork).get()).n,
      faults: Object.entries(faults).flatMap(([what, sql]) => {
        const { n } = Count.parse(database.prepare(sql).get())
        return n === 0 ? [] : [`${n} ${what}`]
      }),
    }
  } finally {
    database.close()
  }
}

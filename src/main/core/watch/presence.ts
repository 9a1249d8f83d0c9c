import { lstat, readdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Failure, type FailureRecord, toFailureRecord } from '../../../shared/contract/errors.ts'
import type { GroupCommit } from '../store/group-commit.ts'
import type { WriteStore } from '../store/handles.ts'
import type { Store } from '../store/open-store.ts'
import { findRoot, listRoots, type RootRow, saveRoot } from '../store/roots.ts'
import { countRootLocations, moveRootPaths, sampleOfRoot, setRootLocations } from '../store/watched-locations.ts'
import { judgeRoot, type Judgement, Marker, sightRoot } from './root-identity.ts'
import { isInside } from './survey.ts'

// Is a root there? When it is not, its places are offline: nothing is missing, and nothing is read again when it comes back.

const sampleSize = 64

export type Presence = { row: RootRow; failure: FailureRecord | null }

type Deps = { store: Store; commit: GroupCommit }

export async function checkPresence(deps: Deps, known: RootRow): Promise<Presence> {
  const row = deps.store.read((read) => findRoot(read, known.id)) ?? known
  const marker = Marker.parse(JSON.parse(row.marker))
  const judgement = judgeRoot(marker, await sightRoot(row.path))
  if (judgement.presence === 'here') return { row: await arrive(deps, row, judgement.marker), failure: null }
  if (judgement.presence === 'other') {
    if (await holdsItsFiles(deps, row)) return { row: await arrive(deps, row, judgement.marker), failure: null }
    return { row: await leave(deps, row, 'other'), failure: absence(row, judgement) }
  }
  const renamed = judgement.reason === 'gone' && row.presence === 'here' ? await findRenamed(row, marker) : undefined
  return { row: await leave(deps, row, 'away'), failure: absence(row, judgement, renamed) }
}

/** What is there now is the root from now on, whatever it was before. */
export async function acceptRoot(deps: Deps, row: RootRow): Promise<RootRow> {
  const sighting = await sightRoot(row.path)
  if (sighting.type === 'absent')
    throw new Failure(
      'VANISHED',
      `“${basename(row.path)}” is not there. Connect its drive, or add the folder where it is now.`,
      {
        path: row.path,
      },
    )
  return arrive(deps, row, sighting.marker)
}

async function arrive(deps: Deps, row: RootRow, marker: Marker): Promise<RootRow> {
  const text = JSON.stringify(marker)
  if (row.presence === 'here' && row.marker === text) return row
  return change(deps, row, (write, now) => {
    // What has gone meanwhile is missed by the scan that follows.
    setRootLocations(write, row.id, 'offline', 'present')
    return { ...now, marker: text, presence: 'here' }
  })
}

async function leave(deps: Deps, row: RootRow, presence: 'away' | 'other'): Promise<RootRow> {
  // A file that was being read when the drive went may have been registered since.
  const late = deps.store.read((read) => countRootLocations(read, row.id)).present > 0
  if (row.presence === presence && !late) return row
  return change(deps, row, (write, now) => {
    setRootLocations(write, row.id, 'present', 'offline')
    return { ...now, presence }
  })
}

/**
 * A root that is away is this very folder under another path: everything in it keeps its identity and its place inside. Undefined when
 * the folder is not one of them.
 */
export async function relinkRoot(deps: Deps, path: string): Promise<RootRow | undefined> {
  const sighting = await sightRoot(path)
  const roots = deps.store.read(listRoots)
  if (sighting.type === 'absent' || roots.some((root) => isInside(path, root.path) || isInside(root.path, path)))
    return undefined
  for (const row of roots) {
    if (!isSame(Marker.parse(JSON.parse(row.marker)), sighting.marker)) continue
    if ((await checkPresence(deps, row)).row.presence === 'here') continue
    return change(deps, row, (write, now) => {
      moveRootPaths(write, row.id, now.path, path)
      setRootLocations(write, row.id, 'offline', 'present')
      return { ...now, path, presence: 'here' }
    })
  }
  return undefined
}

/** On one volume, within one run of the machine: two drives may well agree in everything but the device. */
function isSame(known: Marker, marker: Marker): boolean {
  return judgeRoot(known, { type: 'folder', marker }).presence === 'here' && known.device === marker.device
}

function change(deps: Deps, row: RootRow, work: (write: WriteStore, now: RootRow) => RootRow): Promise<RootRow> {
  return deps.commit.submit((write) => {
    const now = findRoot(write, row.id)
    if (now === undefined) return row
    const next = work(write, now)
    saveRoot(write, next)
    return next
  })
}

/** A copy of the folder, on a new disk or out of a backup, holds the files it should. */
async function holdsItsFiles({ store }: Deps, row: RootRow): Promise<boolean> {
  const sample = store.read((read) => sampleOfRoot(read, row.id, sampleSize))
  if (sample.length === 0) return true
  const found = await Promise.all(
    sample.map(async ({ path, bytes, mtimeUs }) => {
      try {
        const { size, mtimeMs } = await lstat(path)
        return size === bytes && Math.floor(mtimeMs * 1000) === mtimeUs
      } catch {
        return false
      }
    }),
  )
  return found.filter(Boolean).length * 2 >= sample.length
}

/** The name the folder has now, when it was only renamed. */
async function findRenamed(row: RootRow, marker: Marker): Promise<string | undefined> {
  const parent = dirname(row.path)
  try {
    for (const entry of await readdir(parent, { withFileTypes: true })) {
      if (!entry.isDirectory()) continue
      const sighting = await sightRoot(join(parent, entry.name))
      if (sighting.type === 'folder' && isSame(marker, sighting.marker)) return entry.name
    }
  } catch {
    // The parent has gone too, or may not be read.
  }
  return undefined
}

function absence(row: RootRow, judgement: Exclude<Judgement, { presence: 'here' }>, renamed?: string): FailureRecord {
  const message = absenceText(basename(row.path) || row.path, judgement, renamed)
  return toFailureRecord(new Failure('UNAVAILABLE', message, { path: row.path, retryable: true }))
}

function absenceText(name: string, judgement: Exclude<Judgement, { presence: 'here' }>, renamed?: string): string {
  if (judgement.presence === 'other')
    return `Another folder is where “${name}” was; none of its works are in it. Nothing was changed. Connect the right drive, or accept this folder.`
  if (renamed !== undefined)
    return `“${name}” is called “${renamed}” now. Add it under that name and everything goes on as before.`
  switch (judgement.reason) {
    case 'gone':
      return `“${name}” is not there. Connect its drive, or add the folder where it is now: its works are recognised.`
    case 'unreadable':
      return `“${name}” cannot be read. Check its drive and its permissions.`
    case 'silent':
      return `“${name}” does not answer. Check the connection to its drive.`
  }
}

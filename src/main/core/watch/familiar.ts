import { basename, dirname } from 'node:path'
import { LocationId } from '../../../shared/domain/ids.ts'
import { appendCustody, type NewCustodyEvent } from '../custody/custody-log.ts'
import type { WriteStore } from '../store/handles.ts'
import { insertLocation, setLocationStatus } from '../store/locations.ts'
import { insertOutbox } from '../store/outbox.ts'
import { reopenRootFolder } from '../store/root-folders.ts'
import { adoptLocation, moveLocation, type WatchedLocation, watchedByPaths } from '../store/watched-locations.ts'
import type { Decisions, FoundFile } from './compare-folder.ts'
import type { PassCounts, PassOptions } from './pass.ts'

// Known files under paths that are new: the inode, the size and the time are those of a file the library has hashed, so nothing is read again.

export type Fate = 'moved' | 'copied'

/**
 * Moved when nothing is at the old path, or when it is the same file and the name differs only in case or in how its accents are
 * written (a file system that takes both for one answers for both). Else the old path still has it, or holds what a program saved
 * there while it put the old content aside: another place of the same content.
 */
export async function decideFamiliar(
  { file, location }: { file: FoundFile; location: WatchedLocation },
  inodeAt: (path: string) => Promise<string | null>,
): Promise<Fate> {
  const there = await inodeAt(location.path)
  if (there === null) return 'moved'
  const oneName = dirname(location.path) === dirname(file.path) && fold(location.path) === fold(file.path)
  return oneName && there === file.inode ? 'moved' : 'copied'
}

const fold = (path: string): string => basename(path).normalize('NFC').toLowerCase()

type Deps = Pick<PassOptions, 'commit' | 'now' | 'newId' | 'tell'>
type Familiar = { file: FoundFile; location: WatchedLocation; fate: Fate }

export async function writeDecisions(
  deps: Deps,
  counts: PassCounts,
  decisions: Pick<Decisions, 'adopted' | 'returned'> & { familiar: readonly Familiar[] },
  folderId: number,
): Promise<void> {
  const { adopted, returned, familiar } = decisions
  if (adopted.length + returned.length + familiar.length === 0) return
  const events = await deps.commit.submit((write) => {
    for (const { location, inode } of adopted) adoptLocation(write, location.locationId, folderId, inode)
    const told = returned.map((location) => comeBack(deps, write, location))
    for (const each of familiar) told.push(...place(deps, write, each, folderId))
    return told
  })
  for (const event of events) {
    if (event.event === 'moved') counts.moved++
    if (event.event === 'added') counts.added++
    deps.tell(event)
  }
}

type Event = Parameters<PassOptions['tell']>[0]

function comeBack(deps: Deps, write: WriteStore, location: WatchedLocation): Event {
  const { locationId, assetId, versionId, path, status } = location
  setLocationStatus(write, locationId, 'present')
  if (status === 'missing') record(deps, write, 'location.returned', location, { path })
  return { event: 'returned', path, assetId, versionId }
}

function place(deps: Deps, write: WriteStore, { file, location, fate }: Familiar, folderId: number): Event[] {
  // Another pass may have been here since the decision was made.
  const now = watchedByPaths(write, [file.path, location.path])
  if (now.has(file.path) || now.get(location.path)?.locationId !== location.locationId) return []
  const { assetId, versionId } = location
  if (fate === 'copied') {
    const at = deps.now()
    const { bytes, mtimeUs, inode, path } = file
    const locationId = LocationId.parse(deps.newId())
    insertLocation(write, { locationId, assetId, versionId, path, bytes, mtimeUs, inode, at, batchId: null })
    adoptLocation(write, locationId, folderId, inode)
    record(deps, write, 'location.added', location, { path })
    return [{ event: 'added', path, assetId, versionId }]
  }
  moveLocation(write, { locationId: location.locationId, path: file.path, folderId, at: deps.now() })
  reopenRootFolder(write, dirname(location.path))
  record(deps, write, 'location.moved', location, { from: location.path, to: file.path })
  return [{ event: 'moved', path: file.path, from: location.path, assetId, versionId }]
}

/** Custody and outbox together, in the transaction of the fact. */
export function record(
  deps: Pick<PassOptions, 'now' | 'newId'>,
  write: WriteStore,
  type: NewCustodyEvent['type'],
  { assetId, versionId }: Pick<WatchedLocation, 'assetId' | 'versionId'>,
  facts: NewCustodyEvent['facts'],
): void {
  appendCustody(write, { at: deps.now(), type, assetId, versionId, facts })
  insertOutbox(write, { id: deps.newId(), topic: type, payload: { assetId, versionId }, at: deps.now() })
}

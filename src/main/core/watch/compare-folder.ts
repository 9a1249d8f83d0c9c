import type { SurveyedFile } from '../compute/tasks.ts'
import type { WatchedLocation } from '../store/watched-locations.ts'

// What a folder's files mean for the library, pure: values in, decisions out.

export type FoundFile = SurveyedFile & { path: string }

export type Known = {
  /** Locations of these very paths. */
  byPath: ReadonlyMap<string, WatchedLocation>
  /** Locations of these inodes, wherever they are. */
  byInode: readonly WatchedLocation[]
  /** Files that could not be taken in, as they were then. */
  issues: ReadonlyMap<string, { bytes: number; mtimeUs: number }>
  leftOut: ReadonlySet<string>
}

export type Decisions = {
  unchanged: number
  /** To be read once they are at rest. */
  candidates: FoundFile[]
  /** Known and unchanged, but not yet known as files of this folder. */
  adopted: { location: WatchedLocation; inode: string }[]
  returned: WatchedLocation[]
  /** A known file under a path that is not: moved, copied by a link, or put aside by a program that saves. The old path tells which. */
  familiar: { file: FoundFile; location: WatchedLocation }[]
}

/** `sameVolume`: inodes may be compared with those of the last time. */
export function compareFiles(
  files: readonly FoundFile[],
  known: Known,
  folder: { id: number; sameVolume: boolean },
): Decisions {
  const decisions: Decisions = { unchanged: 0, candidates: [], adopted: [], returned: [], familiar: [] }
  const byInode = Map.groupBy(known.byInode, ({ inode }) => inode)
  for (const file of files) {
    const location = known.byPath.get(file.path)
    if (location !== undefined) comparePlace(decisions, file, location, folder)
    else if (known.leftOut.has(file.path) || sameAs(file, known.issues.get(file.path))) decisions.unchanged++
    else {
      const familiar = byInode.get(file.inode)?.find((other) => sameAs(file, other) && !other.trashed && !other.unread)
      if (familiar === undefined) decisions.candidates.push(file)
      else decisions.familiar.push({ file, location: familiar })
    }
  }
  return decisions
}

function comparePlace(
  decisions: Decisions,
  file: FoundFile,
  location: WatchedLocation,
  folder: { id: number; sameVolume: boolean },
): void {
  // What a person has removed stays removed, however its file goes on.
  if (location.trashed) {
    decisions.unchanged++
    return
  }
  const replaced = folder.sameVolume && location.inode !== null && location.inode !== file.inode
  if (!sameAs(file, location) || replaced || location.unread) {
    decisions.candidates.push(file)
    return
  }
  decisions.unchanged++
  if (location.folderId !== folder.id || location.inode !== file.inode)
    decisions.adopted.push({ location, inode: file.inode })
  if (location.status !== 'present') decisions.returned.push(location)
}

function sameAs(file: FoundFile, other: { bytes: number; mtimeUs: number } | undefined): boolean {
  return other !== undefined && other.bytes === file.bytes && other.mtimeUs === file.mtimeUs
}

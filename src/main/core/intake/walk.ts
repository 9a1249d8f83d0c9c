import { opendir, realpath, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Failure } from '../../../shared/contract/errors.ts'
import { fileFailure } from './file-failure.ts'

// Files and folders, as they were handed in, become a stream of files. One directory handle is open per level; nothing is gathered.

export type Walked =
  | { type: 'file'; path: string }
  | { type: 'problem'; path: string; failure: Failure; skipped: boolean }

/** Folders that never hold a creator's works. */
export const ignoredFolders: ReadonlySet<string> = new Set([
  '.git',
  '.hg',
  '.svn',
  'node_modules',
  '__MACOSX',
  '$RECYCLE.BIN',
  'System Volume Information',
  '.Trashes',
  '.Spotlight-V100',
  '.fseventsd',
])

/** What systems and editors leave behind: nobody asked for these to be protected, so they are not even mentioned. */
export function isOsDropping(name: string): boolean {
  return (
    name === '.DS_Store' ||
    name === 'Thumbs.db' ||
    name === 'desktop.ini' ||
    name === 'Icon\r' ||
    name.startsWith('._') ||
    name.startsWith('~$') ||
    name.startsWith('.~lock.')
  )
}

/**
 * Walks files and folders depth first. A given path that is a link is followed; links inside folders are named and skipped, so that a
 * loop ends and nothing outside the folder is taken in silently. Folders that cannot be read are problems, and the walk goes on.
 */
export async function* walk(paths: readonly string[], signal: AbortSignal): AsyncGenerator<Walked> {
  for (const given of paths) {
    signal.throwIfAborted()
    let path: string
    let isFolder: boolean
    try {
      path = await realpath(given)
      isFolder = (await stat(path)).isDirectory()
    } catch (thrown) {
      yield { type: 'problem', path: given, failure: fileFailure(thrown, given), skipped: false }
      continue
    }
    if (isFolder) yield* walkFolder(path, signal)
    else yield { type: 'file', path }
  }
}

async function* walkFolder(folder: string, signal: AbortSignal): AsyncGenerator<Walked> {
  try {
    for await (const entry of await opendir(folder, { bufferSize: 256 })) {
      signal.throwIfAborted()
      const path = join(folder, entry.name)
      if (entry.isDirectory()) {
        if (!ignoredFolders.has(entry.name)) yield* walkFolder(path, signal)
      } else if (isOsDropping(entry.name)) continue
      else if (entry.isFile()) yield { type: 'file', path }
      else yield { type: 'problem', path, failure: notAFile(entry.name, entry.isSymbolicLink()), skipped: true }
    }
  } catch (thrown) {
    signal.throwIfAborted()
    yield { type: 'problem', path: folder, failure: folderFailure(thrown, folder), skipped: false }
  }
}

function notAFile(name: string, isLink: boolean): Failure {
  return new Failure(
    'UNSUPPORTED_TYPE',
    isLink
      ? `“${name}” is a link. Add the file it points to, or its folder.`
      : `“${name}” is not a file (a socket, pipe or device).`,
  )
}

function folderFailure(thrown: unknown, folder: string): Failure {
  const failure = fileFailure(thrown, folder)
  if (failure.code !== 'UNREADABLE') return failure
  return new Failure(
    'UNREADABLE',
    `The folder “${basename(folder)}” may not be read. Change its permissions and add it again.`,
    {
      path: folder,
      cause: thrown,
    },
  )
}

/** How many files a walk would give, for a total that progress can be measured by. Cheap: nothing is opened but folders. */
export async function countFiles(
  paths: readonly string[],
  signal: AbortSignal,
  onCount: (found: number) => void,
): Promise<number> {
  let found = 0
  for await (const _ of walk(paths, signal)) {
    found++
    if (found % 1024 === 0) onCount(found)
  }
  onCount(found)
  return found
}

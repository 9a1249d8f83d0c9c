import { randomUUID } from 'node:crypto'
import { opendir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Failure } from '../../../shared/contract/errors.ts'
import type { FolderEntry } from '../../../shared/contract/intake.ts'
import { extensionOf, kindOfExtension } from '../../../shared/domain/media-kind.ts'
import { fileFailure } from './file-failure.ts'
import { isOsDropping } from './walk.ts'

// Choosing folders where there is no native dialog. The page gets names and opaque ids, never a path, and can't make an id of its own.

export type BrowseRoot = { name: string; path: string }

type Listing = { folderId: string; name: string; parentId: string | null; entries: FolderEntry[]; truncated: boolean }

/** Entries of one folder that are shown; a larger one can still be added whole. */
const maxEntries = 2_000
/** Ids that are remembered: a day of browsing, not a leak. */
const maxIds = 100_000

const top = 'top'

export function createFolderBrowser(roots: readonly BrowseRoot[]) {
  const pathById = new Map<string, string>()
  const idByPath = new Map<string, string>()

  function idOf(path: string): string {
    const known = idByPath.get(path)
    if (known !== undefined) return known
    if (pathById.size >= maxIds) {
      pathById.clear()
      idByPath.clear()
    }
    const id = randomUUID()
    pathById.set(id, path)
    idByPath.set(path, id)
    return id
  }

  function pathOf(id: string): string {
    const path = pathById.get(id)
    if (path === undefined)
      throw new Failure('NOT_FOUND', 'This folder is not known any more. Open it again from the top.')
    return path
  }

  return {
    /** Folders first, by name as people sort it. Null is the top: the roots. */
    async browse(folderId: string | null): Promise<Listing> {
      if (folderId === null || folderId === top) {
        const entries = roots.map(
          ({ name, path }): FolderEntry => ({ entryId: idOf(path), name, type: 'folder', kind: null }),
        )
        return { folderId: top, name: '', parentId: null, entries, truncated: false }
      }
      const path = pathOf(folderId)
      const { entries, truncated } = await list(path)
      const root = roots.find((candidate) => candidate.path === path)
      const parentId = root === undefined && dirname(path) !== path ? idOf(dirname(path)) : top
      return {
        folderId,
        name: root?.name ?? basename(path),
        parentId,
        entries: entries.map(({ name, type }) => ({
          entryId: idOf(join(path, name)),
          name,
          type,
          kind: type === 'file' ? (kindOfExtension(extensionOf(name)) ?? null) : null,
        })),
        truncated,
      }
    },

    /** The paths behind ids that `browse` gave. */
    resolve: (entryIds: readonly string[]): string[] => entryIds.map(pathOf),
  }
}

type Found = { name: string; type: 'folder' | 'file' }

async function list(path: string): Promise<{ entries: Found[]; truncated: boolean }> {
  const entries: Found[] = []
  try {
    for await (const entry of await opendir(path)) {
      if (entry.name.startsWith('.') || isOsDropping(entry.name)) continue
      if (entry.isDirectory()) entries.push({ name: entry.name, type: 'folder' })
      else if (entry.isFile()) entries.push({ name: entry.name, type: 'file' })
      if (entries.length > maxEntries) break
    }
  } catch (thrown) {
    throw fileFailure(thrown, path)
  }
  const byName = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })
  entries.sort((a, b) => (a.type === b.type ? byName.compare(a.name, b.name) : a.type === 'folder' ? -1 : 1))
  return { entries: entries.slice(0, maxEntries), truncated: entries.length > maxEntries }
}

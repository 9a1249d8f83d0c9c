import type { FolderEntry } from '../../../src/shared/contract/intake.ts'
import { extensionOf, kindOfExtension } from '../../../src/shared/domain/media-kind.ts'

type Tree = { readonly [name: string]: Tree | null }

const home: Tree = {
  'Ilse’s home': {
    Originals: { '2024': { 'harbour.tif': null }, '2025': { 'low-tide.jpg': null, 'kiln.png': null } },
    Commissions: { 'Atlas Press': { 'cover.jpg': null, 'contract.pdf': null }, empty: {} },
    Tour: { 'attic-tapes.wav': null, 'rooftop.mp4': null, 'setlist.txt': null },
    'portrait-of-ilse.jpg': null,
    'fonts.zip': null,
    'salt-road.md': null,
  },
  'External drive': { Rushes: { 'day-1.mov': null } },
}

export type Listing = {
  folderId: string
  name: string
  parentId: string | null
  entries: FolderEntry[]
  truncated: boolean
}

/** A folder of the made-up machine by its opaque id (`f:` and the path in base64url), null for its roots. */
export function browse(folderId: string | null): Listing | null {
  const path =
    folderId === null ? [] : Buffer.from(folderId.slice(2), 'base64url').toString().split('/').filter(Boolean)
  let tree: Tree = home
  for (const name of path) {
    const next: Tree | null | undefined = tree[name]
    if (next === undefined || next === null) return null
    tree = next
  }
  return {
    folderId: idOf(path),
    name: path.at(-1) ?? 'This machine',
    parentId: path.length === 0 ? null : idOf(path.slice(0, -1)),
    entries: Object.entries(tree).map(([name, below]) => ({
      entryId: idOf([...path, name]),
      name,
      type: below === null ? 'file' : 'folder',
      kind: below === null ? (kindOfExtension(extensionOf(name)) ?? null) : null,
    })),
    truncated: false,
  }
}

/** The name behind an opaque id. */
export const nameOf = (entryId: string): string =>
  Buffer.from(entryId.slice(2), 'base64url').toString().split('/').at(-1) ?? ''

const idOf = (path: readonly string[]) => `f:${Buffer.from(path.join('/')).toString('base64url')}`

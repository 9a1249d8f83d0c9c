import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { dirname, extname, join, relative, resolve } from 'node:path'

// Which files of a folder are works, and which of them belong together. A family is one work in several forms; only one of it takes part.

export type Source = {
  path: string
  /** Folder and path within it, for people. */
  name: string
  /** Sources that share one of these are one family. */
  families: string[]
}

const pictureTypes = /\.(jpe?g|png|webp|tiff?|gif|avif)$/i
/** Class diagrams and formulas that a documentation generator draws from one template. */
const generated =
  /^(class|struct|union|namespace|dir_|form_|inherit_|doxygen)|__(coll|inherit|incl|dep|call|cgraph|icgraph)_?graph/
const backgroundTheme = /\/(?:wallpapers)\/([^/]+)\//

/** The name without extension and trailing numbers: “scene2”, “scene-03” are one family in one folder. */
function stem(path: string): string {
  const theme = backgroundTheme.exec(path)?.[1]
  if (theme !== undefined) return `theme ${theme}`
  return join(
    dirname(path),
    path
      .slice(0, -extname(path).length)
      .replace(/^.*\//, '')
      .replace(/[\s_-]*\d+(x\d+)?$/, ''),
  )
}

/** Pictures that one page of documentation shows are steps of one example. */
async function pagesOf(files: readonly string[]): Promise<Map<string, string[]>> {
  const pages = new Map<string, string[]>()
  for (const page of files.filter((file) => /\.html?$/i.test(file))) {
    const html = await readFile(page, 'latin1')
    for (const [, link = ''] of html.matchAll(/<img[^>]+src="([^":]+)"/g)) {
      const picture = resolve(dirname(page), link)
      const known = pages.get(picture)
      if (known === undefined) pages.set(picture, [page])
      else known.push(page)
    }
  }
  return pages
}

/** Boards of black and white squares are one drawing, whoever drew it. */
const chessboard = /\/(chessboard[^/]*|pattern|left\d\d|right\d\d)\.\w+$/i

/** Pages that show more than this many pictures are indexes of the others. */
const mostOnPage = 60

/** All works of the folders, in an order that only their names decide. */
export async function sourcesIn(folders: readonly { name: string; path: string }[]): Promise<Source[]> {
  const sources: (Source & { order: string })[] = []
  for (const folder of folders) {
    const entries = await readdir(folder.path, { recursive: true, withFileTypes: true })
    const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
    const pages = await pagesOf(files)
    const shown = new Map<string, number>()
    for (const each of pages.values()) for (const page of new Set(each)) shown.set(page, (shown.get(page) ?? 0) + 1)
    for (const path of files) {
      const file = path.slice(path.lastIndexOf('/') + 1)
      if (!pictureTypes.test(file) || generated.test(file)) continue
      const name = join(folder.name, relative(folder.path, path))
      const ofPages = (pages.get(path) ?? []).filter((page) => (shown.get(page) ?? 0) <= mostOnPage)
      const families = [
        `stem ${stem(name)}`,
        ...(chessboard.test(name) ? ['chessboard'] : []),
        ...ofPages.map((page) => `page ${page}`),
      ]
      sources.push({ path, name, families, order: createHash('sha256').update(name).digest('hex') })
    }
  }
  return sources.sort((a, b) => (a.order < b.order ? -1 : 1)).map(({ order: _order, ...source }) => source)
}

/** Numbers each item with its family: items that share a key, or a link, directly or through others, have one number. */
export function familiesOf(
  keys: readonly (readonly string[])[],
  links: readonly (readonly [number, number])[],
): number[] {
  const parent = keys.map((_, i) => i)
  const root = (i: number): number => {
    let at = i
    while ((parent[at] ?? at) !== at) at = parent[at] ?? at
    return at
  }
  const join_ = (a: number, b: number) => {
    const [x, y] = [root(a), root(b)]
    parent[Math.max(x, y)] = Math.min(x, y)
  }
  const first = new Map<string, number>()
  for (const [i, each] of keys.entries()) {
    for (const key of each) {
      const known = first.get(key)
      if (known === undefined) first.set(key, i)
      else join_(known, i)
    }
  }
  for (const [a, b] of links) join_(a, b)
  return keys.map((_, i) => root(i))
}

import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync } from 'node:fs'
import { join } from 'node:path'
import { tinyPng } from '../../tests/fakes/tiny-png.ts'

// Watched folders on a real disk while a history is played on them, and every whole content that was ever in one of their files.

/** One name begins with the other: a prefix of a path is not its folder. */
const rootNames = ['photos', 'photos-2']

export class World {
  readonly dir: string
  readonly roots: readonly string[]
  readonly #random: () => number
  readonly #away = new Map<string, { held: string; mountPoint: boolean }>()
  /** SHA-256 of everything that was whole in a file at some time. */
  readonly whole = new Set<string>()
  #contents = 0

  constructor(dir: string, random: () => number) {
    this.dir = dir
    this.#random = random
    this.roots = rootNames.map((name) => join(dir, name))
    for (const root of this.roots) mkdirSync(root, { recursive: true })
  }

  below(count: number): number {
    return Math.floor(this.#random() * count)
  }

  pick<Item>(items: readonly Item[]): Item | undefined {
    return items[this.below(items.length)]
  }

  chance(share: number): boolean {
    return this.#random() < share
  }

  /** Content nothing has had before: a whole picture, or a sentence. */
  content(path: string): Buffer {
    const number = ++this.#contents
    const seed = number * 7_919 + this.below(1_000_000)
    return this.keep(path.endsWith('.txt') ? Buffer.from(`The ${seed}th sentence of a story.\n`) : tinyPng(seed))
  }

  keep(bytes: Buffer): Buffer {
    this.whole.add(sha256Of(bytes))
    return bytes
  }

  /** Folders of roots that are there, the roots themselves first. */
  folders(): string[] {
    return this.here().flatMap((root) => [root, ...entriesOf(root).folders])
  }

  /** Files the library should know, by path. */
  files(): string[] {
    return this.here().flatMap((root) => entriesOf(root).files)
  }

  /** What is on the disk: the hash of each file the library should know. */
  contents(): Map<string, string> {
    return new Map(this.files().map((path) => [path, sha256Of(readFileSync(path))]))
  }

  here(): string[] {
    return this.roots.filter((root) => !this.#away.has(root))
  }

  away(): string[] {
    return [...this.#away.keys()]
  }

  /** As a drive that is unplugged: its files stay as they are, and at times an empty mount point stays behind. */
  unplug(root: string): void {
    const held = `${root}.unplugged`
    const mountPoint = this.chance(0.5)
    renameSync(root, held)
    if (mountPoint) mkdirSync(root)
    this.#away.set(root, { held, mountPoint })
  }

  plug(root: string): void {
    const away = this.#away.get(root)
    if (away === undefined) return
    if (away.mountPoint) rmdirSync(root)
    renameSync(away.held, root)
    this.#away.delete(root)
  }
}

function entriesOf(folder: string): { folders: string[]; files: string[] } {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true })
  const path = (entry: (typeof entries)[number]) => join(entry.parentPath, entry.name)
  // In the order of their names: a file system has one of its own, and a seed is to give one history.
  return {
    folders: entries
      .filter((entry) => entry.isDirectory())
      .map(path)
      .sort(),
    files: entries
      .filter((entry) => entry.isFile() && /^[^.~].*\.(png|txt)$/i.test(entry.name) && !entry.name.includes('.tmp'))
      .map(path)
      .sort(),
  }
}

export const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

import { lstat, stat } from 'node:fs/promises'
import { dirname, relative, sep } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { setLocationStatus, locationsOfVersion } from '../store/locations.ts'
import type { WriteStore } from '../store/handles.ts'
import {
  deleteRootFolder,
  findRootFolders,
  reopenRootFolder,
  type RootFolder,
  rootFoldersAfter,
} from '../store/root-folders.ts'
import {
  deleteLocation,
  locationsInFolder,
  releaseLocation,
  type WatchedLocation,
  watchedByPaths,
} from '../store/watched-locations.ts'
import { record } from './familiar.ts'
import type { PassCounts, PassOptions } from './pass.ts'
import { createMatcher } from './patterns.ts'
import { isInside } from './survey.ts'

// What was there and is not: asked again after a moment (programs that save take a file away before they put it back), only while the
// root itself is there, and once more for each file. Missing is a state; nothing is ever deleted for it.

/** How long a file may be away while a program saves it. */
const graceMs = 700
const foldersAtOnce = 500
const filesAtOnce = 200
/** A place of the same content that appeared this shortly before is where the file has gone. */
const moveWithinMs = 600_000

export class GonePhase {
  readonly #options: PassOptions
  readonly #counts: PassCounts
  readonly #met = new Set<number>()
  /** The files each lacks; null where all of them have gone with their folder. */
  readonly #folders = new Map<string, ReadonlySet<string> | null>()
  /** Cannot be read now, or on a drive that is away: what is inside is neither there nor missing. */
  readonly #left: string[] = []
  readonly #away: string[] = []

  constructor(options: PassOptions, counts: PassCounts) {
    this.#options = options
    this.#counts = counts
  }

  met(row: Pick<RootFolder, 'id'>): void {
    this.#met.add(row.id)
  }

  /** The folder is there and lacks these files. */
  misses(path: string, files: ReadonlySet<string>): void {
    this.#folders.set(path, files)
  }

  missesFolder(path: string): void {
    this.#folders.set(path, null)
    this.missesOthers(path, new Set())
  }

  /** Folders inside that were read before and are not among `inside` now. */
  missesOthers(path: string, inside: ReadonlySet<string>): void {
    const { store, root } = this.#options
    const prefix = path.endsWith(sep) ? path : path + sep
    for (const row of rowsInside(store, root.id, prefix)) {
      const rest = row.path.slice(prefix.length)
      const end = rest.indexOf(sep)
      if (!inside.has(end < 0 ? row.path : prefix + rest.slice(0, end))) this.#folders.set(row.path, null)
    }
  }

  leave(path: string, row: RootFolder | undefined): void {
    this.#left.push(path)
    if (row !== undefined) this.#met.add(row.id)
  }

  away(path: string, row: RootFolder): void {
    this.#away.push(path)
    this.#met.delete(row.id)
  }

  /** `whole`: every folder of the root was read, so those that were not met have gone. */
  async finish(whole: boolean, signal: AbortSignal): Promise<void> {
    const { store, root } = this.#options
    if (this.#folders.size > 0) await sleep(graceMs, undefined, { signal })
    for (const [path, missed] of this.#folders) {
      signal.throwIfAborted()
      const row = store.read((read) => findRootFolders(read, [path])).get(path)
      if (row !== undefined) await this.#folder(row, missed)
    }
    if (!whole && this.#away.length === 0) return
    let after = 0
    for (;;) {
      const rows = store.read((read) => rootFoldersAfter(read, root.id, after, foldersAtOnce))
      const last = rows.at(-1)
      if (last === undefined) return
      after = last.id
      for (const row of rows) {
        signal.throwIfAborted()
        const isAway = this.#away.some((folder) => isInside(row.path, folder))
        if (this.#met.has(row.id) || this.#folders.has(row.path) || !(whole || isAway)) continue
        if (this.#left.some((folder) => isInside(row.path, folder))) continue
        await this.#folder(row, null)
      }
    }
  }

  async #folder(row: RootFolder, missed: ReadonlySet<string> | null): Promise<void> {
    const { store, commit } = this.#options
    const locations = store.read((read) => locationsInFolder(read, row.id))
    if (locations.length === 0) {
      if (!(await exists(row.path))) await commit.submit((write) => deleteRootFolder(write, row.id))
      return
    }
    const isAway = this.#away.some((folder) => isInside(row.path, folder)) || (await otherVolume(row))
    // What came into the folder since it was read was not missed.
    const present = locations.filter(
      ({ status, path }) => status === 'present' && (missed === null || missed.has(path)),
    )
    for (let start = 0; start < present.length; start += filesAtOnce) {
      await this.#files(present.slice(start, start + filesAtOnce), isAway)
    }
  }

  async #files(locations: readonly WatchedLocation[], isAway: boolean): Promise<void> {
    const there = await Promise.all(locations.map(({ path }) => exists(path)))
    // Asked last: had the drive gone meanwhile, everything above would look missing.
    await this.#options.demandRoot()
    const events = await this.#options.commit.submit((write) =>
      locations.flatMap((location, i) => {
        const now = watchedByPaths(write, [location.path]).get(location.path)
        if (now?.locationId !== location.locationId || now.status !== 'present') return []
        if (there[i] === true) {
          // It is there and was not met: a pattern leaves it out now, or it came back meanwhile.
          if (this.#isLeftOut(location.path)) releaseLocation(write, location.locationId)
          else reopenRootFolder(write, dirname(location.path))
          return []
        }
        if (isAway) {
          setLocationStatus(write, location.locationId, 'offline')
          return []
        }
        return [this.#gone(write, location)]
      }),
    )
    for (const event of events) {
      if (event.event === 'moved') this.#counts.moved++
      else this.#counts.missing++
      this.#options.tell(event)
    }
  }

  #isLeftOut(path: string): boolean {
    const { root } = this.#options
    const inside = relative(root.path, path).split(sep)
    const matcher = createMatcher(root.include, root.exclude)
    const folders = inside.slice(0, -1).map((_, depth) => inside.slice(0, depth + 1).join('/'))
    return !matcher.file(inside.join('/')).taken || folders.some((folder) => !matcher.folder(folder).taken)
  }

  #gone(write: WriteStore, location: WatchedLocation): Parameters<PassOptions['tell']>[0] {
    const { locationId, assetId, versionId, path } = location
    reopenRootFolder(write, dirname(path))
    const since = this.#options.now() - moveWithinMs
    const heir = locationsOfVersion(write, versionId).find(
      (other) =>
        other.locationId !== locationId &&
        other.status === 'present' &&
        other.firstSeenAt >= since &&
        other.firstSeenAt > location.firstSeenAt,
    )
    if (heir !== undefined) {
      deleteLocation(write, locationId)
      record(this.#options, write, 'location.moved', location, { from: path, to: heir.path })
      return { event: 'moved', path: heir.path, from: path, assetId, versionId }
    }
    setLocationStatus(write, locationId, 'missing')
    record(this.#options, write, 'location.missing', location, { path })
    return { event: 'missing', path, assetId, versionId }
  }
}

function* rowsInside(
  store: PassOptions['store'],
  rootId: PassOptions['root']['id'],
  prefix: string,
): Generator<RootFolder> {
  let after = 0
  for (;;) {
    const rows = store.read((read) => rootFoldersAfter(read, rootId, after, foldersAtOnce))
    const last = rows.at(-1)
    if (last === undefined) return
    after = last.id
    for (const row of rows) if (row.path.startsWith(prefix)) yield row
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path)
    return true
  } catch (thrown) {
    // Only "not there" means that; what may not be read, or not now, is no reason to miss a work.
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined
    return code !== 'ENOENT' && code !== 'ENOTDIR'
  }
}

/** The folder has gone, and where it was is another volume than the one it was on. */
async function otherVolume(row: RootFolder): Promise<boolean> {
  for (let path = row.path; ; path = dirname(path)) {
    try {
      return (await stat(path)).dev.toString(36) !== row.device
    } catch {
      if (dirname(path) === path) return true
    }
  }
}

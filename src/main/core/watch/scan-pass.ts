import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import { failureFrom } from '../../../shared/contract/errors.ts'
import type { SurveyedFolder } from '../compute/tasks.ts'
import { closeRootFolder, findRootFolders, openRootFolder, type RootFolder } from '../store/root-folders.ts'
import { findRootIssues, saveRootIssue } from '../store/roots.ts'
import { leftOutPaths, locationsInFolder, watchedByInodes, watchedByPaths } from '../store/watched-locations.ts'
import { compareFiles, type Decisions, type FoundFile, type Known } from './compare-folder.ts'
import { decideFamiliar, writeDecisions } from './familiar.ts'
import { GonePhase } from './gone-phase.ts'
import type { PassCounts, PassOptions } from './pass.ts'
import { isInside } from './survey.ts'

// One reading of a root, or of some folders of it, against the library. What is there is dealt with first; only then is asked what has
// gone, so that a file that moved is known under its new path before its old one is missed.

const foldersAtOnce = 48
const filesAtOnce = 500
const surveyTimeoutMs = 120_000

export class ScanPass {
  readonly counts: PassCounts = {
    added: 0,
    changed: 0,
    moved: 0,
    missing: 0,
    unchanged: 0,
    files: 0,
    folders: 0,
    leftOut: 0,
    otherKinds: 0,
    links: 0,
  }
  readonly #options: PassOptions
  readonly #gone: GonePhase
  readonly #linkTargets: string[] = []

  constructor(options: PassOptions) {
    this.#options = options
    this.#gone = new GonePhase(options, this.counts)
  }

  /** Reads the whole root. */
  async all(signal: AbortSignal): Promise<void> {
    await this.#survey([this.#options.root.path], true, signal)
    await this.#options.settled()
    await this.#gone.finish(true, signal)
  }

  /** Reads these folders, and those inside them that are new. What has gone is dealt with by `finish`, which takes its time. */
  async some(folders: readonly string[], signal: AbortSignal): Promise<void> {
    await this.#survey(folders, false, signal)
  }

  async finish(signal: AbortSignal): Promise<void> {
    await this.#gone.finish(false, signal)
  }

  async #survey(starts: readonly string[], deep: boolean, signal: AbortSignal): Promise<void> {
    const { store, compute, root, never } = this.#options
    const stack = [...starts]
    while (stack.length > 0) {
      signal.throwIfAborted()
      const paths = stack.splice(-foldersAtOnce)
      const rows = store.read((read) => findRootFolders(read, paths))
      const folders = paths.map((path) => ({ path, digest: rows.get(path)?.digest ?? null }))
      const { include, exclude, symlinks } = root
      const request = { rootPath: root.path, folders, include, exclude, followLinks: symlinks === 'follow', never }
      const surveyed = await compute.run('survey', request, { signal, timeoutMs: surveyTimeoutMs })
      stack.push(...paths.slice(surveyed.length))
      for (const folder of surveyed) stack.push(...(await this.#folder(folder, rows.get(folder.path), deep)))
    }
  }

  /** Returns the folders inside that are to be read too. */
  async #folder(folder: SurveyedFolder, row: RootFolder | undefined, deep: boolean): Promise<string[]> {
    const { root, commit, now } = this.#options
    if (!folder.ok) {
      if (folder.path === root.path) throw failureFrom(folder.failure)
      if (folder.gone) {
        this.#gone.missesFolder(folder.path)
        return []
      }
      this.#gone.leave(folder.path, row)
      const issue = { path: folder.path, bytes: 0, mtimeUs: 0, failure: folder.failure }
      await commit.submit((write) => saveRootIssue(write, root.id, issue, now()))
      return []
    }
    const { counts } = folder
    this.counts.folders++
    for (const key of ['files', 'leftOut', 'otherKinds', 'links'] as const) this.counts[key] += counts[key]
    this.#options.onFiles?.(this.counts.files)
    const inside = this.#inside(folder)
    // A mount point whose drive has gone is an empty folder on another volume: what was in it is away, not lost.
    if (row !== undefined && row.files > 0 && counts.files === 0 && row.device !== folder.device) {
      this.#gone.away(folder.path, row)
      return []
    }
    if (row !== undefined) this.#gone.met(row)
    if (folder.unchanged) this.counts.unchanged += counts.files
    else await this.#compare(folder, row)
    return deep ? inside : this.#news(folder.path, inside)
  }

  #inside(folder: Extract<SurveyedFolder, { ok: true }>): string[] {
    const inside = folder.folders.map((name) => join(folder.path, name))
    for (const { name, target } of folder.linked) {
      // Two links to one folder, or round in a circle: its files are met once.
      if (this.#linkTargets.some((known) => isInside(target, known))) continue
      this.#linkTargets.push(target)
      inside.push(join(folder.path, name))
    }
    return inside
  }

  /** Of the folders inside, those that were never read; the ones that have gone are noted. */
  #news(path: string, inside: readonly string[]): string[] {
    const known = this.#options.store.read((read) => findRootFolders(read, inside))
    this.#gone.missesOthers(path, new Set(inside))
    return inside.filter((each) => !known.has(each))
  }

  async #compare(folder: Extract<SurveyedFolder, { ok: true }>, row: RootFolder | undefined): Promise<void> {
    const { root, commit, store, now } = this.#options
    const { path, device, files: found } = folder
    const id = await commit.submit((write) => {
      for (const failure of folder.problems)
        saveRootIssue(write, root.id, { path: failure.path ?? path, bytes: 0, mtimeUs: 0, failure }, now())
      return openRootFolder(write, { rootId: root.id, path, device, files: found.length })
    })
    this.#gone.met({ id })
    const before = new Map(store.read((read) => locationsInFolder(read, id)).map((each) => [each.path, each]))
    const sameVolume = root.drive === 'local' && (row === undefined || row.device === device)
    let open = folder.young || folder.problems.length > 0
    for (let start = 0; start < found.length; start += filesAtOnce) {
      const files = found.slice(start, start + filesAtOnce).map((file) => ({ ...file, path: join(path, file.name) }))
      const decisions = compareFiles(files, this.#known(files, before), { id, sameVolume })
      for (const file of files) before.delete(file.path)
      await this.#carryOut(decisions, id)
      open ||= decisions.candidates.length > 0 || decisions.familiar.length > 0
    }
    const missed = [...before.values()].filter(({ status }) => status === 'present')
    if (missed.length > 0) this.#gone.misses(path, new Set(missed.map((location) => location.path)))
    else if (!open) await commit.submit((write) => closeRootFolder(write, id, folder.digest))
  }

  #known(files: readonly FoundFile[], inFolder: ReadonlyMap<string, Known['byInode'][number]>): Known {
    const strangers = files.filter(({ path }) => !inFolder.has(path))
    return this.#options.store.read((read) => {
      const paths = strangers.map(({ path }) => path)
      const elsewhere = watchedByPaths(read, paths)
      return {
        byPath: new Map([...inFolder, ...elsewhere]),
        byInode:
          strangers.length === 0
            ? []
            : watchedByInodes(
                read,
                strangers.map(({ inode }) => inode),
              ),
        issues: findRootIssues(read, paths),
        leftOut: leftOutPaths(read, paths),
      }
    })
  }

  async #carryOut(decisions: Decisions, folderId: number): Promise<void> {
    this.counts.unchanged += decisions.unchanged
    const familiar = await Promise.all(
      decisions.familiar.map(async (each) => ({ ...each, fate: await decideFamiliar(each, inodeAt) })),
    )
    await writeDecisions(this.#options, this.counts, { ...decisions, familiar }, folderId)
    for (const file of decisions.candidates) await this.#options.offer(file)
  }
}

/** The inode that is at a path now; null when nothing is. */
async function inodeAt(path: string): Promise<string | null> {
  try {
    return (await lstat(path)).ino.toString(36)
  } catch {
    return null
  }
}

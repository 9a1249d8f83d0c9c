import { type Dirent, lstatSync, opendirSync, realpathSync, type Stats, statSync } from 'node:fs'
import { basename, join, relative, sep } from 'node:path'
import { Failure, type FailureRecord, toFailureRecord } from '../../../shared/contract/errors.ts'
import { extensionOf, kindOfExtension } from '../../../shared/domain/media-kind.ts'
import type { SurveyedFile, SurveyedFolder, SurveyRequest } from '../compute/tasks.ts'
import { fileFailure, systemCode } from '../intake/file-failure.ts'
import { FolderDigest } from './digest.ts'
import { createMatcher, type Matcher } from './patterns.ts'

// Reads folders on a thread of its own, with synchronous calls: about ten times the files a second that promises give, and a
// drive that hangs hangs nothing else.

/** Files of one answer, at most; folders beyond it are left to the next question. */
const filesAtOnce = 20_000
/** A time this young may be the time of the next change too. */
const youngMs = 2_000

export async function surveyFolders(request: SurveyRequest, signal: AbortSignal): Promise<SurveyedFolder[]> {
  const matcher = createMatcher(request.include, request.exclude)
  const surveyed: SurveyedFolder[] = []
  let files = 0
  for (const { path, digest } of request.folders) {
    signal.throwIfAborted()
    const folder = surveyFolder(request, matcher, path, digest)
    surveyed.push(folder)
    if (folder.ok) files += folder.unchanged ? folder.counts.files / 50 : folder.counts.files
    if (files >= filesAtOnce) break
    // Between two folders a cancel can be heard.
    await Promise.resolve()
  }
  return surveyed
}

function surveyFolder(request: SurveyRequest, matcher: Matcher, path: string, before: string | null): SurveyedFolder {
  try {
    const { dev } = statSync(path)
    const reading = new Reading(request, matcher, path)
    const directory = opendirSync(path, { bufferSize: 256 })
    try {
      for (let entry = directory.readSync(); entry !== null; entry = directory.readSync()) reading.entry(entry)
    } finally {
      directory.closeSync()
    }
    const digest = reading.digest.toString()
    const unchanged = digest === before
    const { young, folders, linked, files, counts, problems } = reading
    return {
      ok: true,
      path,
      device: dev.toString(36),
      digest,
      unchanged,
      young,
      folders,
      linked,
      files: unchanged ? [] : files,
      counts,
      problems,
    }
  } catch (thrown) {
    const code = systemCode(thrown)
    const gone = code === 'ENOENT' || code === 'ENOTDIR'
    return { ok: false, path, gone, failure: folderFailure(thrown, path) }
  }
}

/** One folder while it is read. */
class Reading {
  readonly digest = new FolderDigest()
  readonly folders: string[] = []
  readonly linked: { name: string; target: string }[] = []
  readonly files: SurveyedFile[] = []
  readonly counts = { files: 0, otherKinds: 0, leftOut: 0, links: 0 }
  readonly problems: FailureRecord[] = []
  young = false
  readonly #request: SurveyRequest
  readonly #matcher: Matcher
  readonly #folder: string
  readonly #prefix: string
  readonly #now = Date.now()

  constructor(request: SurveyRequest, matcher: Matcher, folder: string) {
    this.#request = request
    this.#matcher = matcher
    this.#folder = folder
    const inside = relative(request.rootPath, folder)
    this.#prefix = inside === '' ? '' : `${inside.replaceAll(sep, '/')}/`
  }

  entry(entry: Dirent): void {
    const { name } = entry
    if (entry.isSymbolicLink()) this.#link(name)
    else if (entry.isDirectory()) this.#subfolder(name)
    else if (entry.isFile()) this.#file(name, lstatSync)
    else this.counts.otherKinds++
  }

  #subfolder(name: string): void {
    if (this.#request.never.includes(join(this.#folder, name))) return
    if (this.#matcher.folder(this.#prefix + name).taken) this.folders.push(name)
    else this.counts.leftOut++
  }

  #linkedFolder(name: string, target: string): void {
    if (this.#request.never.some((folder) => isInside(target, folder))) return
    if (this.#matcher.folder(this.#prefix + name).taken) this.linked.push({ name, target })
    else this.counts.leftOut++
  }

  #file(name: string, stat: (path: string) => Stats): void {
    if (kindOfExtension(extensionOf(name)) === undefined) {
      this.counts.otherKinds++
      return
    }
    if (!this.#matcher.file(this.#prefix + name).taken) {
      this.counts.leftOut++
      return
    }
    let found: Stats
    try {
      found = stat(join(this.#folder, name))
    } catch (thrown) {
      this.#unreadable(name, thrown)
      return
    }
    const mtimeUs = Math.floor(found.mtimeMs * 1000)
    const inode = found.ino.toString(36)
    const restedMs = Math.max(0, this.#now - Math.max(found.mtimeMs, found.ctimeMs))
    this.young ||= restedMs < youngMs
    this.counts.files++
    this.digest.add(name, found.size, mtimeUs, inode)
    this.files.push({ name, bytes: found.size, mtimeUs, inode, restedMs })
  }

  /** Followed, a link counts as what it points to, but only outside of the root: what is inside is met at its own place. */
  #link(name: string): void {
    const { followLinks, rootPath } = this.#request
    const path = join(this.#folder, name)
    const target = followLinks ? targetOf(path) : undefined
    if (target === undefined || isInside(target.path, rootPath) || isInside(path, target.path)) this.counts.links++
    else if (target.isFolder) this.#linkedFolder(name, target.path)
    else this.#file(name, statSync)
  }

  #unreadable(name: string, thrown: unknown): void {
    // A name that was there a moment ago: either it has gone since, or it is not text and this is not its name.
    if (systemCode(thrown) === 'ENOENT' && !name.includes('\ufffd')) return
    const path = join(this.#folder, name)
    this.problems.push(
      toFailureRecord(
        name.includes('\ufffd')
          ? new Failure('UNREADABLE', `“${name}” has a name that is no valid text. Rename it to have it protected.`, {
              path,
            })
          : fileFailure(thrown, path),
      ),
    )
  }
}

function targetOf(path: string): { path: string; isFolder: boolean } | undefined {
  try {
    const found = statSync(path)
    if (!found.isDirectory() && !found.isFile()) return undefined
    return { path: realpathSync(path), isFolder: found.isDirectory() }
  } catch {
    // Leads nowhere, or round in a circle: a link like any other that is left alone.
    return undefined
  }
}

/** Whether `path` is `folder` or lies inside it. */
export function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep)
}

function folderFailure(thrown: unknown, path: string): FailureRecord {
  const code = systemCode(thrown)
  if (code !== 'EACCES' && code !== 'EPERM') return toFailureRecord(fileFailure(thrown, path))
  const message = `The folder “${basename(path)}” may not be read. Change its permissions; it is looked into at the next scan.`
  return toFailureRecord(new Failure('UNREADABLE', message, { path, cause: thrown }))
}

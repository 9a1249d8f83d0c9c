import { opendir } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import type { WatchPreview } from '../../../shared/contract/watch.ts'
import { extensionOf, kindOfExtension } from '../../../shared/domain/media-kind.ts'
import { defaultExclude } from '../../../shared/domain/watch-defaults.ts'
import { fileFailure } from '../intake/file-failure.ts'
import { createMatcher, type Matcher } from './patterns.ts'
import { isInside } from './survey.ts'

// What patterns would take and leave, told while the folder is read. Nothing is changed, nothing is opened but folders.

const mostEntries = 200_000
const namesShown = 50
const snapshotMs = 150

type Draft = Omit<WatchPreview, 'unused'>

export async function* preview(
  path: string,
  patterns: { include: readonly string[]; exclude: readonly string[] },
  never: readonly string[],
  signal: AbortSignal | undefined,
): AsyncGenerator<WatchPreview, void, void> {
  const matcher = createMatcher(patterns.include, patterns.exclude)
  const draft: Draft = {
    folders: 0,
    taken: 0,
    leftOut: 0,
    otherKinds: 0,
    takenNames: [],
    leftOutNames: [],
    done: false,
    truncated: false,
  }
  const snapshot = (): WatchPreview => ({
    ...draft,
    takenNames: [...draft.takenNames],
    leftOutNames: [...draft.leftOutNames],
    unused: draft.done && !draft.truncated ? matcher.unused().filter((each) => !defaultExclude.includes(each)) : [],
  })
  const folders = [path]
  let entries = 0
  let toldAt = performance.now()
  // Folder by folder, so that the first names come from the top.
  for (let folder = folders.shift(); folder !== undefined; folder = folders.shift()) {
    if (signal?.aborted === true) return
    draft.folders++
    entries += await readFolder(path, folder, matcher, draft, folders, never)
    if (entries > mostEntries) {
      draft.truncated = true
      break
    }
    if (performance.now() - toldAt < snapshotMs) continue
    toldAt = performance.now()
    yield snapshot()
  }
  draft.done = true
  yield snapshot()
}

async function readFolder(
  root: string,
  folder: string,
  matcher: Matcher,
  draft: Draft,
  folders: string[],
  never: readonly string[],
): Promise<number> {
  let entries = 0
  try {
    for await (const entry of await opendir(folder, { bufferSize: 256 })) {
      if (++entries > mostEntries) break
      const path = join(folder, entry.name)
      const name = relative(root, path).replaceAll(sep, '/')
      if (entry.isDirectory()) {
        if (never.some((own) => isInside(path, own))) continue
        const verdict = matcher.folder(name)
        if (verdict.taken) folders.push(path)
        else leave(draft, `${name}/`, verdict.by)
      } else if (entry.isFile()) {
        const verdict = matcher.file(name)
        if (kindOfExtension(extensionOf(entry.name)) === undefined) draft.otherKinds++
        else if (!verdict.taken) leave(draft, name, verdict.by)
        else {
          draft.taken++
          if (draft.takenNames.length < namesShown) draft.takenNames.push(name)
        }
      }
    }
  } catch (thrown) {
    // A folder inside that may not be read is the scan's to report; the root itself is the answer.
    if (folder === root) throw fileFailure(thrown, folder)
  }
  return entries
}

function leave(draft: Draft, name: string, by: string | null): void {
  draft.leftOut++
  if (draft.leftOutNames.length < namesShown) draft.leftOutNames.push({ name, by })
}

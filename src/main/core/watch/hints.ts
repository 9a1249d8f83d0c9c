import { dirname, join, relative, sep } from 'node:path'
import { watch } from 'chokidar'
import type { RootRow } from '../store/roots.ts'
import { createMatcher } from './patterns.ts'

// The file system says that something has changed in a folder. That is all that is taken from it: what has changed is read from the
// folder itself. Files are left out of the watcher's own tree, so that it holds folders only.

export type Hints = {
  /** Resolves when every folder is listened to; what changed before that, a scan finds. */
  ready: Promise<void>
  close(): Promise<void>
}

export type HintListener = {
  changed(folder: string): void
  /** The system gives no more events for some folders (too many of them, or too many open files). */
  limited(thrown: unknown): void
}

export function listen(
  root: Pick<RootRow, 'path' | 'include' | 'exclude' | 'symlinks'>,
  listener: HintListener,
): Hints {
  const matcher = createMatcher([], root.exclude)
  const follows = root.symlinks === 'follow'
  const watcher = watch(root.path, {
    ignoreInitial: true,
    followSymlinks: follows,
    ignorePermissionErrors: true,
    atomic: false,
    persistent: false,
    ignored: (path, stats) => {
      const inside = relative(root.path, path)
      if (inside === '' || inside.startsWith('..')) return false
      if (stats !== undefined && !stats.isDirectory() && !(follows && stats.isSymbolicLink())) return true
      return !matcher.folder(inside.replaceAll(sep, '/')).taken
    },
  })
  watcher.on('raw', (_event, path, details) => {
    const watched = watchedPathOf(details)
    // Without a name, or on the root itself, anything below may have changed.
    if (typeof path !== 'string' || path === '') listener.changed(watched ?? root.path)
    else listener.changed(dirname(watched === undefined ? path : join(watched, path)))
  })
  // Listened to from now on: what came into it before that was not told.
  watcher.on('addDir', (path) => listener.changed(path))
  watcher.on('unlinkDir', (path) => listener.changed(dirname(path)))
  watcher.on('error', (thrown) => listener.limited(thrown))
  const ready = new Promise<void>((resolve) => watcher.once('ready', () => resolve()))
  return { ready, close: () => watcher.close() }
}

function watchedPathOf(details: unknown): string | undefined {
  if (typeof details !== 'object' || details === null || !('watchedPath' in details)) return undefined
  return typeof details.watchedPath === 'string' ? details.watchedPath : undefined
}

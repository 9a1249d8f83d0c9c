import { copyFileSync, existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { Failure } from '../../../shared/contract/errors.ts'
import { syncToDisk } from './backup-copy.ts'
import { lockProfile } from './profile-lock.ts'
import { fileFailure } from './sqlite-failure.ts'

// Putting a backup where a library is looked for. The library that was there is set aside under another name, never deleted. A crash in
// between is finished by the next opening: a marker says what was to be done.

const markerName = 'library.replacing.json'
const incomingName = 'library.incoming.db'
const Marker = z.object({ aside: z.string().regex(/^library\.set-aside-[0-9TZ]+\.db$/) })

function isLinkRefusal(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code !== 'ENOSPC' && thrown.code !== 'EEXIST'
}

/** A second name for the same bytes; where the file system has no links, a copy. */
function keepAside(from: string, to: string): void {
  if (existsSync(to)) return
  try {
    linkSync(from, to)
  } catch (thrown) {
    if (!isLinkRefusal(thrown)) throw thrown
    copyFileSync(from, `${to}.partial`)
    renameSync(`${to}.partial`, to)
  }
}

/** Ends a replacement that was begun, if there is one. The profile must be locked and its library closed. */
export function finishReplacement(profileDir: string): void {
  const markerPath = join(profileDir, markerName)
  if (!existsSync(markerPath)) return
  const { aside } = Marker.parse(JSON.parse(readFileSync(markerPath, 'utf8')))
  const library = join(profileDir, 'library.db')
  const incoming = join(profileDir, incomingName)
  // The log belongs to the library that goes: beside the new one it would be played into it.
  if (existsSync(incoming)) {
    if (existsSync(library)) keepAside(library, join(profileDir, aside))
    for (const suffix of ['-wal', '-shm']) {
      if (existsSync(library + suffix)) renameSync(library + suffix, join(profileDir, aside + suffix))
    }
    renameSync(incoming, library)
  }
  rmSync(markerPath, { force: true })
}

export type Placed = { libraryPath: string; setAside: string | null }

/**
 * Makes a checked copy the library of a profile. Fails with CONFLICT when there is a library already and it is not to be replaced, and
 * with PROFILE_LOCKED while a program uses the profile.
 */
export function placeBackup(backupPath: string, profileDir: string, options: { replace: boolean; at: number }): Placed {
  const libraryPath = join(profileDir, 'library.db')
  try {
    mkdirSync(profileDir, { recursive: true, mode: 0o700 })
    const lock = lockProfile(profileDir, () => options.at)
    try {
      finishReplacement(profileDir)
      const taken = existsSync(libraryPath)
      if (taken && !options.replace) {
        throw new Failure(
          'CONFLICT',
          `There is a library in ${profileDir} already. Choose an empty folder, or merge the backup into the library.`,
          { path: libraryPath },
        )
      }
      const incoming = join(profileDir, incomingName)
      copyFileSync(backupPath, incoming)
      syncToDisk(incoming)
      const aside = `library.set-aside-${new Date(options.at).toISOString().replace(/[-:.]/g, '')}.db`
      writeFileSync(join(profileDir, markerName), JSON.stringify({ aside }), { flush: true })
      finishReplacement(profileDir)
      return { libraryPath, setAside: taken ? join(profileDir, aside) : null }
    } finally {
      lock.release()
    }
  } catch (thrown) {
    throw fileFailure(thrown, profileDir)
  }
}

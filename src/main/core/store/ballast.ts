import { closeSync, fsyncSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'

// SQLite needs a little room even to read: its index of the log. A file that holds nothing keeps that room, so that a library on a full
// disk can still be opened and looked at.

const bytes = 262_144

const ballastOf = (profileDir: string): string => join(profileDir, 'ballast')

/** Lays it down where it is not. A disk without room for it has none to keep. */
export function keepBallast(profileDir: string): void {
  const path = ballastOf(profileDir)
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) >= bytes) return
  try {
    const file = openSync(path, 'w', 0o600)
    try {
      writeSync(file, Buffer.alloc(bytes, 1))
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
  } catch {
    rmSync(path, { force: true })
  }
}

/** Gives the room up; false when there was none. */
export function dropBallast(profileDir: string): boolean {
  const path = ballastOf(profileDir)
  if (statSync(path, { throwIfNoEntry: false }) === undefined) return false
  rmSync(path, { force: true })
  return true
}

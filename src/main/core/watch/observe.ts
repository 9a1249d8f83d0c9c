import { closeSync, openSync, readdirSync, readFileSync, readlinkSync, readSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Observed, ObserveRequest } from '../compute/tasks.ts'
import { boxEnding, type Ending, endBytes, endingOf } from './ending.ts'

// A look at files that have just changed: how large, how long at rest, whether they end as they should, and whether some program
// still has them open for writing.

export async function observeFiles({ paths }: ObserveRequest, signal: AbortSignal): Promise<Observed[]> {
  signal.throwIfAborted()
  const written = filesBeingWritten()
  return paths.map((path) => observe(path, written))
}

function observe(path: string, written: ReadonlySet<string> | null): Observed {
  try {
    const { size, mtimeMs, ctimeMs } = statSync(path)
    return {
      ok: true,
      path,
      bytes: size,
      mtimeUs: Math.floor(mtimeMs * 1000),
      restedMs: Date.now() - Math.max(mtimeMs, ctimeMs),
      ending: readEnding(path, size),
      beingWritten: written?.has(path) ?? null,
    }
  } catch {
    // Gone again, or not to be read: the next survey of its folder says which.
    return { ok: false, path }
  }
}

function readEnding(path: string, bytes: number): Ending {
  if (bytes === 0) return 'cut'
  const file = openSync(path, 'r')
  try {
    const read = (position: number, length: number): Buffer => {
      const buffer = Buffer.alloc(Math.max(0, Math.min(length, bytes - position)))
      return buffer.subarray(0, readSync(file, buffer, 0, buffer.length, position))
    }
    const head = read(0, 64)
    if (head.toString('latin1', 4, 8) === 'ftyp') return boxEnding((position) => read(position, 16), bytes)
    return endingOf(head, read(Math.max(0, bytes - endBytes), endBytes), bytes)
  } finally {
    closeSync(file)
  }
}

/** Paths that programs of this person hold open for writing; null where the system does not tell. */
function filesBeingWritten(): Set<string> | null {
  if (process.platform !== 'linux') return null
  const written = new Set<string>()
  for (const pid of names('/proc')) {
    if (!/^\d+$/.test(pid)) continue
    for (const number of names(join('/proc', pid, 'fd'))) {
      try {
        const path = readlinkSync(join('/proc', pid, 'fd', number))
        if (path.startsWith('/') && !path.startsWith('/dev/') && opensForWriting(pid, number)) written.add(path)
      } catch {
        // Closed between the two looks.
      }
    }
  }
  return written
}

/** The access mode is in the lowest two bits of the flags, which are octal: 1 and 2 write. */
function opensForWriting(pid: string, number: string): boolean {
  const flags = /^flags:\s+(\d+)/m.exec(readFileSync(join('/proc', pid, 'fdinfo', number), 'latin1'))
  return flags !== null && (Number.parseInt(flags[1] ?? '0', 8) & 3) !== 0
}

function names(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    // Another person's process, or one that has just ended.
    return []
  }
}

import { stat, statfs } from 'node:fs/promises'
import { z } from 'zod'

// Which folder of which volume a root is. Nothing is written into people's folders: the marker stays in the profile.

export const Marker = z.object({
  inode: z.string(),
  device: z.string(),
  /** Milliseconds; 0 where the file system keeps none. */
  bornAt: z.number(),
  fileSystem: z.string(),
})
export type Marker = z.infer<typeof Marker>

export type Sighting = { type: 'absent'; reason: 'gone' | 'unreadable' | 'silent' } | { type: 'folder'; marker: Marker }

export type Judgement =
  | { presence: 'here'; marker: Marker }
  | { presence: 'away'; reason: 'gone' | 'unreadable' | 'silent' }
  /** Another folder: only what is in it can tell whether it is a copy of the one that was added. */
  | { presence: 'other'; marker: Marker }

/** A drive that does not answer by then is away. */
const answerWithinMs = 5_000

export async function sightRoot(path: string): Promise<Sighting> {
  let timer: NodeJS.Timeout | undefined
  const silent = new Promise<Sighting>((resolve) => {
    timer = setTimeout(() => resolve({ type: 'absent', reason: 'silent' }), answerWithinMs)
    timer.unref()
  })
  return Promise.race([sight(path), silent]).finally(() => clearTimeout(timer))
}

async function sight(path: string): Promise<Sighting> {
  try {
    const [found, volume] = await Promise.all([stat(path), statfs(path)])
    if (!found.isDirectory()) return { type: 'absent', reason: 'gone' }
    const marker = {
      inode: found.ino.toString(36),
      device: found.dev.toString(36),
      bornAt: Math.floor(found.birthtimeMs),
      fileSystem: volume.type.toString(16),
    }
    return { type: 'folder', marker }
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined
    return { type: 'absent', reason: code === 'ENOENT' || code === 'ENOTDIR' ? 'gone' : 'unreadable' }
  }
}

/**
 * Device numbers change when a drive is plugged in again, inode and birth of a folder do not. A folder of another birth, inode or
 * file system is another folder, such as the empty one that a mount point is while its drive is away.
 */
export function judgeRoot(known: Marker, sighting: Sighting): Judgement {
  if (sighting.type === 'absent') return { presence: 'away', reason: sighting.reason }
  const { marker } = sighting
  const same = marker.inode === known.inode && marker.bornAt === known.bornAt && marker.fileSystem === known.fileSystem
  return same ? { presence: 'here', marker } : { presence: 'other', marker }
}

/** File systems whose changes on other machines raise no events here, by the magic number of statfs (Linux) or the shape of the path (Windows). */
const networkFileSystems = new Set([
  '6969',
  'ff534d42',
  'fe534d42',
  '517b',
  '1021997',
  '5346414f',
  'c36400',
  '73757245',
])

export function isNetworkDrive(path: string, fileSystem: string): boolean {
  if (path.startsWith('\\\\')) return true
  return networkFileSystems.has((Number.parseInt(fileSystem, 16) >>> 0).toString(16))
}

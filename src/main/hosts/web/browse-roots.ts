import { access } from 'node:fs/promises'
import { posix } from 'node:path'

export type BrowseRoot = { name: string; path: string }

/**
 * Where the folder browser may start: the home directory first, then the places where drives appear, then the whole
 * computer. Places that do not exist are left out.
 */
export async function browseRoots(
  { platform, home, user }: { platform: string; home: string; user: string },
  exists: (path: string) => Promise<boolean> = existsOnDisk,
): Promise<BrowseRoot[]> {
  const present = await Promise.all(
    candidates(platform, home, user).map(async (root) => ((await exists(root.path)) ? [root] : [])),
  )
  return present.flat()
}

function candidates(platform: string, home: string, user: string): BrowseRoot[] {
  const homeRoot = { name: 'Home', path: home }
  if (platform === 'win32') {
    const letters = 'CDEFGHIJKLMNOPQRSTUVWXYZ'
    return [homeRoot, ...[...letters].map((letter) => ({ name: `Drive ${letter}:`, path: `${letter}:\\` }))]
  }
  const computer = { name: 'Computer', path: '/' }
  if (platform === 'darwin') return [homeRoot, { name: 'Drives', path: '/Volumes' }, computer]
  const drives = [posix.join('/run/media', user), posix.join('/media', user)].map((path) => ({ name: 'Drives', path }))
  return [homeRoot, ...drives, computer]
}

async function existsOnDisk(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  )
}

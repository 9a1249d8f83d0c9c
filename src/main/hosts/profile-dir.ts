import { posix, win32 } from 'node:path'

export type ProfileSurroundings = {
  platform: string
  env: Readonly<Record<string, string | undefined>>
  /** The person's home directory, absolute. */
  home: string
}

/**
 * Where the program keeps its profile unless told otherwise, absolute: the platform's application-data directory. On
 * Windows the local one, because a library holds this machine's paths and must not roam. Relative values are ignored, as
 * the XDG Base Directory Specification asks.
 */
export function defaultProfileDir({ platform, env, home }: ProfileSurroundings): string {
  if (platform === 'win32') {
    const local = env['LOCALAPPDATA'] ?? ''
    return win32.join(win32.isAbsolute(local) ? local : win32.join(home, 'AppData', 'Local'), 'META-STAMP')
  }
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', 'META-STAMP')
  const data = env['XDG_DATA_HOME'] ?? ''
  return posix.join(posix.isAbsolute(data) ? data : posix.join(home, '.local', 'share'), 'metastamp')
}

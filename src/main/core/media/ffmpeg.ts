import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'
import { runProgram } from './run-program.ts'

// Which ffmpeg is used: the one a person has set, the one packaged with the app, the one on PATH, an old one inside a package.

export type FoundFfmpeg = {
  path: string
  source: 'setting' | 'ffmpeg-static' | 'path' | '@ffmpeg-installer'
  version: string
}

const requirePackage = createRequire(import.meta.url)

/** The first that starts and tells its version; null when none does. A setting that does not work is passed over and `doctor` says so. */
export async function findFfmpeg(options: {
  setting: string
  searchPath: string
  platform: string
}): Promise<FoundFfmpeg | null> {
  const name = options.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg'
  const candidates: { path: string | null; source: FoundFfmpeg['source'] }[] = [
    { path: options.setting === '' ? null : options.setting, source: 'setting' },
    { path: packagedPath('ffmpeg-static'), source: 'ffmpeg-static' },
    ...options.searchPath
      .split(delimiter)
      .filter((folder) => folder !== '')
      .map((folder) => ({ path: join(folder, name), source: 'path' as const })),
    { path: packagedPath('@ffmpeg-installer/ffmpeg'), source: '@ffmpeg-installer' },
  ]
  for (const { path, source } of candidates) {
    if (path === null || !(await isExecutable(path))) continue
    const version = await versionOf(path)
    if (version !== null) return { path, source, version }
  }
  return null
}

/** The version in the first line that `ffmpeg -version` prints, such as "ffmpeg version 5.1.6-0+deb12u1 Copyright (c) …". */
export function parseFfmpegVersion(stdout: string): string | null {
  return /^ffmpeg version (\S+)/.exec(stdout)?.[1] ?? null
}

async function versionOf(path: string): Promise<string | null> {
  try {
    const { stdout } = await runProgram(path, ['-version'], { timeoutMs: 5_000, maxStdoutBytes: 65_536 })
    return parseFfmpegVersion(Buffer.from(stdout).toString('utf8'))
  } catch {
    // Whatever keeps it from starting: the next candidate may.
    return null
  }
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  )
}

// The packages export a path, or throw where their download failed.
function packagedPath(name: 'ffmpeg-static' | '@ffmpeg-installer/ffmpeg'): string | null {
  try {
    const exported: unknown = requirePackage(name)
    if (typeof exported === 'string') return exported
    if (typeof exported === 'object' && exported !== null && 'path' in exported && typeof exported.path === 'string')
      return exported.path
    return null
  } catch {
    return null
  }
}

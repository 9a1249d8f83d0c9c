import { readdir } from 'node:fs/promises'
import { join, relative } from 'node:path'

// Which recordings are measured on, and which belong together.

export type Source = {
  path: string
  /** Package and path within it, for people. */
  name: string
}

const soundTypes = /\.(ogg|opus|mp3|flac|wav|m4a|aac)$/i
/** What is shorter than any of the clips is an effect and no work. */
export const leastSeconds = 7

/**
 * Recordings in which the same tune or the same samples recur, by the last parts of their names: each would be right to be found in the
 * other. They stay in, and finding one in the other counts neither way.
 */
const families: readonly (readonly string[])[] = [
  ['misc/theme', 'misc/christmas_theme'],
  ['forest/call_of_the_winding_path', 'forest/shallow-green'],
  ['forest/forest2', 'misc/credits'],
  ['forest/ghostforest', 'misc/intro'],
  ['antarctic/cave', 'retro/cave_old'],
]

/** All recordings of the folders, by name; those of the first folder first. */
export async function soundsIn(folders: readonly { name: string; path: string }[]): Promise<Source[]> {
  const sources: Source[] = []
  for (const folder of folders) {
    const entries = await readdir(folder.path, { recursive: true, withFileTypes: true })
    const files = entries.filter((entry) => entry.isFile() && soundTypes.test(entry.name))
    const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort()
    sources.push(...paths.map((path) => ({ path, name: join(folder.name, relative(folder.path, path)) })))
  }
  return sources
}

export function related(a: string, b: string): boolean {
  const stem = (name: string) => name.replace(/\.[^.]+$/, '')
  return families.some((family) => [a, b].every((name) => family.some((member) => stem(name).endsWith(`/${member}`))))
}

import { createHash } from 'node:crypto'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** What a build is made from, besides everything under src. */
export const CONFIG_FILES = [
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.base.json',
  'tsconfig.json',
  'tsconfig.main.json',
  'tsconfig.preload.json',
  'tsconfig.renderer.json',
  'tsconfig.shared.json',
]

/**
 * Every file under `directory`, as paths with forward slashes relative to `root`, sorted. A missing directory has none.
 * @param {string} root
 * @param {string} directory
 * @returns {string[]}
 */
export function filesUnder(root, directory) {
  const found = []
  const walk = (relative) => {
    let entries
    try {
      entries = readdirSync(join(root, relative), { withFileTypes: true })
    } catch (error) {
      if (error.code === 'ENOENT') return
      throw error
    }
    for (const entry of entries) {
      const path = `${relative}/${entry.name}`
      if (entry.isDirectory()) walk(path)
      else if (entry.isFile()) found.push(path)
    }
  }
  walk(directory)
  return found.sort((a, b) => (a < b ? -1 : 1))
}

/** A hash over names, sizes and times of what a build reads, and the Node that would run it. Contents are not read: this runs before every command. */
export function inputsHash(root) {
  const hash = createHash('sha256').update(process.version)
  for (const path of [...CONFIG_FILES, ...filesUnder(root, 'src')]) {
    const stat = statSync(join(root, path), { throwIfNoEntry: false })
    hash.update(stat ? `\n${path}\t${stat.size}\t${stat.mtimeMs}` : `\n${path}\tabsent`)
  }
  return hash.digest('hex')
}

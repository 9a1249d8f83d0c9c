import './lib/require-node.mjs'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { inputsHash } from './lib/inputs.mjs'
import { withLock } from './lib/lock.mjs'

const RESULTS = ['out/main/cli.js', 'out/main/electron.js', 'out/preload/bridge.cjs', 'out/renderer/index.html']

/** Is out/ made from what is in the tree now? Reads no contents; about 10 ms for 500 files. */
export function isBuilt(root, hash = inputsHash(root)) {
  let stamp
  try {
    stamp = readFileSync(join(root, 'out/.stamp'), 'utf8')
  } catch {
    return false
  }
  return stamp === hash && RESULTS.every((path) => existsSync(join(root, path)))
}

async function electronVite(root) {
  // Loaded on need: a command that finds out/ ready does not pay for it.
  const { runNode } = await import('./lib/run.mjs')
  const script = join(root, 'node_modules/electron-vite/bin/electron-vite.js')
  const { code, output, seconds } = await runNode(script, ['build'], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production' },
  })
  if (code !== 0) throw new Error(`The build failed.\n${output}`)
  return seconds
}

/**
 * Builds out/ when something it is made from has changed; the stamp is written last, from what was there when the build began,
 * so a file saved meanwhile makes the next call build again.
 * @param {{ force?: boolean, say?: (line: string) => void, build?: (root: string) => Promise<number> }} options
 * @returns {Promise<'fresh' | 'built'>}
 */
export async function ensureBuilt(root, { force = false, say = () => undefined, build = electronVite } = {}) {
  if (!force && isBuilt(root)) return 'fresh'
  return withLock(
    join(root, '.cache/build.lock'),
    async () => {
      const hash = inputsHash(root)
      if (!force && isBuilt(root, hash)) return 'fresh'
      say('Building META-STAMP…')
      rmSync(join(root, 'out/.stamp'), { force: true })
      const seconds = await build(root)
      mkdirSync(join(root, 'out'), { recursive: true })
      writeFileSync(join(root, 'out/.stamp'), hash)
      say(`Built in ${seconds.toFixed(1)} s.`)
      return 'built'
    },
    { onWait: () => say('Another build is running; waiting for it…') },
  )
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const root = join(import.meta.dirname, '..')
  try {
    const outcome = await ensureBuilt(root, {
      force: process.argv.includes('--force'),
      say: (line) => console.error(line),
    })
    if (outcome === 'fresh') console.error('Nothing has changed since the last build (--force builds anyway).')
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}

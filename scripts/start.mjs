import './lib/require-node.mjs'
import { join } from 'node:path'
import { ensureBuilt } from './build.mjs'
import { fetchElectron, installedElectron, noWindowReason } from './lib/electron-binary.mjs'
import { become, runAttached } from './lib/run.mjs'

// npm start [-- --no-open] [-- --profile DIR]: the app in Electron, or where there is none, the same app in the browser.

const LOADER_FAILED = 127
const EARLY_MS = 3_000

const root = join(import.meta.dirname, '..')
const say = (line) => console.error(line)
const args = process.argv.slice(2).filter((each) => each !== '--no-open')
const opens = !process.argv.includes('--no-open')

async function openElectron(path) {
  const { ELECTRON_RUN_AS_NODE: _asNode, ...env } = process.env
  const startedAt = performance.now()
  const { code, signal } = await runAttached(path, [root, ...args], { cwd: root, env })
  // The dynamic linker's exit code: a system library is missing.
  const neverRan = code === LOADER_FAILED && performance.now() - startedAt < EARLY_MS
  if (neverRan) return 'a system library it needs is missing'
  if (signal) process.kill(process.pid, signal)
  return process.exit(code ?? 1)
}

async function whyNotElectron() {
  const noWindow = noWindowReason()
  if (noWindow) return noWindow
  const installed = installedElectron(root)
  const found = installed ? { path: installed } : await fetchElectron(root, { say })
  return 'path' in found ? openElectron(found.path) : found.reason
}

try {
  await ensureBuilt(root, { say })
} catch (error) {
  say(error instanceof Error ? error.message : String(error))
  process.exit(1)
}
const reason = await whyNotElectron()
say(`Electron cannot be used (${reason}); META-STAMP opens in the browser instead.`)
await become(process.execPath, [join(root, 'bin/metastamp.mjs'), 'serve', ...(opens ? ['--open'] : []), ...args], {
  cwd: root,
})

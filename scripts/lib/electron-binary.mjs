import { existsSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { runNode } from './run.mjs'

// Electron's npm package fetches its program on first start. Here that has limits: without a network, nothing may hang.

const REACH_LIMIT_MS = 4_000
const FETCH_LIMIT_MS = 180_000
const DOWNLOAD_HOST = 'github.com'

/** The path of the Electron program, or null when it has not been fetched. */
export function installedElectron(root, env = process.env) {
  const folder = join(root, 'node_modules/electron')
  let name
  try {
    name = readFileSync(join(folder, 'path.txt'), 'utf8')
  } catch {
    return null
  }
  const path = join(env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist'), name)
  return existsSync(path) ? path : null
}

/** Why Electron could not show a window here, or null. Asked before anything is fetched. */
export function noWindowReason({ platform = process.platform, env = process.env, uid = process.getuid?.() } = {}) {
  if (platform !== 'linux') return null
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return 'there is no display'
  if (uid === 0) return 'Electron keeps its sandbox and so does not run as root'
  return null
}

function canReach(host, port) {
  return new Promise((resolve) => {
    const socket = connect({ host, port })
    const done = (answer) => {
      socket.destroy()
      resolve(answer)
    }
    socket.setTimeout(REACH_LIMIT_MS, () => done(false))
    socket.once('connect', () => done(true))
    socket.once('error', () => done(false))
  })
}

/** With a proxy or a mirror only the download itself can tell. */
function hasOtherRoute(env) {
  const names = [
    'HTTPS_PROXY',
    'https_proxy',
    'ALL_PROXY',
    'all_proxy',
    'ELECTRON_MIRROR',
    'npm_config_electron_mirror',
  ]
  return names.some((name) => env[name])
}

/**
 * Fetches Electron by its package's own install script, if it can be reached, in at most three minutes.
 * @returns {Promise<{ path: string } | { reason: string }>}
 */
export async function fetchElectron(root, { env = process.env, say = () => undefined } = {}) {
  if (!hasOtherRoute(env) && !(await canReach(DOWNLOAD_HOST, 443)))
    return { reason: 'it is not here and cannot be downloaded' }
  say('Fetching Electron (about 110 MB, once)…')
  const { code, timedOut } = await runNode(join(root, 'node_modules/electron/install.js'), [], {
    cwd: root,
    env,
    timeoutMs: FETCH_LIMIT_MS,
  })
  const path = installedElectron(root, env)
  if (code === 0 && path) return { path }
  if (timedOut)
    return { reason: 'its download took over three minutes; “npx install-electron” fetches it without a limit' }
  return { reason: 'its download failed' }
}

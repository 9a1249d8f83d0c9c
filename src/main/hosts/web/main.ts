import { mkdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { Failure } from '../../../shared/contract/errors.ts'
import type { Logger } from '../../core/log/logger.ts'
import { keepHeapsFrugal } from '../../workers/frugal-heap.ts'
import { pipeSocketToPort } from '../../workers/pipe-frames.ts'
import { demandExternalAddress } from '../external-address.ts'
import { keyFileOf, loadKeyFile } from '../key-file.ts'
import { browseRoots } from './browse-roots.ts'
import { startWebCore } from './core.ts'
import { openInBrowser } from './open-in-browser.ts'
import { computePoolSize } from '../pool-size.ts'
import { programFiles } from '../program-files.ts'
import { startWebHost } from './serve.ts'
import { closeOnSignals } from './signals.ts'

export type ServeOptions = {
  profileDir: string
  /** 0: any free one. */
  port: number
  /** Opens the page in the person's browser; that it cannot is not an error. */
  open: boolean
  /** As soon as the page can be opened; the address carries the token. */
  onListening?: (address: { url: string }) => void
  /** Default: the built page beside the program. */
  rendererDir?: string
  /** Default: warnings and errors as JSON lines on stderr. */
  log?: Logger
  /** Closes on SIGINT, SIGTERM and SIGHUP. Default true. */
  handleSignals?: boolean
}

export type Serving = { url: string; close(): Promise<void> }

/** `metastamp serve`: the core in its thread and the browser host before it. Rejects with a Failure when either refuses. */
export async function serve(options: ServeOptions): Promise<Serving> {
  keepHeapsFrugal()
  const profileDir = resolve(options.profileDir)
  const log = options.log ?? stderrLogger
  const {
    version,
    rendererDir: builtDir,
    coreThreadUrl,
    computeThreadUrl,
    archiveThreadUrl,
    indexThreadUrl,
  } = programFiles(import.meta.url)
  await mkdir(profileDir, { recursive: true, mode: 0o700 })
  const [vaultKey, roots] = await Promise.all([
    loadKeyFile(keyFileOf(profileDir)),
    browseRoots({ platform: process.platform, home: homedir(), user: process.env['USER'] ?? '' }),
  ])
  const core = await startWebCore({
    coreThreadUrl,
    computeThreadUrl,
    archiveThreadUrl,
    indexThreadUrl,
    poolSize: computePoolSize(),
    core: {
      profileDir,
      appVersion: version,
      host: 'web',
      keyStore: 'file',
      vaultKey,
      platform: process.platform,
      electronVersion: null,
      drop: 'upload',
      browseRoots: roots,
      searchPath: process.env['PATH'] ?? '',
    },
    shell: {
      openExternal: async (address) => {
        if (await openInBrowser(demandExternalAddress(address))) return
        throw new Failure('UNAVAILABLE', 'There is no browser here that could open the link.')
      },
    },
    logger: log,
  })
  const host = await startWebHost({
    core,
    pipe: pipeSocketToPort,
    rendererDir: options.rendererDir ?? builtDir,
    inboxDir: join(profileDir, 'inbox'),
    port: options.port,
    log,
  }).catch(async (thrown: unknown) => {
    await core.close()
    throw thrown
  })

  let closing: Promise<void> | undefined
  const close = () => {
    closing ??= closeBoth(host, core)
    return closing
  }
  if (options.handleSignals !== false) closeOnSignals(close)
  options.onListening?.({ url: host.url })
  if (options.open && !(await openInBrowser(host.url))) {
    log.log('warn', 'web.no-browser', { next: 'Open the printed address in a browser.' })
  }
  return { url: host.url, close }
}

/** The core closes its store even when the host could not end well. */
async function closeBoth(host: { close(): Promise<void> }, core: { close(): Promise<void> }): Promise<void> {
  try {
    await host.close()
  } finally {
    await core.close()
  }
}

const stderrLogger: Logger = {
  log(level, event, fields = {}) {
    if (level !== 'warn' && level !== 'error') return
    process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), level, event, ...fields })}\n`)
  },
}

import { homedir } from 'node:os'
import { resolve } from 'node:path'
import type { Archive } from '../../core/backup/tasks.ts'
import type { ComputePool } from '../../core/compute/tasks.ts'
import type { Core } from '../../core/core.ts'
import { silentLogger } from '../../core/log/logger.ts'
import { keyFileOf, loadKeyFile } from '../key-file.ts'
import { computePoolSize } from '../pool-size.ts'
import { defaultProfileDir } from '../profile-dir.ts'
import { keepHeapsFrugal } from '../../workers/frugal-heap.ts'
import type { Terminal } from './terminal.ts'

// What a command is given: where to print, when to stop, and a core or a compute pool that is closed behind it.

export type Session = {
  readonly terminal: Terminal
  /** Aborts on the first Ctrl-C. */
  readonly signal: AbortSignal
  readonly profileDir: string
  readonly appVersion: string
  /**
   * Opens the profile for the length of `work`. Without `works`, jobs left over from before stay where they are; with `background`, also
   * those are taken up that nobody waits for.
   */
  withCore<T>(options: { works: boolean; background?: boolean }, work: (core: Core) => Promise<T>): Promise<T>
  /** Works on whole library files, also those of a profile that cannot be opened. */
  readonly archive: Archive
  /** Compute threads alone: no profile is opened. */
  withCompute<T>(work: (compute: ComputePool) => Promise<T>): Promise<T>
}

export type SessionOptions = {
  terminal: Terminal
  signal: AbortSignal
  profile: string | undefined
  appVersion: string
  computeThreadUrl: URL
  archiveThreadUrl: URL
}

export function createSession(options: SessionOptions): Session {
  const { terminal, signal, appVersion, computeThreadUrl } = options
  // Loaded on need: most commands never touch a backup.
  const archive: Archive = {
    run: async (task, input) => {
      const { createArchive } = await import('../../workers/archive-host.ts')
      return createArchive({ threadUrl: options.archiveThreadUrl, logger: silentLogger }).run(task, input)
    },
  }
  const surroundings = { platform: process.platform, env: process.env, home: homedir() }
  const chosen = options.profile ?? process.env['METASTAMP_PROFILE'] ?? ''
  const profileDir = chosen === '' ? defaultProfileDir(surroundings) : resolve(chosen)

  const createPool = async () => {
    const { createComputePool } = await import('../../workers/compute-pool.ts')
    return createComputePool({
      size: computePoolSize(),
      threadUrl: computeThreadUrl,
      readyTimeoutMs: 30_000,
      defaultTimeoutMs: 60_000,
    })
  }

  return {
    terminal,
    signal,
    profileDir,
    appVersion,
    archive,
    async withCore({ works, background = false }, work) {
      keepHeapsFrugal()
      const { createCore } = await import('../../core/create-core.ts')
      const core = await createCore({
        profileDir,
        appVersion,
        host: 'cli',
        keyStore: 'file',
        vaultKey: await loadKeyFile(keyFileOf(profileDir)),
        compute: await createPool(),
        archive,
        shell: {},
        logger: silentLogger,
        platform: process.platform,
        electronVersion: null,
        drop: 'paths',
        browseRoots: null,
        searchPath: process.env['PATH'] ?? '',
        works,
        background,
      })
      try {
        return await work(core)
      } finally {
        await core.close()
      }
    },
    async withCompute(work) {
      const compute = await createPool()
      try {
        return await work(compute)
      } finally {
        await compute.close()
      }
    },
  }
}

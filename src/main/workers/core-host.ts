import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { z } from 'zod'
import { Failure } from '../../shared/contract/errors.ts'
import type { AssetId } from '../../shared/domain/ids.ts'
import type { MediaVariant } from '../../shared/domain/media-kind.ts'
import type { MediaAnswer, Shell } from '../core/core.ts'
import type { Logger } from '../core/log/logger.ts'
import { type CoreMethods, type CoreThreadData, logNote, type ShellMethods } from './core-thread-methods.ts'
import { superviseThread, type SupervisedThread, type ThreadState } from './supervised-thread.ts'
import type { Handlers } from './thread-messages.ts'

export type CoreHostOptions = {
  coreThreadUrl: URL
  computeThreadUrl: URL
  archiveThreadUrl: URL
  indexThreadUrl: URL
  /** Compute threads, at least one. */
  poolSize: number
  core: Omit<CoreThreadData, 'computeThreadUrl' | 'archiveThreadUrl' | 'indexThreadUrl' | 'poolSize' | 'shellHas'>
  shell: Shell
  logger: Logger
  /** A large library's migration may take a while. Default one minute. */
  readyTimeoutMs?: number
}

/** The host's side of the core thread. */
export type CoreHost = {
  readonly state: ThreadState
  /**
   * A port that speaks the contract. It works at once: what is sent before the thread is ready waits. It closes when the
   * core thread dies or cannot be reached; ask for another one then.
   */
  connect(audience: 'page' | 'shell'): MessagePort
  media(assetId: AssetId, variant: MediaVariant): Promise<MediaAnswer | null>
  /** Lets the core end what is running and close its store, then ends the thread. */
  close(): Promise<void>
  onStateChange(listener: (state: ThreadState) => void): () => void
}

/** The core promises to close within a second; what is over that is ended without it. */
const closeTimeoutMs = 4000

/**
 * Starts the core in a worker thread and keeps it running. When the core refuses to start (PROFILE_LOCKED,
 * PROFILE_NEWER, STORE_CORRUPT) this rejects with that very Failure, and nothing is tried again.
 */
export async function startCoreThread(options: CoreHostOptions): Promise<CoreHost> {
  const data: CoreThreadData = {
    ...options.core,
    computeThreadUrl: options.computeThreadUrl.href,
    archiveThreadUrl: options.archiveThreadUrl.href,
    indexThreadUrl: options.indexThreadUrl.href,
    poolSize: options.poolSize,
    shellHas: shellParts.filter((part) => options.shell[part] !== undefined),
  }
  const thread = superviseThread<CoreMethods, ShellMethods>({
    name: 'The core of the program',
    url: options.coreThreadUrl,
    workerData: data,
    readyTimeoutMs: options.readyTimeoutMs ?? 60_000,
    handlers: shellHandlers(options.shell),
    onNote: (name, value) => writeNote(options.logger, name, value),
    logger: options.logger,
    replaceWhenUnresponsive: false,
    blameCalls: false,
    oneAtATime: true,
  })
  await thread.start()

  return {
    get state() {
      return thread.state
    },
    connect: (audience) => connect(thread, audience),
    media: (assetId, variant) => thread.call('media', { assetId, variant }),
    async close() {
      if (thread.state === 'ready')
        await settled(thread.call('close', null, { timeoutMs: closeTimeoutMs }), options.logger)
      await thread.close()
    },
    onStateChange: (listener) => thread.onStateChange(listener),
  }
}

const shellParts = ['choosePaths', 'revealPath', 'saveFile', 'openExternal'] as const satisfies readonly (keyof Shell)[]

function connect(thread: SupervisedThread<CoreMethods>, audience: 'page' | 'shell'): MessagePort {
  const { port1, port2 } = new MessageChannel()
  thread.call('connect', { port: port2, audience }, { transfer: [port2] }).catch(() => {
    // Closing this end tells its holder; the other end has gone with the thread, or never left.
    port1.close()
  })
  return port1
}

async function settled(closing: Promise<unknown>, logger: Logger): Promise<void> {
  try {
    await closing
  } catch (thrown) {
    logger.log('warn', 'core.close', { detail: thrown instanceof Error ? thrown.message : String(thrown) })
  }
}

function shellHandlers(shell: Shell): Handlers<ShellMethods> {
  const missing = () => new Failure('UNAVAILABLE', 'This way of running the program cannot do that.')
  return {
    choosePaths: async (what) => {
      if (shell.choosePaths === undefined) throw missing()
      return shell.choosePaths(what)
    },
    revealPath: async (path) => {
      if (shell.revealPath === undefined) throw missing()
      await shell.revealPath(path)
      return null
    },
    saveFile: async (file) => {
      if (shell.saveFile === undefined) throw missing()
      return shell.saveFile(file)
    },
    openExternal: async (url) => {
      if (shell.openExternal === undefined) throw missing()
      await shell.openExternal(url)
      return null
    },
  }
}

const LogNote = z.object({
  level: z.enum(['debug', 'info', 'warn', 'error']),
  event: z.string(),
  fields: z.record(z.string(), z.unknown()),
})

function writeNote(logger: Logger, name: string, value: unknown): void {
  if (name !== logNote) return
  const note = LogNote.safeParse(value)
  if (note.success) logger.log(note.data.level, note.data.event, note.data.fields)
}

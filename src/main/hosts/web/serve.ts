import { createServer, type Server } from 'node:http'
import { Failure } from '../../../shared/contract/errors.ts'
import type { Logger } from '../../core/log/logger.ts'
import { loadAppFiles } from '../app-files.ts'
import { createAccess } from './access.ts'
import { incomingOf, openInbox } from './inbox.ts'
import { type FileSystem, nodeFileSystem } from './inbox-files.ts'
import { answer, type RouteOptions } from './routes.ts'
import { createRpcSockets, type RpcSocketOptions } from './rpc-socket.ts'
import type { WebCore } from './web-core.ts'

export type WebHostOptions = {
  core: WebCore
  /** Carries messages both ways between a page's socket and its port of the core. */
  pipe: RpcSocketOptions['pipe']
  /** The built page. */
  rendererDir: string
  /** Where dropped files are kept; made when missing. */
  inboxDir: string
  /** 0: any free one. */
  port?: number
  log: Logger
  limits?: Partial<WebHostLimits>
  fs?: FileSystem
  now?: () => number
}

export type WebHostLimits = {
  /** For the whole head of a request, however slowly it drips. */
  headersTimeoutMs: number
  /** Longest pause inside the body of an upload. */
  bodyIdleMs: number
  headerBytes: number
}

export type WebHost = {
  /** With the token of this launch. */
  url: string
  port: number
  /** Ends every connection and removes unfinished uploads. The core stays: it is the caller's. */
  close(): Promise<void>
}

const defaultLimits: WebHostLimits = { headersTimeoutMs: 10_000, bodyIdleMs: 15_000, headerBytes: 16_384 }
const sweepEveryMs = 300_000

/** The product at http://127.0.0.1:<port>/, for this machine and the holder of the token only (SAFETY §1). */
export async function startWebHost(options: WebHostOptions): Promise<WebHost> {
  const { core, log } = options
  const limits = { ...defaultLimits, ...options.limits }
  const [files, inbox] = await Promise.all([
    loadAppFiles(options.rendererDir),
    openInbox({
      inboxDir: options.inboxDir,
      ...(options.fs === undefined ? {} : { fs: options.fs }),
      ...(options.now === undefined ? {} : { now: options.now }),
    }),
  ])
  const access = createAccess()
  const server = createServer({
    maxHeaderSize: limits.headerBytes,
    headersTimeout: limits.headersTimeoutMs,
    // A large file may take its time as long as it keeps coming; silence is what ends it.
    requestTimeout: 0,
    keepAliveTimeout: 5_000,
    connectionsCheckingInterval: Math.min(5_000, limits.headersTimeoutMs),
  })
  server.maxConnections = 256
  let port = 0
  const routes: RouteOptions = {
    core,
    access,
    files,
    inbox,
    incomingDir: incomingOf(options.inboxDir),
    fs: options.fs ?? nodeFileSystem,
    log,
    bodyIdleMs: limits.bodyIdleMs,
    port: () => port,
  }
  const sockets = createRpcSockets({ access, core, port: () => port, pipe: options.pipe })
  server.on('request', (request, response) => void answer(routes, request, response))
  // The gate speaks before a sender is told to go on.
  server.on('checkContinue', (request, response) => void answer(routes, request, response))
  server.on('upgrade', (request, socket, head) => sockets.upgrade(request, socket, head))

  port = await listen(server, options.port ?? 0)
  const sweep = setInterval(() => {
    inbox.sweep().catch((thrown: unknown) => log.log('warn', 'web.inbox-sweep-failed', { error: String(thrown) }))
  }, sweepEveryMs)
  sweep.unref()

  return {
    url: `http://127.0.0.1:${port}/?token=${access.token}`,
    port,
    async close() {
      clearInterval(sweep)
      sockets.close()
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      await inbox.close()
      await closed
    },
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (thrown) => {
      const taken = 'code' in thrown && thrown.code === 'EADDRINUSE'
      const message = taken
        ? `Port ${port} is in use by another program. Choose another one, or 0 for any free port.`
        : `Port ${port} cannot be opened. Choose another one, or 0 for any free port.`
      reject(new Failure('UNAVAILABLE', message, { cause: thrown }))
    })
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      const address = server.address()
      if (address === null || typeof address === 'string') reject(new Failure('INTERNAL', 'The server has no port.'))
      else resolve(address.port)
    })
  })
}

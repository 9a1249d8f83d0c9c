import { ORPCError } from '@orpc/client'
import type { AnyRouter, Context, InferRouterInitialContext } from '@orpc/server'
import { RPCHandler } from '@orpc/server/websocket'
import type { MessagePortLike } from '../core.ts'
import { type Logger, silentLogger } from '../log/logger.ts'
import { closedSetErrors, detailOf, internal, isClosedSet, isORPCError } from './closed-set-errors.ts'

// Speaks a router over a message port. Whatever is thrown behind it reaches the caller as one of the closed set of
// errors, and nothing that arrives on the port can throw into the thread.

/** Frames are text, or bytes where a file is inside; the RPC layer's own objects are not let in. */
const isFrame = (data: unknown): data is string | Uint8Array<ArrayBuffer> =>
  typeof data === 'string' || (data instanceof Uint8Array && data.buffer instanceof ArrayBuffer)

/**
 * Answers the calls that come over `port` until it closes. Closing either end aborts the calls and streams under way.
 * @returns a function that closes this end
 */
export function connectPort<R extends AnyRouter>(
  router: R,
  port: MessagePortLike,
  context: InferRouterInitialContext<R>,
  logger: Logger = silentLogger,
): () => void {
  const reached = new WeakSet<object>()
  const toClosedSet = closedSetErrors(logger)
  const handler = new RPCHandler<Context>(router, {
    // Each request has a context object of its own, so that what failed before its procedure can be told apart.
    interceptors: [
      async (options) => {
        const own = { ...options.context }
        try {
          const result = await options.next({ ...options, context: own })
          if (!result.matched) throw unknownProcedure()
          return result
        } catch (thrown) {
          if (isORPCError(thrown) && isClosedSet(thrown)) throw thrown
          throw reached.has(own) ? internal(logger, thrown, options.request.url.pathname) : unreadable()
        }
      },
    ],
    clientInterceptors: [
      (options) => {
        reached.add(options.context)
        return toClosedSet(options)
      },
    ],
  })

  // The socket flavour of the handler says when handling a frame has failed; the port flavour would leave that to the
  // thread's unhandled rejections. What crosses the port is the same.
  const peer = {
    send: (data: unknown) => port.postMessage(data),
    addEventListener: () => undefined,
  }
  port.addEventListener('message', ({ data }) => {
    const frame = data instanceof ArrayBuffer ? new Uint8Array(data) : data
    if (!isFrame(frame)) {
      logger.log('warn', 'rpc.frame-refused', { type: typeof data })
      return
    }
    // Typed as ArrayBuffer by the handler, which takes any bytes.
    const message = typeof frame === 'string' ? frame : exactBuffer(frame)
    handler.message(peer, message, { context }).catch((thrown: unknown) => {
      logger.log('warn', 'rpc.frame-failed', { detail: detailOf(thrown) })
    })
  })
  port.addEventListener('close', () => handler.close(peer))
  port.start()
  return () => {
    handler.close(peer)
    port.close()
  }
}

const unknownProcedure = () =>
  new ORPCError('NOT_FOUND', {
    defined: true,
    message: 'This program has no such function. The page and the program may be of different versions: load it again.',
    data: { retryable: false },
  })

const unreadable = () =>
  new ORPCError('BAD_INPUT', { defined: true, message: 'The request cannot be read.', data: { retryable: false } })

const exactBuffer = (bytes: Uint8Array<ArrayBuffer>): ArrayBuffer =>
  bytes.byteLength === bytes.buffer.byteLength
    ? bytes.buffer
    : bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)

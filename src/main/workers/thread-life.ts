import { type ResourceLimits, Worker } from 'node:worker_threads'
import { decodersChosen, shareOnce } from '../core/media/image/once-in-process.ts'
import { Failure, failureFrom } from '../../shared/contract/errors.ts'
import { deferred } from './deferred.ts'
import { type Handlers, type Methods, readThreadMessage } from './thread-messages.ts'
import { createThreadPeer, type ThreadPeer } from './thread-peer.ts'

// One thread from its birth to its end. What happens after the end is the supervisor's business.

export type ThreadLifeOptions<Local extends Methods> = {
  /** For people: "the core thread". */
  name: string
  url: URL
  workerData: unknown
  resourceLimits: ResourceLimits | undefined
  readyTimeoutMs: number
  handlers: Handlers<Local>
  onNote: (name: string, value: unknown) => void
}

export type Ending = {
  reason: Failure
  /** A call was under way: the end may be its doing. */
  duringCall: boolean
}

export type ThreadLife<Remote extends Methods> = {
  peer: ThreadPeer<Remote>
  /** Rejects with the thread's own Failure, or with UNAVAILABLE when it gave none. */
  ready: Promise<void>
  /** Resolves once, with the reason, as soon as nothing more can come of this thread. */
  ended: Promise<Ending>
  /** Resolves when the operating system's thread is gone too, and with it every file and lock it held. */
  gone: Promise<void>
  /** Settles every call with `reason` now. The promise is kept when the operating system's thread is gone. */
  end(reason: Failure, duringCall?: boolean): Promise<void>
}

const unstarted = (name: string, detail: string): Failure =>
  new Failure(
    'UNAVAILABLE',
    `${name} could not be started. Restart the program; if that does not help, install it again.`,
    {
      retryable: true,
      detail,
    },
  )

const died = (name: string, detail: string): Failure =>
  new Failure('WORKER_DIED', `${name} stopped unexpectedly. It is being started again; please try once more.`, {
    retryable: true,
    detail,
  })

export function startThread<Remote extends Methods, Local extends Methods>(
  options: ThreadLifeOptions<Local>,
): ThreadLife<Remote> {
  const ready = deferred<void>()
  const ended = deferred<Ending>()
  const gone = deferred<void>()
  let isReady = false
  // Whoever asks later still gets the rejection; nobody asking must not end the process.
  ready.promise.catch(() => undefined)

  shareOnce(decodersChosen)
  const worker = new Worker(options.url, {
    workerData: options.workerData,
    name: options.name,
    ...(options.resourceLimits === undefined ? {} : { resourceLimits: options.resourceLimits }),
  })
  const peer = createThreadPeer<Remote, Local>(
    (message, transfer) => worker.postMessage(message, transfer),
    options.handlers,
  )

  const end = async (reason: Failure, duringCall = peer.waiting > 0): Promise<void> => {
    clearTimeout(readyTimer)
    ready.reject(reason)
    ended.resolve({ reason, duringCall })
    peer.end(reason)
    await worker.terminate()
  }
  const die = (detail: string): void => void end((isReady ? died : unstarted)(options.name, detail))

  const readyTimer = setTimeout(
    () => die(`not ready after ${String(options.readyTimeoutMs)} ms`),
    options.readyTimeoutMs,
  )

  worker.on('message', (data: unknown) => {
    const message = readThreadMessage(data)
    if (message === null) die('it sent a message that is not of the protocol')
    else if (message.type === 'failed') void end(failureFrom(message.failure))
    else if (message.type === 'note') options.onNote(message.name, message.value)
    else if (message.type === 'ready') {
      clearTimeout(readyTimer)
      isReady = true
      ready.resolve()
    } else peer.receive(message)
  })
  worker.on('messageerror', (error) => die(`it sent a message that cannot be read: ${error.message}`))
  worker.on('error', (error: unknown) => die(error instanceof Error ? error.message : String(error)))
  worker.on('exit', (code) => {
    gone.resolve()
    die(`exit code ${String(code)}`)
  })

  return { peer, ready: ready.promise, ended: ended.promise, gone: gone.promise, end }
}

import { parentPort } from 'node:worker_threads'
import { toFailureRecord } from '../../shared/contract/errors.ts'
import { type Handlers, type Methods, readThreadMessage, type ThreadMessage } from './thread-messages.ts'
import { createThreadPeer, type ThreadPeer } from './thread-peer.ts'

/** What a thread sees of the one that started it. */
export type HostSide<Host extends Methods> = {
  call: ThreadPeer<Host>['call']
  note(name: string, value: unknown): void
}

/**
 * The thread's side of a supervised thread: prepares with `setUp`, says that it is ready, and then answers calls with
 * the handlers that `setUp` returned. A cancel aborts the signal of its call. When `setUp` throws, the host gets that
 * very Failure and the thread waits to be ended.
 */
export async function serveThread<Own extends Methods, Host extends Methods>(
  setUp: (host: HostSide<Host>) => Promise<Handlers<Own>>,
): Promise<void> {
  const port = parentPort
  if (port === null) throw new Error('This file is the entry of a worker thread; it cannot run by itself.')
  const post = (message: ThreadMessage, transfer: Parameters<typeof port.postMessage>[1] = []) =>
    port.postMessage(message, transfer)

  // The host asks nothing before it has been told that the thread is ready, so the table may fill up late.
  const handlers: Handlers<Methods> = {}
  const peer = createThreadPeer<Host, Methods>(post, handlers)
  port.on('message', (data: unknown) => {
    const message = readThreadMessage(data)
    if (message !== null) peer.receive(message)
  })

  try {
    const own = await setUp({ call: peer.call, note: (name, value) => post({ type: 'note', name, value }) })
    Object.assign(handlers, own)
    post({ type: 'ready' })
  } catch (thrown) {
    post({ type: 'failed', failure: toFailureRecord(thrown) })
  }
}

import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads'

// Threads of one process share native libraries and with them settings. What sets them for all must not do so again, later, under the
// hands of a thread that is already at work. The environment data of a thread is handed on to those it starts; the memory in it is shared.

/** The decoders that sharp may use. */
export const decodersChosen = 'metastamp.decoders-chosen'

const [untouched, underWay, done] = [0, 1, 2]
/** What is guarded takes microseconds; longer than this only a thread that was ended in the middle of it takes. */
const longestMs = 1_000

/** Before a thread is started: so that it and its starter are of one mind about `name`. */
export function shareOnce(name: string): void {
  if (getEnvironmentData(name) === undefined) setEnvironmentData(name, new SharedArrayBuffer(4))
}

/** Runs `act` unless a thread of this process has; when it returns, it has been run to its end. */
export function onceInProcess(name: string, act: () => void): void {
  shareOnce(name)
  const shared = getEnvironmentData(name)
  if (!(shared instanceof SharedArrayBuffer)) throw new TypeError(`the environment holds something else as ${name}`)
  const state = new Int32Array(shared)
  const found = Atomics.compareExchange(state, 0, untouched, underWay)
  if (found === done) return
  if (found === underWay && Atomics.wait(state, 0, underWay, longestMs) !== 'timed-out') return
  act()
  Atomics.store(state, 0, done)
  Atomics.notify(state, 0)
}

import { parentPort, workerData } from 'node:worker_threads'
import { onceInProcess } from '../../src/main/core/media/image/once-in-process.ts'

// A thread that wants a thing done once, and says what it found when it was told that it is done.

const { counted } = workerData as { counted: SharedArrayBuffer }
const [begun, ended] = [0, 1]
const count = new Int32Array(counted)
onceInProcess('metastamp.test-once', () => {
  Atomics.add(count, begun, 1)
  const until = performance.now() + 50
  while (performance.now() < until);
  Atomics.add(count, ended, 1)
})
parentPort?.postMessage([Atomics.load(count, begun), Atomics.load(count, ended)])

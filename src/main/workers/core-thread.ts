import { workerData } from 'node:worker_threads'
import { withCompileCache } from './compile-cache.ts'
import type { CoreThreadData } from './core-thread-methods.ts'

// Entry of the core thread. What it gets was made by startCoreThread, in the same program.
await withCompileCache(async () => {
  const [{ serveCore }, { createCore }] = await Promise.all([
    import('./serve-core.ts'),
    import('../core/create-core.ts'),
  ])
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it has crossed no border but that of the thread
  await serveCore(workerData as CoreThreadData, createCore)
})

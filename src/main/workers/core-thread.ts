import { workerData } from 'node:worker_threads'
import { createCore } from '../core/create-core.ts'
import type { CoreThreadData } from './core-thread-methods.ts'
import { serveCore } from './serve-core.ts'

// Entry of the core thread. What it gets was made by startCoreThread, in the same program.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it has crossed no border but that of the thread
await serveCore(workerData as CoreThreadData, createCore)

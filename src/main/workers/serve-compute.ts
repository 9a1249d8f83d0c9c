import process from 'node:process'
import { createComputeHandlers } from '../core/compute/handlers.ts'
import type { ComputeTasks } from '../core/compute/tasks.ts'
import { serveThread } from './serve-thread.ts'
import type { NoMethods } from './thread-messages.ts'

/** The life of a compute thread: answers tasks until it is ended. */
export function serveCompute(): Promise<void> {
  return serveThread<ComputeTasks, NoMethods>(async () =>
    createComputeHandlers({ searchPath: process.env['PATH'] ?? '', platform: process.platform }),
  )
}

import process from 'node:process'
import { createComputeHandlers } from '../core/compute/handlers.ts'
import type { ComputeTasks } from '../core/compute/tasks.ts'
import { serveThread } from './serve-thread.ts'
import type { NoMethods } from './thread-messages.ts'

// Entry of a compute thread.
await serveThread<ComputeTasks, NoMethods>(async () =>
  createComputeHandlers({ searchPath: process.env['PATH'] ?? '', platform: process.platform }),
)

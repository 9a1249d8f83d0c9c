import { createComputeHandlers } from '../../src/main/core/compute/handlers.ts'
import type { ComputePool } from '../../src/main/core/compute/tasks.ts'

const handlers = createComputeHandlers({ searchPath: '', platform: process.platform })

/** Computes where it is asked: a thread would add nothing to what is tested with it. */
export const inlineCompute: Pick<ComputePool, 'run'> = {
  run: async (task, input) => handlers[task](input, new AbortController().signal),
}

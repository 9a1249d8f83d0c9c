import { Failure } from '../../src/shared/contract/errors.ts'
import type {
  ComputeHandlers,
  ComputePool,
  ComputeTask,
  ComputeTasks,
  RunOptions,
} from '../../src/main/core/compute/tasks.ts'

// A compute pool without threads. What passes through it is cloned, as a real thread would, so that nothing is shared by accident.

export function createInProcessPool(handlers: ComputeHandlers, size = 2): ComputePool & { calls: ComputeTask[] } {
  const calls: ComputeTask[] = []
  let closed = false
  return {
    size,
    calls,
    async run<T extends ComputeTask>(
      task: T,
      input: ComputeTasks[T]['input'],
      options: RunOptions = {},
    ): Promise<ComputeTasks[T]['output']> {
      if (closed) throw new Failure('UNAVAILABLE', 'The pool is closed.')
      calls.push(task)
      const signal = options.signal ?? new AbortController().signal
      const aborted = new Promise<never>((_, reject) => {
        const abort = () => reject(new Failure('CANCELLED', 'Cancelled.'))
        if (signal.aborted) abort()
        else signal.addEventListener('abort', abort, { once: true })
      })
      const result = await Promise.race([handlers[task](structuredClone(input), signal), aborted])
      return structuredClone(result)
    },
    async close() {
      closed = true
    },
  }
}

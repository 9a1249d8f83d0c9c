import { availableParallelism } from 'node:os'

/** Compute threads: one a core, and one more to decode while another waits for its commit or its next file. */
export function computePoolSize(): number {
  return availableParallelism() + 1
}

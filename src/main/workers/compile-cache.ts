import { enableCompileCache, flushCompileCache } from 'node:module'

/**
 * Runs a thread's entry with the compiled code of its modules kept between runs: half of a thread's start is compiling. Each thread has to
 * ask for it, and to write it itself, for it is ended before it would.
 */
export async function withCompileCache(entry: () => Promise<void>): Promise<void> {
  enableCompileCache()
  await entry()
  flushCompileCache()
}

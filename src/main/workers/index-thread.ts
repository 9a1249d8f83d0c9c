import { withCompileCache } from './compile-cache.ts'
import type { IndexMethods } from './index-host.ts'
import type { NoMethods } from './thread-messages.ts'

// Entry of the index thread: it holds the whole library by what works can be found again by.
await withCompileCache(async () => {
  const [{ createWorkIndex }, { serveThread }] = await Promise.all([
    import('../core/match/work-index.ts'),
    import('./serve-thread.ts'),
  ])
  await serveThread<IndexMethods, NoMethods>(async () => createWorkIndex())
})

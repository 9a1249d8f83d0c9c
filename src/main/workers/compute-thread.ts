import { withCompileCache } from './compile-cache.ts'

// Entry of a compute thread.
await withCompileCache(async () => (await import('./serve-compute.ts')).serveCompute())

import { workerData } from 'node:worker_threads'
import { createCore } from '../../src/main/core/create-core.ts'
import type { CoreThreadData } from '../../src/main/workers/core-thread-methods.ts'
import { serveCore } from '../../src/main/workers/serve-core.ts'

// The product's core thread, but for one thing: asking for an original ends the thread on the spot.

const data: CoreThreadData = workerData

await serveCore(data, async (options) => {
  const core = await createCore(options)
  return {
    client: core.client,
    connect: (port, audience) => core.connect(port, audience),
    media: async (assetId, variant) => (variant === 'original' ? process.exit(7) : core.media(assetId, variant)),
    watch: () => core.watch(),
    sweep: () => core.sweep(),
    close: () => core.close(),
  }
})

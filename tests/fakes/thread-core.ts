import { workerData } from 'node:worker_threads'
import { connectPort } from '../../src/main/core/api/connect.ts'
import type { CoreThreadData } from '../../src/main/workers/core-thread-methods.ts'
import { serveCore } from '../../src/main/workers/serve-core.ts'
import { Failure } from '../../src/shared/contract/errors.ts'
import { sampleRouter } from '../contract/sample-contract.ts'

// A core thread with a small core in it: the same entry as the product's but for the core. `profileDir` says how it starts;
// `media` does what the asset id says.

const data: CoreThreadData = workerData

await serveCore(data, async (options) => {
  if (options.profileDir === 'locked') {
    throw new Failure('PROFILE_LOCKED', 'This profile is open in another window.', { path: options.profileDir })
  }
  options.logger.log('info', 'core.started', { profileDir: options.profileDir, key: options.vaultKey.length })
  options.logger.log('warn', 'core.odd', { unclonable: () => 1 })
  return {
    get client(): never {
      throw new Error('the fake core has no client')
    },
    watch: () => undefined,
    sweep: () => options.logger.log('info', 'core.swept'),
    connect: (port) => {
      connectPort(sampleRouter([]), port, { seen: [] }, options.logger)
    },
    async media(assetId, variant) {
      const asked: string = assetId
      if (asked === 'crash') process.exit(7)
      if (asked === 'none') return null
      if (asked === 'shell') {
        const paths = (await options.shell.choosePaths?.('folder')) ?? ['nobody']
        return {
          type: 'file',
          path: paths.join(),
          bytes: 1,
          mediaType: 'text/plain',
          etag: String(options.shell.revealPath),
        }
      }
      const { thumbnail } = await options.compute.run('fingerprint', {
        path: `/ok/${variant}`,
        kind: 'image',
        mediaType: 'image/png',
        bytes: 1,
        mtimeUs: 1,
        sha256: new Uint8Array(32),
        ffmpegPath: null,
      })
      return { type: 'bytes', bytes: thumbnail?.bytes ?? new Uint8Array(), mediaType: 'image/webp', etag: 'x' }
    },
    close: async () => options.logger.log('info', 'core.closed'),
  }
})

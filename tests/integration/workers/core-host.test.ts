import { once } from 'node:events'
import type { MessagePort } from 'node:worker_threads'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import { afterEach, describe, expect, it } from 'vitest'
import type { Logger } from '../../../src/main/core/log/logger.ts'
import { type CoreHost, type CoreHostOptions, startCoreThread } from '../../../src/main/workers/core-host.ts'
import { Failure, toFailureRecord } from '../../../src/shared/contract/errors.ts'
import type { AssetId } from '../../../src/shared/domain/ids.ts'
import type { sampleContract } from '../../contract/sample-contract.ts'

const hosts: CoreHost[] = []
const logged: string[] = []
const logger: Logger = {
  log: (level, event, fields) => void logged.push(`${level} ${event} ${JSON.stringify(fields)}`),
}

afterEach(async () => {
  await Promise.all(hosts.splice(0).map((host) => host.close()))
  logged.length = 0
})

function options(profileDir: string): CoreHostOptions {
  return {
    coreThreadUrl: new URL('../../fakes/thread-core.ts', import.meta.url),
    computeThreadUrl: new URL('../../fakes/pool-thread.ts', import.meta.url),
    archiveThreadUrl: new URL('../../../src/main/workers/archive-thread.ts', import.meta.url),
    indexThreadUrl: new URL('../../../src/main/workers/index-thread.ts', import.meta.url),
    poolSize: 1,
    core: {
      profileDir,
      appVersion: '0.0.0',
      host: 'test',
      keyStore: 'file',
      vaultKey: new Uint8Array(32),
      platform: 'linux',
      electronVersion: null,
      drop: 'upload',
      browseRoots: null,
      searchPath: '',
    },
    shell: { choosePaths: async (what) => [`chosen ${what}`] },
    logger,
    readyTimeoutMs: 15_000,
  }
}

async function start(profileDir = 'fine'): Promise<CoreHost> {
  const host = await startCoreThread(options(profileDir))
  hosts.push(host)
  return host
}

// The fake core takes words where the product has ids.
const asset = (word: string) => word as AssetId

function clientOver(port: MessagePort) {
  const client = createORPCClient<ContractRouterClient<typeof sampleContract>>(new RPCLink({ port }))
  port.start()
  return client
}

describe('the core thread and its host', () => {
  it('speaks the contract on every port, serves media from the compute pool, and asks the host for dialogs', async () => {
    const host = await start()
    const first = clientOver(host.connect('page'))
    const second = clientOver(host.connect('shell'))
    const media = await host.media(asset('picture'), 'thumbnail')
    expect({
      calls: await Promise.all([first.double({ value: 2 }), second.double({ value: 3 })]),
      media: media?.type === 'bytes' ? media.bytes.length : media,
      none: await host.media(asset('none'), 'original'),
      shell: await host.media(asset('shell'), 'original'),
      logged: logged.filter((line) => line.includes('core.')),
    }).toEqual({
      calls: [4, 6],
      media: 100_000,
      none: null,
      // revealPath is absent in this host, so the core sees no such part.
      shell: { type: 'file', path: 'chosen folder', bytes: 1, mediaType: 'text/plain', etag: 'undefined' },
      logged: [
        'info core.started {"profileDir":"fine","key":32}',
        'warn core.odd {"unloggable":["unclonable"]}',
        'info core.swept {}',
      ],
    })
  })

  it('a core that refuses to start is told as it is and not tried again', async () => {
    const refused = await startCoreThread(options('locked')).then(
      () => 'started',
      (thrown: unknown) => (thrown instanceof Failure ? toFailureRecord(thrown) : thrown),
    )
    expect(refused).toEqual({
      code: 'PROFILE_LOCKED',
      message: 'This profile is open in another window.',
      path: 'locked',
      retryable: false,
    })
    expect(logged.filter((line) => line.includes('"state":"starting"'))).toHaveLength(1)
  })

  it('a core that dies later closes its ports and is started again; new ports work', async () => {
    const host = await start()
    const port = host.connect('page')
    const client = clientOver(port)
    await client.double({ value: 1 })
    const closed = once(port, 'close')
    const underWay = client.wait({}).then(
      () => 'answered',
      (thrown: unknown) => (thrown instanceof Error ? thrown.name : thrown),
    )
    const crash = await host.media(asset('crash'), 'original').then(
      () => 'answered',
      (thrown: unknown) => (thrown instanceof Failure ? [thrown.code, thrown.retryable] : thrown),
    )
    await closed
    const again = clientOver(host.connect('page'))
    expect([crash, await underWay, await again.double({ value: 21 }), host.state]).toEqual([
      ['WORKER_DIED', true],
      'AbortError',
      42,
      'ready',
    ])
  })

  it('a port asked for after closing closes at once, and closing lets the core close first', async () => {
    const host = await start()
    await host.close()
    const port = host.connect('page')
    await once(port, 'close')
    expect([host.state, logged.some((line) => line.includes('core.closed'))]).toEqual(['closed', true])
  })
})

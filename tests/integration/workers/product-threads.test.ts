import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ComputePool } from '../../../src/main/core/compute/tasks.ts'
import { silentLogger } from '../../../src/main/core/log/logger.ts'
import { createComputePool } from '../../../src/main/workers/compute-pool.ts'
import { type CoreHost, startCoreThread } from '../../../src/main/workers/core-host.ts'
import { Failure } from '../../../src/shared/contract/errors.ts'
import type { hostContract } from '../../../src/shared/contract/index.ts'
import { AssetId } from '../../../src/shared/domain/ids.ts'

// The product's own threads, from their own entries: what the fakes of the other suites stand in for.

const entry = (name: string) => new URL(`../../../src/main/workers/${name}.ts`, import.meta.url)
const anyAsset = AssetId.parse('0190a0b0-0000-7000-8000-000000000001')

let dir: string
const closers: (() => Promise<void>)[] = []
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'metastamp-threads-'))
})
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
  await rm(dir, { recursive: true, force: true })
})

function openPool(): ComputePool {
  const pool = createComputePool({
    size: 2,
    threadUrl: entry('compute-thread'),
    readyTimeoutMs: 20_000,
    defaultTimeoutMs: 20_000,
  })
  closers.push(() => pool.close())
  return pool
}

async function openHost(coreThreadUrl = entry('core-thread')): Promise<CoreHost> {
  const host = await startCoreThread({
    coreThreadUrl,
    computeThreadUrl: entry('compute-thread'),
    archiveThreadUrl: entry('archive-thread'),
    indexThreadUrl: entry('index-thread'),
    poolSize: 1,
    core: {
      profileDir: join(dir, 'profile'),
      appVersion: '0.1.0',
      host: 'test',
      keyStore: 'file',
      vaultKey: new Uint8Array(32),
      platform: process.platform,
      electronVersion: null,
      drop: 'upload',
      browseRoots: null,
      searchPath: '',
    },
    shell: {},
    logger: silentLogger,
  })
  closers.push(() => host.close())
  return host
}

function clientOf(host: CoreHost): ContractRouterClient<typeof hostContract> {
  const port = host.connect('shell')
  const client = createORPCClient<ContractRouterClient<typeof hostContract>>(new RPCLink({ port }))
  port.start()
  return client
}

async function picture(name: string): Promise<string> {
  const path = join(dir, name)
  const pixels = Uint8Array.from({ length: 96 * 64 * 3 }, (_, index) => (index * 7 + (((index >> 5) * 13) % 91)) % 256)
  await writeFile(
    path,
    await sharp(pixels, { raw: { width: 96, height: 64, channels: 3 } })
      .png()
      .toBuffer(),
  )
  return path
}

describe('the compute thread', () => {
  it('inspects and fingerprints a real picture, and says why where there is no film to decode', async () => {
    const pool = openPool()
    const path = await picture('stripes.png')
    const bytes = await readFile(path)
    const sha256 = new Uint8Array(createHash('sha256').update(bytes).digest())
    const gone = join(dir, 'gone.png')
    const [found, missing] = await pool.run('inspect', { paths: [path, gone], maxFileBytes: 1e9 })
    const { mtimeMs } = await stat(path)
    const mtimeUs = Math.floor(mtimeMs * 1000)
    const request = {
      path,
      kind: 'image',
      mediaType: 'image/png',
      bytes: bytes.length,
      mtimeUs,
      sha256,
      ffmpegPath: null,
    } as const
    const { fingerprint, thumbnail } = await pool.run('fingerprint', request)
    const film = await pool
      .run('fingerprint', { ...request, kind: 'video' })
      .catch((thrown: unknown) => (thrown instanceof Failure ? thrown.code : thrown))
    expect({ found, missing, fingerprint, thumbnail, film }).toMatchObject({
      found: { ok: true, path, bytes: bytes.length, sha256, kind: 'image', mediaType: 'image/png' },
      missing: { ok: false, path: gone, failure: { code: 'VANISHED' } },
      fingerprint: { sha256: Buffer.from(sha256).toString('hex'), kind: 'image', image: { width: 96, height: 64 } },
      thumbnail: { bytes: expect.any(Uint8Array) },
      film: 'CORRUPT_MEDIA',
    })
  })
})

describe('the core thread', () => {
  it('protects a file from the path to the thumbnail, and refuses a second program on its profile', async () => {
    const host = await openHost()
    const client = clientOf(host)
    const path = await picture('work.png')
    const outcomes = []
    for await (const event of await client.shell.protect({ paths: [path] })) {
      if (event.type === 'files') outcomes.push(...event.outcomes)
    }
    const [outcome] = outcomes
    const media = outcome?.assetId === undefined ? null : await host.media(outcome.assetId, 'thumbnail')
    const second = await openHost().catch((thrown: unknown) => (thrown instanceof Failure ? thrown.code : thrown))
    expect({ outcomes, media: media?.type, second }).toEqual({
      outcomes: [expect.objectContaining({ path, status: 'ready', kind: 'image' })],
      media: 'bytes',
      second: 'PROFILE_LOCKED',
    })
  })

  it('that dies is started again on the same profile, with what had been stored', async () => {
    const host = await openHost(new URL('../../fakes/thread-crashing-core.ts', import.meta.url))
    await clientOf(host).settings.set({ values: { 'appearance.theme': 'dark' } })
    const died: unknown[] = []
    for (let round = 0; round < 2; round += 1) {
      died.push(
        await host
          .media(anyAsset, 'original')
          .catch((thrown: unknown) => (thrown instanceof Failure ? thrown.code : thrown)),
      )
      died.push((await clientOf(host).settings.get({})).values['appearance.theme'])
    }
    expect({ died, state: host.state }).toEqual({
      died: ['WORKER_DIED', 'dark', 'WORKER_DIED', 'dark'],
      state: 'ready',
    })
  })
})

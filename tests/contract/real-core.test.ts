import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createORPCClient, ORPCError } from '@orpc/client'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { ComputePool } from '../../src/main/core/compute/tasks.ts'
import type { Core } from '../../src/main/core/core.ts'
import { createCore } from '../../src/main/core/create-core.ts'
import { silentLogger } from '../../src/main/core/log/logger.ts'
import type { CoreClient } from '../../src/renderer/transport/connect-to-core.ts'
import { contract } from '../../src/shared/contract/index.ts'
import { AssetId } from '../../src/shared/domain/ids.ts'
import { type OpenTransport, openTransport, type TransportName, transportNames } from './transports.ts'

// The product's own core behind every transport: what one page sees, every page sees.

const noCompute: ComputePool = {
  size: 1,
  run: () => Promise.reject(new Error('nothing is fingerprinted here')),
  close: async () => undefined,
}
const nobody = AssetId.parse('0190a0b0-0000-7000-8000-000000000001')

let profileDir: string
let core: Core
const opened: OpenTransport[] = []

beforeAll(async () => {
  profileDir = await mkdtemp(join(tmpdir(), 'metastamp-contract-'))
  core = await createCore({
    profileDir,
    appVersion: '0.1.0',
    host: 'test',
    keyStore: 'file',
    vaultKey: new Uint8Array(32),
    compute: noCompute,
    shell: {},
    logger: silentLogger,
    platform: 'linux',
    electronVersion: null,
    drop: 'upload',
    browseRoots: [{ name: 'Profile', path: profileDir }],
    searchPath: '',
    now: () => 1_800_000_000_000,
  })
})
afterEach(async () => {
  await Promise.all(opened.splice(0).map((transport) => transport.close()))
})
afterAll(async () => {
  await core.close()
  await rm(profileDir, { recursive: true, force: true })
})

async function open(name: TransportName) {
  const transport = await openTransport(name, { connect: (port) => core.connect(port, 'page'), client: core.client })
  opened.push(transport)
  return { client: createORPCClient<CoreClient>(transport.link), raw: transport.link }
}

const outcome = (call: Promise<unknown>) =>
  call.then(
    (value) => ({ value }),
    (thrown: unknown) =>
      thrown instanceof ORPCError
        ? { code: thrown.code, message: thrown.message, data: thrown.data, defined: thrown.defined }
        : { unexpected: String(thrown) },
  )

describe('the real core', () => {
  it('gives every page the same answers, errors and first events', async () => {
    const results = []
    for (const name of transportNames) {
      const { client, raw } = await open(name)
      const changes = await client.app.changes({})
      results.push({
        info: await outcome(client.app.info({})),
        settings: await outcome(client.settings.set({ values: { 'appearance.theme': 'dark' } })),
        list: await outcome(client.library.list({})),
        counts: await outcome(client.library.counts({})),
        jobs: await outcome(client.jobs.list({})),
        missing: await outcome(client.library.get({ assetId: nobody })),
        wrong: await outcome(raw.call(['library', 'list'], { limit: -1, query: 7 }, { context: {} })),
        noDialog: await outcome(client.intake.choose({ what: 'files' })),
        badLink: await outcome(client.app.openExternal({ url: 'javascript:alert(1)' })),
        firstChange: (await changes.next()).value,
        left: await outcome(Promise.resolve(changes.return?.())),
      })
    }
    const [expected] = results
    expect(results).toEqual(transportNames.map(() => expected))
    expect(expected).toMatchObject({
      info: { value: { version: '0.1.0', host: 'test', firstRun: true } },
      settings: { value: { 'appearance.theme': 'dark' } },
      list: { value: { items: [], nextCursor: null } },
      missing: { code: 'NOT_FOUND', defined: true },
      wrong: { code: 'BAD_INPUT', defined: true },
      noDialog: { code: 'UNAVAILABLE', defined: true },
      badLink: { code: 'UNAVAILABLE', defined: true },
      firstChange: { topics: [] },
    })
  })

  it.each(['message port', 'electron ports', 'websocket'] as const)(
    'has every procedure of the contract for a page over %s, and none of the shell',
    async (name) => {
      const { raw } = await open(name)
      // Input of no procedure: one that exists says BAD_INPUT, one that does not says NOT_FOUND.
      const ask = (path: readonly string[]) =>
        raw.call(path, 'no such input', { context: {} }).then(
          () => 'accepted',
          (thrown: unknown) => (thrown instanceof ORPCError ? thrown.code : String(thrown)),
        )
      const paths = Object.entries(contract).flatMap(([domain, verbs]) =>
        Object.keys(verbs).map((verb) => [domain, verb]),
      )
      const own = await Promise.all(paths.map(ask))
      const shell = await Promise.all(['addPaths', 'protect', 'findByPath'].map((verb) => ask(['shell', verb])))
      expect({ own: [...new Set(own)], shell }).toEqual({
        own: ['BAD_INPUT'],
        shell: ['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND'],
      })
    },
  )
})

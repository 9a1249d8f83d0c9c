import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ComputeHandlers, FingerprintResult } from '../../src/main/core/compute/tasks.ts'
import type { Core, CoreOptions } from '../../src/main/core/core.ts'
import { createCore } from '../../src/main/core/create-core.ts'
import { simulateValue } from '../../src/main/core/compute/simulate.ts'
import { payoutPaper } from '../../src/main/core/compute/payout-paper.ts'
import { statementPaper } from '../../src/main/core/compute/statement-paper.ts'
import { inspectFiles } from '../../src/main/core/intake/inspect.ts'
import { observeFiles } from '../../src/main/core/watch/observe.ts'
import { surveyFolders } from '../../src/main/core/watch/survey.ts'
import { silentLogger } from '../../src/main/core/log/logger.ts'
import { toHex } from '../../src/shared/domain/hash.ts'
import type { BatchEvent, FileOutcome } from '../../src/shared/contract/shell.ts'
import { createInProcessPool } from './in-process-pool.ts'

// A real core over a real profile in a temporary directory, with real inspection and, unless a test wants otherwise, a fingerprint that
// costs nothing: what is under test is the library, not the decoder.

export type CoreBench = {
  core: Core
  dir: string
  profileDir: string
  filesDir: string
  /** Closes the core and opens the profile again. */
  reopen(options?: Partial<CoreOptions>): Promise<Core>
  dispose(): Promise<void>
}

/** Derived from the content alone, so that equal bytes give equal fingerprints. */
export const quickFingerprint: ComputeHandlers['fingerprint'] = async (request): Promise<FingerprintResult> => {
  const sha256 = toHex(request.sha256)
  const hash = (salt: string) => createHash('sha256').update(sha256).update(salt).digest('hex')
  return {
    fingerprint: {
      sha256,
      bytes: request.bytes,
      mediaType: request.mediaType,
      kind: request.kind,
      processingMs: 1,
      quality: { score: 0.5, parts: { resolution: 0.5 } },
      image: {
        width: 16,
        height: 16,
        phash: hash('p').slice(0, 16),
        ahash: hash('a').slice(0, 16),
        dhash: hash('d').slice(0, 16),
        whash: hash('w').slice(0, 16),
        pdq: hash('q'),
        pdqQuality: 80,
        exif: {},
      },
    },
    thumbnail: { mediaType: 'image/webp', width: 16, height: 16, bytes: new Uint8Array([1, 2, 3]) },
  }
}

export async function createCoreBench(
  overrides: Partial<CoreOptions> & { handlers?: Partial<ComputeHandlers> } = {},
): Promise<CoreBench> {
  const dir = await mkdtemp(join(tmpdir(), 'metastamp-core-'))
  const { handlers, ...rest } = overrides
  const profileDir = join(dir, 'profile')
  const filesDir = join(dir, 'files')
  const open = (more: Partial<CoreOptions> = {}) =>
    createCore({
      profileDir,
      appVersion: '0.0.0-test',
      host: 'test',
      keyStore: 'file',
      vaultKey: new Uint8Array(32),
      compute: createInProcessPool({
        survey: surveyFolders,
        observe: observeFiles,
        inspect: inspectFiles,
        simulate: simulateValue,
        statementPaper,
        payoutPaper,
        fingerprint: quickFingerprint,
        features: async () => ({ features: [] }),
        compare: async () => [],
        passages: async () => [],
        ...handlers,
      }),
      shell: {},
      logger: silentLogger,
      platform: process.platform,
      electronVersion: null,
      drop: 'paths',
      browseRoots: null,
      searchPath: '',
      ...rest,
      ...more,
    })
  const bench: CoreBench = {
    core: await open(),
    dir,
    profileDir,
    filesDir,
    async reopen(more) {
      await bench.core.close()
      bench.core = await open(more)
      return bench.core
    },
    async dispose() {
      await bench.core.close()
      await rm(dir, { recursive: true, force: true })
    },
  }
  return bench
}

/** Protects paths to the end: outcomes by path, and the summary. */
export async function protectAll(
  core: Core,
  paths: string[],
): Promise<{ outcomes: Map<string, FileOutcome>; end: Extract<BatchEvent, { type: 'end' }>['batch'] }> {
  const outcomes = new Map<string, FileOutcome>()
  for await (const event of await core.client.shell.protect({ paths })) {
    if (event.type === 'files') for (const outcome of event.outcomes) outcomes.set(outcome.path, outcome)
    if (event.type === 'end') return { outcomes, end: event.batch }
  }
  throw new Error('the stream ended without its end')
}

/** Bytes that sniff as a PNG; `seed` makes them differ. Real enough for inspection, not for a decoder. */
export function pngBytes(seed: string | number): Buffer {
  const header = Buffer.from('89504e470d0a1a0a0000000d494844520000001000000010080200000090916836', 'hex')
  const data = createHash('sha256').update(String(seed)).digest()
  return Buffer.concat([header, Buffer.from([0, 0, 0, data.length]), Buffer.from('IDAT'), data, Buffer.alloc(4)])
}

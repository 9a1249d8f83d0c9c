import { describe, expect, it } from 'vitest'
import { checkImports, countFindings } from '../../scripts/layers/imports.mjs'
import { temporaryTree } from './temporary-tree.ts'

const manifest = JSON.stringify({
  name: 'tree',
  dependencies: { zod: '1', '@orpc/contract': '1', '@orpc/client': '1', 'better-sqlite3': '1', ws: '1', sharp: '1' },
  devDependencies: { electron: '1', react: '1' },
})

// What a careful person writes: none of it may be refused.
const goodTree = {
  'package.json': manifest,
  'src/shared/domain/ids.ts': "import { z } from 'zod'\nexport const Id = z.string()\n",
  'src/shared/contract/index.ts':
    "import { oc } from '@orpc/contract'\nimport { Id } from '../domain/ids.ts'\nexport const contract = { a: oc.input(Id) }\n",
  'src/main/core/store/open.ts':
    "import Database from 'better-sqlite3'\nexport const open = () => new Database(':memory:')\n",
  'src/main/core/log/logger.ts': 'export const logger = 1\n',
  'src/main/core/fingerprint/image/phash.ts':
    "import { Id } from '../../../../shared/domain/ids.ts'\nexport const hash = Id\n",
  'src/main/core/media/run-program.ts': "import { spawn } from 'node:child_process'\nexport const run = spawn\n",
  'src/main/core/media/image/decode.ts':
    "import sharp from 'sharp'\nimport { hash } from '../../fingerprint/image/phash.ts'\nexport const decode = [sharp, hash]\n",
  'src/main/core/compute/tasks.ts':
    "import { hash } from '../fingerprint/image/phash.ts'\nimport { decode } from '../media/image/decode.ts'\nexport const tasks = [hash, decode]\n",
  'src/main/core/jobs/jobs.ts': "import { open } from '../store/open.ts'\nexport const jobs = open\n",
  'src/main/core/jobs/inside.ts': 'export const inside = 1\n',
  'src/main/core/intake/intake.ts':
    "import { readFileSync } from 'node:fs'\nimport { jobs } from '../jobs/jobs.ts'\nimport { logger } from '../log/logger.ts'\nexport const intake = [jobs, logger, readFileSync]\n",
  'src/main/core/api/router.ts': "import { inside } from '../jobs/inside.ts'\nexport const router = inside\n",
  'src/main/core/core.ts': 'export type Core = { close(): void }\n',
  'src/main/core/create-core.ts': "import { router } from './api/router.ts'\nexport const createCore = () => router\n",
  'src/main/workers/core-thread.ts':
    "import { createCore } from '../core/create-core.ts'\nimport { open } from '../core/store/open.ts'\ncreateCore()\nopen()\n",
  'src/main/hosts/profile-dir.ts': 'export const profileDir = 1\n',
  'src/main/hosts/electron/main.ts':
    "import { app } from 'electron'\nimport type { Core } from '../../core/core.ts'\nimport { profileDir } from '../profile-dir.ts'\nexport const core: Core | null = null\nexport const all = [app, profileDir]\n",
  'src/main/hosts/web/main.ts':
    "import { WebSocketServer } from 'ws'\nimport { createServer } from 'node:http'\nexport const all = [WebSocketServer, createServer]\n",
  'src/preload/bridge.ts':
    "import { contextBridge } from 'electron'\nimport { Id } from '../shared/domain/ids.ts'\nexport const all = [contextBridge, Id]\n",
  'src/renderer/transport/port.ts':
    "import { RPCLink } from '@orpc/client/message-port'\nexport const link = RPCLink\n",
  'src/renderer/app.tsx':
    "import { useState } from 'react'\nimport { link } from './transport/port.ts'\nexport const all = [useState, link]\n",
}

const line = (path: string) => `import * as it from '${path}'\nexport const all = it\n`

// Each line is one fault: the file, what it imports, the rule that must say so.
const faults: readonly (readonly [file: string, imported: string, rule: string])[] = [
  ['src/shared/domain/reads-disk.ts', 'node:fs', 'shared-is-closed'],
  ['src/shared/domain/reaches-core.ts', '../../main/core/core.ts', 'shared-is-closed'],
  ['src/shared/domain/uses-react.ts', 'react', 'shared-is-closed'],
  ['src/main/core/intake/knows-electron.ts', 'electron', 'core-is-plain-node'],
  ['src/main/core/intake/knows-host.ts', '../../hosts/profile-dir.ts', 'core-is-plain-node'],
  ['src/main/core/fingerprint/reads-disk.ts', 'node:fs/promises', 'pure-no-io'],
  ['src/main/core/fingerprint/listens.ts', 'net', 'pure-no-io'],
  ['src/main/core/value/asks-jobs.ts', '../jobs/jobs.ts', 'pure-no-siblings'],
  ['src/main/core/fingerprint/asks-store.ts', '../store/open.ts', 'pure-no-siblings'],
  ['src/main/core/library/own-sqlite.ts', 'better-sqlite3', 'sqlite-in-store'],
  ['src/main/core/compute/asks-store.ts', '../store/open.ts', 'compute-without-store'],
  ['src/main/core/library/pries.ts', '../jobs/inside.ts', 'features-by-their-public-file'],
  ['src/main/core/compute/asks-jobs.ts', '../jobs/jobs.ts', 'compute-uses-its-features'],
  ['src/main/core/library/asks-router.ts', '../api/router.ts', 'api-is-the-end'],
  ['src/main/hosts/web/pries.ts', '../../core/jobs/jobs.ts', 'hosts-use-the-edges'],
  ['src/main/hosts/web/asks-electron-host.ts', '../electron/main.ts', 'hosts-apart'],
  ['src/main/hosts/web/draws.ts', '../../../renderer/app.tsx', 'main-without-page'],
  ['src/main/workers/asks-host.ts', '../hosts/web/main.ts', 'workers-without-hosts'],
  ['src/main/hosts/web/uses-electron.ts', 'electron', 'electron-in-its-host'],
  ['src/preload/reads-disk.ts', 'node:fs', 'preload-is-one-file'],
  ['src/renderer/reaches-main.ts', '../main/core/core.ts', 'page-is-powerless'],
  ['src/renderer/reads-disk.ts', 'node:fs', 'page-without-node'],
  ['src/renderer/opens-socket.ts', '@orpc/client/websocket', 'page-transport-in-its-room'],
  ['src/main/hosts/web/starts-program.ts', 'node:child_process', 'child-process-in-the-runner'],
  ['src/main/core/library/own-sockets.ts', 'ws', 'sockets-in-the-web-host'],
  ['src/shared/domain/tests.ts', '../../../tests/helper.ts', 'source-without-tests'],
  ['src/main/core/library/unlisted.ts', 'commander', 'listed-packages-only'],
  ['src/main/core/library/nowhere.ts', './gone.ts', 'imports-resolve'],
  ['src/main/core/library/ring-a.ts', './ring-b.ts', 'no-cycles'],
]

describe('the import table', () => {
  it('lets through a tree that keeps to it, and saw every file', async () => {
    const root = temporaryTree(goodTree, { packages: true })
    const files = Object.keys(goodTree).filter((path) => path.startsWith('src/')).length
    expect(await checkImports(root)).toMatchObject({ findings: [], modules: files })
  })

  it('names each fault by its rule, with the reason', async () => {
    const root = temporaryTree(
      {
        ...goodTree,
        'tests/helper.ts': 'export const helper = 1\n',
        'src/main/core/library/ring-b.ts': line('./ring-a.ts'),
        ...Object.fromEntries(faults.map(([file, imported]) => [file, line(imported)])),
      },
      { packages: true },
    )
    const { findings } = await checkImports(root)
    const named = findings.map((finding) => /^(\S+) → [^\n]+\n {4}([\w-]+): \S.+\.$/.exec(finding)?.slice(1).join(' '))
    const expected = faults.map(([file, , rule]) => `${file} ${rule}`)
    expect(expected.filter((fault) => !named.includes(fault))).toEqual([])
    const guilty = new Set(findings.map((finding) => finding.split(' → ')[0]))
    expect([...guilty].sort()).toEqual(faults.map(([file]) => file).sort())
  })

  it('fails when it saw fewer modules than there are files, whatever the reason', () => {
    const root = temporaryTree(goodTree)
    expect(countFindings(root, new Set(), 0)).toEqual([
      expect.stringMatching(/^The import check saw 0 of \d+ source files, so it proves nothing\./),
      expect.stringMatching(/^The import check saw no import in \d+ source files/),
    ])
    expect(countFindings(temporaryTree({}), new Set(), 0)).toEqual([expect.stringContaining('no source files')])
  })
})

import { chmodSync, cpSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { run } from '../../scripts/lib/run.mjs'
import { repository, temporaryTree } from './temporary-tree.ts'

/** .ci/run with an npm that does as told: what each of its two commands prints and how it ends. */
async function ciRun(ci: string, test: string): Promise<{ code: number; lines: string[] }> {
  const root = temporaryTree({
    'bin/npm': `#!/bin/sh\nif [ "$1" = ci ]; then ${ci}; else ${test}; fi\n`,
    'package.json': '{}',
  })
  chmodSync(join(root, 'bin/npm'), 0o755)
  cpSync(join(repository, '.ci'), join(root, '.ci'), { recursive: true })
  const PATH = `${join(root, 'bin')}:${process.env['PATH'] ?? ''}`
  const { code, output } = await run('bash', [join(root, '.ci/run')], {
    cwd: '/',
    env: { ...process.env, PATH, CI: '' },
  })
  return { code, lines: output.trimEnd().split('\n') }
}

describe.runIf(process.platform !== 'win32')('.ci/run', () => {
  it('ends with the counts and with the exit code of the tests, whatever npm says after them', async () => {
    const results = await Promise.all([
      ciRun('echo installed', "echo; echo '12 passed, 0 failed'"),
      ciRun('echo installed', "echo '12 passed, 3 failed'; echo 'npm error code 1' >&2; exit 1"),
      ciRun('echo broken; exit 5', "echo '12 passed, 0 failed'"),
      ciRun('echo installed', 'echo crashed; exit 7'),
    ])
    expect(results.map(({ code, lines }) => [code, lines.at(-1)])).toEqual([
      [0, '12 passed, 0 failed'],
      [1, '12 passed, 3 failed'],
      [5, '0 passed, 1 failed'],
      [7, '0 passed, 1 failed'],
    ])
  })

  it('runs in the repository, and as continuous integration', async () => {
    const { lines } = await ciRun('test -f package.json && echo here', 'echo "CI=$CI"')
    expect(lines.slice(0, 2)).toEqual(['here', 'CI=true'])
  })
})

import { execFile } from 'node:child_process'
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { ensureBuilt, isBuilt } from '../../scripts/build.mjs'
import { inputsHash } from '../../scripts/lib/inputs.mjs'
import { repository, temporaryTree } from './temporary-tree.ts'

const results = ['out/main/cli.js', 'out/main/electron.js', 'out/preload/bridge.cjs', 'out/renderer/index.html']

function writeResults(root: string): Promise<number> {
  for (const path of results) {
    mkdirSync(join(root, path, '..'), { recursive: true })
    writeFileSync(join(root, path), 'built')
  }
  return Promise.resolve(0)
}

const tree = () => temporaryTree({ 'src/main/a.ts': 'export const a = 1\n', 'package.json': '{}' })

describe('building when something has changed', () => {
  it('builds once, and again after each kind of change', async () => {
    const root = tree()
    let builds = 0
    const build = (at: string) => {
      builds += 1
      return writeResults(at)
    }
    const changes: readonly [string, () => void][] = [
      ['a first time', () => undefined],
      ['a changed file', () => appendFileSync(join(root, 'src/main/a.ts'), '// more\n')],
      ['a changed time alone', () => utimesSync(join(root, 'src/main/a.ts'), 1, 1)],
      ['a new file', () => writeFileSync(join(root, 'src/main/b.ts'), '')],
      ['a file that is gone', () => rmSync(join(root, 'src/main/b.ts'))],
      ['other packages', () => writeFileSync(join(root, 'package-lock.json'), '{}')],
      ['a result that is gone', () => rmSync(join(root, 'out/main/cli.js'))],
      ['a lost stamp', () => rmSync(join(root, 'out/.stamp'))],
    ]
    for (const [what, change] of changes) {
      change()
      expect([what, await ensureBuilt(root, { build }), await ensureBuilt(root, { build })]).toEqual([
        what,
        'built',
        'fresh',
      ])
    }
    expect(builds).toBe(changes.length)
  })

  it('leaves no stamp when the build fails, so that nobody runs half of it', async () => {
    const root = tree()
    await ensureBuilt(root, { build: writeResults })
    appendFileSync(join(root, 'src/main/a.ts'), '// broken\n')
    await expect(ensureBuilt(root, { build: () => Promise.reject(new Error('no')) })).rejects.toThrow('no')
    expect({ stamp: existsSync(join(root, 'out/.stamp')), lock: existsSync(join(root, '.cache/build.lock')) }).toEqual({
      stamp: false,
      lock: false,
    })
  })

  it('does not call a result fresh whose source was saved while it was built', async () => {
    const root = tree()
    await ensureBuilt(root, {
      build: (at: string) => {
        appendFileSync(join(at, 'src/main/a.ts'), '// saved meanwhile\n')
        return writeResults(at)
      },
    })
    expect(isBuilt(root)).toBe(false)
  })

  it('breaks the lock of a process that is gone', async () => {
    const root = tree()
    mkdirSync(join(root, '.cache/build.lock'), { recursive: true })
    writeFileSync(join(root, '.cache/build.lock/pid'), '2147483646')
    expect(await ensureBuilt(root, { build: writeResults })).toBe('built')
  })

  it('lets one of several processes build and the others wait for it', async () => {
    const root = tree()
    writeFileSync(
      join(root, 'racer.mjs'),
      `import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
       import { dirname } from 'node:path'
       import { setTimeout as sleep } from 'node:timers/promises'
       import { ensureBuilt } from ${JSON.stringify(pathToFileURL(join(repository, 'scripts/build.mjs')).href)}
       const root = ${JSON.stringify(root)}
       await ensureBuilt(root, { build: async () => {
         appendFileSync(root + '/order', 'in ')
         await sleep(300)
         for (const path of ${JSON.stringify(results)}) { mkdirSync(dirname(root + '/' + path), { recursive: true }); writeFileSync(root + '/' + path, '') }
         appendFileSync(root + '/order', 'out ')
         return 0
       } })`,
    )
    const race = () => promisify(execFile)(process.execPath, [join(root, 'racer.mjs')])
    await Promise.all([race(), race(), race(), race()])
    expect(readFileSync(join(root, 'order'), 'utf8')).toBe('in out ')
  })

  it('looks at 500 files within its share of the start-up time', () => {
    const files = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`src/main/f${i % 20}/a${i}.ts`, 'x']))
    const root = temporaryTree(files)
    inputsHash(root)
    const times = Array.from({ length: 5 }, () => {
      const startedAt = performance.now()
      inputsHash(root)
      return performance.now() - startedAt
    })
    expect(Math.min(...times)).toBeLessThan(60)
  })
})

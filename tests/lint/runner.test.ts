import { spawn } from 'node:child_process'
import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it, vi } from 'vitest'
import { runChecks } from '../../scripts/lib/checks.mjs'
import { fetchElectron, installedElectron, noWindowReason } from '../../scripts/lib/electron-binary.mjs'
import { findProgram, provide } from '../../scripts/lib/needs.mjs'
import { run } from '../../scripts/lib/run.mjs'
import { countReport } from '../../scripts/lib/vitest-report.mjs'
import { repository, temporaryTree } from './temporary-tree.ts'

const test = (status: string, fullName = 'a test') => ({ status, fullName })
const file = (...assertionResults: ReturnType<typeof test>[]) => ({
  status: assertionResults.some(({ status }) => status === 'failed') ? 'failed' : 'passed',
  assertionResults,
})

describe('counting', () => {
  it('counts what must not be lost: files that do not load, runs that crash, tests that are skipped', () => {
    const cases = {
      plain: countReport({ testResults: [file(test('passed'), test('failed')), file(test('passed'))] }, 1),
      brokenFile: countReport({ testResults: [{ status: 'failed', assertionResults: [] }, file(test('passed'))] }, 1),
      unhandled: countReport({ testResults: [file(test('passed'))] }, 1),
      noReport: countReport(null, 124),
      skipped: countReport(
        { testResults: [file(test('skipped', ' s one '), test('pending', 's two'), test('todo', 's three'))] },
        0,
      ),
    }
    expect(cases).toEqual({
      plain: { passed: 2, failed: 1, skipped: [], failures: ['a test: '] },
      brokenFile: { passed: 1, failed: 1, skipped: [], failures: ['a file: '] },
      unhandled: { passed: 1, failed: 1, skipped: [], failures: ['no test failed, but the run ended with 1'] },
      noReport: { passed: 0, failed: 1, skipped: [], failures: ['there is no report'] },
      skipped: { passed: 0, failed: 0, skipped: ['s one', 's two', 's three'], failures: [] },
    })
  })

  it('keeps the order of checks, two at a time, and takes a check that throws for a failed one', async () => {
    let running = 0
    let most = 0
    const check = (name: string, ok: boolean) => ({
      name,
      run: async () => {
        running += 1
        most = Math.max(most, running)
        await new Promise((resolve) => setTimeout(resolve, 5))
        running -= 1
        if (name === 'throws') throw new Error('of itself')
        return { ok, output: '' }
      },
    })
    const checks = [check('a', true), check('throws', true), check('b', false), check('c', true)]
    const results = await runChecks('.', { checks, atOnce: 2 })
    expect({ most, results: results.map(({ name, ok }) => `${name} ${ok}`) }).toEqual({
      most: 2,
      results: ['a true', 'throws false', 'b false', 'c true'],
    })
  })
})

describe('running programs', () => {
  it('gives code and output, ends what takes too long, and survives a program that is not there', async () => {
    const fails = await run(process.execPath, ['-e', "console.log('out'); console.error('err'); process.exit(3)"])
    const hangs = await run(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { timeoutMs: 200 })
    const absent = await run(join(import.meta.dirname, 'no-such-program'), [])
    expect([fails.code, fails.stdout, fails.output.includes('err'), hangs.code, hangs.timedOut, absent.code]).toEqual([
      3,
      'out\n',
      true,
      124,
      true,
      127,
    ])
  })
})

describe.runIf(process.platform !== 'win32')('being ended', () => {
  it('takes the program it runs along, so that no build goes on alone', async () => {
    const root = temporaryTree({
      'parent.mjs': `import { run } from ${JSON.stringify(pathToFileURL(join(repository, 'scripts/lib/run.mjs')).href)}
        await run(process.execPath, ['-e', 'console.log(process.pid); setInterval(() => {}, 1000)'], { onOutput: (text) => process.stdout.write(text) })`,
    })
    const parent = spawn(process.execPath, [join(root, 'parent.mjs')], { stdio: ['ignore', 'pipe', 'inherit'] })
    const childPid = Number(await new Promise((resolve) => parent.stdout.setEncoding('utf8').once('data', resolve)))
    parent.kill('SIGTERM')
    const signal = await new Promise((resolve) => parent.once('close', (_code, by) => resolve(by)))
    expect(signal).toBe('SIGTERM')
    await vi.waitFor(() => expect(() => process.kill(childPid, 0)).toThrow('ESRCH'), 5_000)
  })
})

describe('what a suite needs', () => {
  const need = {
    what: 'Browser',
    suites: ['e2e'],
    variables: ['X_BROWSER'],
    names: ['x-browser'],
    debianPackage: 'x',
    passAs: 'PASSED',
  }

  it('finds a program by its variable first, then on PATH, and only if it can be run', () => {
    const root = temporaryTree({ 'a/x-browser': '', 'b/x-browser': '', 'c/mine': '' })
    chmodSync(join(root, 'b/x-browser'), 0o755)
    chmodSync(join(root, 'c/mine'), 0o755)
    const PATH = `${join(root, 'a')}:${join(root, 'b')}`
    expect([
      findProgram(need, { PATH, X_BROWSER: join(root, 'c/mine') }),
      findProgram(need, { PATH }),
      findProgram(need, { PATH: '' }),
    ]).toEqual([join(root, 'c/mine'), join(root, 'b/x-browser'), null])
  })

  it('installs for the suites that need it, and says what is missing still', async () => {
    const installed: string[] = []
    const options = { needs: [need], install: async (name: string) => void installed.push(name), say: () => undefined }
    const unit = await provide('unit', options)
    const e2e = await provide('e2e', options)
    expect({ unit, e2e, installed }).toEqual({
      unit: { env: {}, missing: [] },
      e2e: { env: {}, missing: ['Browser is not here (install it, or name it in the variable X_BROWSER)'] },
      installed: ['x'],
    })
  })
})

describe('npm start', () => {
  it('knows where Electron cannot show a window before it fetches anything', () => {
    const linux = (env: Record<string, string>, uid: number) => noWindowReason({ platform: 'linux', env, uid })
    expect([
      linux({}, 1000),
      linux({ DISPLAY: ':0' }, 0),
      linux({ DISPLAY: ':0' }, 1000),
      linux({ WAYLAND_DISPLAY: 'w' }, 1000),
    ]).toEqual(['there is no display', 'Electron keeps its sandbox and so does not run as root', null, null])
    expect(noWindowReason({ platform: 'darwin', env: {}, uid: 501 })).toBeNull()
  })

  it('takes Electron for installed only when its program is there', () => {
    const half = temporaryTree({ 'node_modules/electron/path.txt': 'electron' })
    const whole = temporaryTree({
      'node_modules/electron/path.txt': 'electron',
      'node_modules/electron/dist/electron': '',
    })
    expect([
      installedElectron(temporaryTree({}), {}),
      installedElectron(half, {}),
      installedElectron(whole, {}),
    ]).toEqual([null, null, join(whole, 'node_modules/electron/dist/electron')])
  })

  it('gives a reason, not an exception, when the download fails', async () => {
    const root = temporaryTree({ 'node_modules/electron/install.js': 'process.exit(1)' })
    expect(await fetchElectron(root, { env: { HTTPS_PROXY: 'http://127.0.0.1:9' } })).toEqual({
      reason: 'its download failed',
    })
  })
})

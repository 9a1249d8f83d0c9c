import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { dependencyFindings } from '../../scripts/lib/dependency-rules.mjs'
import { isPermissive, licenceReason } from '../../scripts/lib/licences.mjs'
import { billOfMaterials } from '../../scripts/lib/sbom.mjs'
import { repository } from './temporary-tree.ts'

const manifest = {
  name: 'm',
  version: '1.0.0',
  license: 'Apache-2.0',
  dependencies: { a: '1.0.0' },
  devDependencies: { b: 'npm:bee@2.0.0-rc.1' },
}
const lock = {
  packages: {
    '': { dependencies: { a: '1.0.0' }, devDependencies: { b: 'npm:bee@2.0.0-rc.1' } },
    'node_modules/a': { version: '1.0.0', license: 'MIT', integrity: 'sha512-AQID' },
    'node_modules/b': { name: 'bee', version: '2.0.0-rc.1', license: 'ISC', dev: true },
    'node_modules/b/node_modules/@s/c': { version: '3.0.0', license: '(MIT OR GPL-3.0)', dev: true },
  },
}
const page = [
  '| a | 1.0.0 | MIT | It does what we cannot do ourselves. |',
  '| b | 2.0.0-rc.1 | ISC | It tests what the other one does. |',
].join('\n')

describe('dependencies', () => {
  it('has nothing to say when all are exact, locked, licensed and explained', () => {
    expect(dependencyFindings(manifest, lock, page)).toEqual([])
  })

  it('names each fault', () => {
    const { packages } = lock
    const cases = {
      range: dependencyFindings(
        { ...manifest, dependencies: { a: '^1.0.0' } },
        { packages: { ...packages, '': { ...packages[''], dependencies: { a: '^1.0.0' } } } },
        page,
      ),
      unexplained: dependencyFindings(manifest, lock, page.split('\n')[0] ?? ''),
      noReason: dependencyFindings(manifest, lock, page.replace('It does what we cannot do ourselves.', 'useful')),
      oldPage: dependencyFindings(manifest, lock, page.replace('1.0.0', '0.9.0').replace('ISC', 'MIT')),
      leftOver: dependencyFindings(manifest, lock, `${page}\n| gone | 1.0.0 | MIT | It was once of great use to us. |`),
      unlocked: dependencyFindings({ ...manifest, dependencies: { a: '1.0.0', d: '1.0.0' } }, lock, page),
      otherVersion: dependencyFindings(
        manifest,
        { packages: { ...packages, 'node_modules/a': { version: '1.0.1', license: 'MIT' } } },
        page.replace('1.0.0', '1.0.1'),
      ),
      removed: dependencyFindings({ ...manifest, dependencies: {} }, lock, page.split('\n')[1] ?? ''),
      licence: dependencyFindings(
        manifest,
        { packages: { ...packages, 'node_modules/x': { version: '1.0.0', license: 'SSPL-1.0' } } },
        page,
      ),
      override: dependencyFindings({ ...manifest, overrides: { z: '^1.0.0' } }, lock, page),
    }
    expect(cases).toEqual({
      range: ['a is asked for as “^1.0.0”: write an exact version.'],
      unexplained: ['b has no reason in docs/dependencies.md.'],
      noReason: ['a: “useful” is no reason.'],
      oldPage: [
        'a is 1.0.0, and docs/dependencies.md says 0.9.0.',
        'b is under ISC, and docs/dependencies.md says MIT.',
      ],
      leftOver: ['gone is explained in docs/dependencies.md and not used.'],
      unlocked: [
        'd: the lock file is out of step with package.json. Run npm install.',
        'd is not in the lock file. Run npm install.',
      ],
      otherVersion: ['a is 1.0.0 in package.json and 1.0.1 in the lock file.'],
      removed: ['a is in the lock file and not in package.json. Run npm install.'],
      licence: ['x is under SSPL-1.0: decide in scripts/lib/licences.mjs whether it may come in.'],
      override: ['The override of z is not an exact version.'],
    })
  })

  it('reads licence expressions: one part of an OR, all of an AND', () => {
    const expressions = [
      'MIT',
      '(MIT OR GPL-3.0)',
      'GPL-3.0 OR SSPL-1.0',
      'Apache-2.0 AND LGPL-3.0-or-later',
      'MIT AND ISC',
    ]
    expect(expressions.map(isPermissive)).toEqual([true, true, false, false, true])
    expect([
      licenceReason('@img/sharp-win32-x64', 'LGPL-3.0-or-later'),
      licenceReason('x', 'LGPL-3.0-or-later'),
      licenceReason('x', undefined),
    ]).toEqual(['libvips: a replaceable shared library', null, null])
  })

  it('writes a bill of materials: each version once, shipped if one copy of it is', () => {
    const twice = {
      packages: { ...lock.packages, 'node_modules/b/node_modules/a': { version: '1.0.0', license: 'MIT', dev: true } },
    }
    expect(billOfMaterials(manifest, twice)).toMatchObject({
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      components: [
        { name: '@s/c', purl: 'pkg:npm/%40s/c@3.0.0', scope: 'excluded', licenses: [{ expression: 'MIT OR GPL-3.0' }] },
        { name: 'a', purl: 'pkg:npm/a@1.0.0', scope: 'required', hashes: [{ alg: 'SHA-512', content: '010203' }] },
        { name: 'bee', purl: 'pkg:npm/bee@2.0.0-rc.1', scope: 'excluded' },
      ],
    })
  })

  it('lists every locked package of this repository in it', () => {
    const read = (path: string) => readFileSync(join(repository, path), 'utf8')
    const ours = JSON.parse(read('package-lock.json')) as {
      packages: Record<string, { name?: string; version: string }>
    }
    const packages = new Set(
      Object.entries(ours.packages)
        .filter(([key]) => key !== '')
        .map(([key, { name, version }]) => `${name ?? key.split('node_modules/').at(-1) ?? ''}@${version}`),
    )
    const bom = billOfMaterials(JSON.parse(read('package.json')) as typeof manifest, ours)
    expect(bom.components.map(({ name, version }) => `${name}@${version}`).sort()).toEqual([...packages].sort())
  })
})

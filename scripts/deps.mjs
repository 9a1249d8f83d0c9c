import './lib/require-node.mjs'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { dependencyFindings } from './lib/dependency-rules.mjs'
import { billOfMaterials } from './lib/sbom.mjs'

// npm run deps: every dependency explained, exact and locked; the licences; and the bill of materials. With --check only the first.

const root = join(import.meta.dirname, '..')
const text = (path) => readFileSync(join(root, path), 'utf8')
const manifest = JSON.parse(text('package.json'))
const lock = JSON.parse(text('package-lock.json'))
const findings = dependencyFindings(manifest, lock, text('docs/dependencies.md'))

if (!process.argv.includes('--check')) {
  const bom = billOfMaterials(manifest, lock)
  mkdirSync(join(root, 'dist'), { recursive: true })
  writeFileSync(join(root, 'dist/sbom.json'), `${JSON.stringify(bom, null, 2)}\n`)
  const counts = new Map()
  for (const { licenses, scope } of bom.components) {
    const name = licenses[0]?.expression ?? licenses[0]?.license.name ?? 'none named'
    const count = counts.get(name) ?? { shipped: 0, tools: 0 }
    count[scope === 'excluded' ? 'tools' : 'shipped'] += 1
    counts.set(name, count)
  }
  console.log('licence                                   shipped  tools')
  for (const [name, { shipped, tools }] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    console.log(`${name.slice(0, 40).padEnd(41)} ${String(shipped).padStart(7)} ${String(tools).padStart(6)}`)
  }
  console.log(`\n${bom.components.length} packages in dist/sbom.json`)
}
for (const finding of findings) console.log(finding)
console.log(`${findings.length} unexplained or out of step`)
process.exitCode = findings.length > 0 ? 1 : 0

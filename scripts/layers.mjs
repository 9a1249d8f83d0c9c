import './lib/require-node.mjs'
import { join } from 'node:path'
import { checkGlobals } from './layers/globals.mjs'
import { checkImports } from './layers/imports.mjs'

const root = process.argv[2] ?? join(import.meta.dirname, '..')
const imports = await checkImports(root)
const globals = checkGlobals(root)
const findings = [...imports.findings, ...globals.findings]
for (const finding of findings) console.log(finding)
console.log(`${imports.modules} modules, ${imports.dependencies} imports, ${findings.length} against the table`)
process.exitCode = findings.length > 0 ? 1 : 0

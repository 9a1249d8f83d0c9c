import './lib/require-node.mjs'
import { join } from 'node:path'
import { ensureBuilt } from './build.mjs'

// npm run soak [-- SCENARIO… --share 0.01 --seed N]: faults by the thousand, against the built program. See soak/run.ts.

if (!process.features.typescript) {
  console.error('The soak is run from its TypeScript sources: it needs Node 22.18 or newer.')
  process.exit(1)
}
const root = join(import.meta.dirname, '..')
try {
  await ensureBuilt(root, { say: (line) => console.error(line) })
  const { soak } = await import('../soak/run.ts')
  process.exitCode = await soak(root, process.argv.slice(2))
} catch (error) {
  console.error(error instanceof Error ? (error.stack ?? error.message) : error)
  process.exitCode = 1
}

import './lib/require-node.mjs'
import { join } from 'node:path'
import { ensureBuilt } from './build.mjs'

// npm run bench [-- TOPIC… --repetitions N --quick --strict --cpu-prof]: what the program takes, beside its peers. See bench/run.ts.

if (!process.features.typescript) {
  console.error(
    'The bench is run from its TypeScript sources: it needs Node 22.18 or newer (npm run bench brings one on Linux x64).',
  )
  process.exit(1)
}
const root = join(import.meta.dirname, '..')
try {
  await ensureBuilt(root, { say: (line) => console.error(line) })
  const { bench } = await import('../bench/run.ts')
  process.exitCode = await bench(root, process.argv.slice(2))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

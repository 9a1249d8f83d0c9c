import './lib/require-node.mjs'
import { join } from 'node:path'

// npm run bench:accuracy [-- SECTION… --corpus DIR --quick]: how many changed works are found again. See bench/accuracy/run.ts.

if (!process.features.typescript) {
  console.error(
    'The bench is run from its TypeScript sources: it needs Node 22.18 or newer (npm run bench:accuracy brings one on Linux x64).',
  )
  process.exit(1)
}
const root = join(import.meta.dirname, '..')
try {
  const { benchAccuracy } = await import('../bench/accuracy/run.ts')
  process.exitCode = await benchAccuracy(root, process.argv.slice(2))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

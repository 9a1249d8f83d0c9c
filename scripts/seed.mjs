import './lib/require-node.mjs'
import { join } from 'node:path'

// npm run seed -- <n>: a profile with n plausible works of all kinds. See bench/seed/command.ts.

if (!process.features.typescript) {
  console.error(
    'Seeding is run from TypeScript sources: it needs Node 22.18 or newer (npm run brings one on Linux x64).',
  )
  process.exit(1)
}
try {
  const { seed } = await import('../bench/seed/command.ts')
  process.exitCode = await seed(join(import.meta.dirname, '..'), process.argv.slice(2))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

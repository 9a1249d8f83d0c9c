import { createInterface } from 'node:readline'
import { noPool, openCore } from '../bench/open-core.ts'
import { seededRandom } from '../bench/make/random.ts'

// Renames works without end, and says each rename once it has been acknowledged. Its parent kills it.
// node soak/edits-child.ts PROFILE SEED

const [profile = '', seed = '0'] = process.argv.slice(2)
const random = seededRandom(Number(seed))
const core = await openCore(profile, noPool())
const { items } = await core.client.library.list({ limit: 500 })
process.stdout.write(`${JSON.stringify({ ready: true })}\n`)
createInterface({ input: process.stdin }).on('close', () => process.exit(0))
for (let edit = 0; ; edit++) {
  const work = items[Math.floor(random() * items.length)]
  if (work === undefined) break
  const title = `edit ${seed} ${edit}`
  await core.client.library.rename({ assetId: work.assetId, title })
  process.stdout.write(`${JSON.stringify({ assetId: work.assetId, title })}\n`)
}

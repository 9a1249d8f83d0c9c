import { setImmediate } from 'node:timers/promises'
import { noPool, openCore } from '../bench/open-core.ts'
import { seededRandom } from '../bench/make/random.ts'

// Renames works without end, and says each rename once it has been acknowledged. Its parent kills it.
// node soak/edits-child.ts PROFILE SEED

const [profile = '', seed = '0'] = process.argv.slice(2)
const random = seededRandom(Number(seed))
const core = await openCore(profile, noPool())
const { items } = await core.client.library.list({ limit: 500 })
process.stdout.write(`${JSON.stringify({ ready: true })}\n`)
// Should the parent die first, its end of the pipe goes with it.
let left = false
process.stdin.resume().on('close', () => {
  left = true
})
for (let edit = 0; !left; edit++) {
  await setImmediate()
  const work = items[Math.floor(random() * items.length)]
  if (work === undefined) break
  const title = `edit ${seed} ${edit}`
  await core.client.library.rename({ assetId: work.assetId, title })
  process.stdout.write(`${JSON.stringify({ assetId: work.assetId, title })}\n`)
}
await core.close()

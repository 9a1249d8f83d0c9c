import { LibraryQuery } from '../../src/shared/contract/library.ts'
import { ownModels } from '../../src/shared/domain/embedding.ts'
import { VersionId } from '../../src/shared/domain/ids.ts'
import { putEmbedding } from '../../src/main/core/store/embeddings.ts'
import { openStore } from '../../src/main/core/store/open-store.ts'
import type { Context } from '../context.ts'
import { seededRandom } from '../make/random.ts'
import { noPool, openCore } from '../open-core.ts'
import { atMost, quantile, type Row, toRow } from '../row.ts'
import { seedProfile } from '../seed/seed-profile.ts'

// Works like a given one, through the core's own contract: every vector of the model is looked at.

const model = ownModels.picture

function addVectors(profileDir: string): void {
  const random = seededRandom(11)
  const store = openStore({ profileDir, now: Date.now, platform: process.platform, appVersion: '0.1.0' })
  store.transaction('vectors', (write) => {
    for (const { id } of write.query<{ id: string }>(`SELECT current_version_id AS id FROM asset`).all()) {
      const raw = Float32Array.from({ length: model.dimensions }, () => random() - 0.5)
      const length = Math.hypot(...raw)
      putEmbedding(write, VersionId.parse(id), { model, vector: raw.map((value) => value / length) })
    }
  })
  store.close()
}

export async function run(context: Context): Promise<Row[]> {
  const works = context.size(20_000)
  const profile = await context.once(`similar-${works}`, async (dir) => {
    await seedProfile(dir, { count: works })
    addVectors(dir)
  })
  const core = await openCore(profile, noPool())
  try {
    const query = LibraryQuery.parse({ kinds: ['image'], statuses: ['ready'] })
    const { items } = await core.client.library.list({ query, cursor: null, limit: 200 })
    const look = async (index: number) => {
      const item = items[index % items.length]
      if (item !== undefined) await core.client.library.similar({ assetId: item.assetId, limit: 8 })
    }
    await look(0)
    const values = await context.repeat(async () => {
      const times: number[] = []
      for (let i = 0; i < context.size(100); i++) {
        const startedAt = performance.now()
        await look(i)
        times.push(performance.now() - startedAt)
      }
      return quantile(times, 0.95)
    })
    const figure = `nearest of ${works.toLocaleString('en')} vectors of ${model.dimensions} numbers`
    return [toRow({ topic: 'similar', figure, unit: 'ms (p95)', values, limit: atMost(50) })]
  } finally {
    await core.close()
  }
}

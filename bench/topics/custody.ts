import { createHash } from 'node:crypto'
import type { Context } from '../context.ts'
import { noPool, openCore } from '../open-core.ts'
import { atMost, type Row, toRow } from '../row.ts'
import { profileOf } from './library.ts'

// Walking the whole chain, beside node:crypto hashing as many messages of that length: the least a verification can cost.

/** What a link's hash covers, in bytes: the hash before it and about 420 characters of canonical JSON. */
const linkBytes = 450

function bareHashes(count: number): number {
  const message = Buffer.alloc(linkBytes, 1)
  const startedAt = performance.now()
  for (let i = 0; i < count; i++) createHash('sha256').update(message).digest()
  return performance.now() - startedAt
}

export async function run(context: Context): Promise<Row[]> {
  const works = context.size(100_000)
  const core = await openCore(await profileOf(context, works), noPool())
  try {
    const turns = await context.repeat(async () => {
      const bareMs = bareHashes(works * 2)
      const startedAt = performance.now()
      const result = await core.client.custody.verify({})
      const verifyMs = performance.now() - startedAt
      if (!result.ok || result.events !== works * 2) throw new Error(`not verified: ${JSON.stringify(result)}`)
      return { bareMs, verifyMs }
    })
    return [
      toRow({
        topic: 'custody',
        figure: `verify a log of ${(works * 2).toLocaleString('en')} events`,
        unit: 'ms',
        values: turns.map(({ verifyMs }) => verifyMs),
        peer: { name: 'as many bare SHA-256 of their size', values: turns.map(({ bareMs }) => bareMs) },
        limit: atMost(5, 'ratio'),
      }),
    ]
  } finally {
    await core.close()
  }
}

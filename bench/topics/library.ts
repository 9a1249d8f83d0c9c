import { LibraryQuery } from '../../src/shared/contract/library.ts'
import type { Core } from '../../src/main/core/core.ts'
import type { Context } from '../context.ts'
import { seededRandom } from '../make/random.ts'
import { noPool, openCore } from '../open-core.ts'
import { atMost, type Limit, quantile, type Row, toRow } from '../row.ts'
import { commonWord, rareWord } from '../seed/plan.ts'
import { seedProfile } from '../seed/seed-profile.ts'

// Looking at a large library through the core's own contract, input and output checks included, at places nobody has just been.

const topic = 'library'
const pageSize = 200

type Query = { name: string; query: LibraryQuery }

const queries: readonly Query[] = [
  { name: 'newest first', query: LibraryQuery.parse({}) },
  { name: 'by name', query: LibraryQuery.parse({ sort: 'name' }) },
  { name: 'pictures that are ready', query: LibraryQuery.parse({ kinds: ['image'], statuses: ['ready'] }) },
  { name: 'films, oldest first', query: LibraryQuery.parse({ kinds: ['video'], sort: 'oldest' }) },
  { name: 'failed works', query: LibraryQuery.parse({ statuses: ['failed'] }) },
  { name: 'a word one name in ten has', query: LibraryQuery.parse({ text: commonWord }) },
  { name: 'a word one name in ten has, by name', query: LibraryQuery.parse({ text: commonWord, sort: 'name' }) },
  { name: 'a word one name in a thousand has', query: LibraryQuery.parse({ text: rareWord }) },
  { name: 'two letters', query: LibraryQuery.parse({ text: 'yo' }) },
]

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return performance.now() - startedAt
}

export async function profileOf(context: Context, works: number): Promise<string> {
  return context.once(`profile-${works}`, (dir) => seedProfile(dir, { count: works }))
}

/** One call of each kind warms what a person's first look warms; then `calls` calls give one p95 a repetition. */
async function p95s(context: Context, calls: number, work: (index: number) => Promise<unknown>): Promise<number[]> {
  await work(0)
  return context.repeat(async () => {
    const times: number[] = []
    for (let i = 0; i < calls; i++) times.push(await milliseconds(() => work(i)))
    return quantile(times, 0.95)
  })
}

async function rowsOf(context: Context, core: Core, works: number): Promise<Row[]> {
  const { library } = core.client
  const at = works.toLocaleString('en')
  const random = seededRandom(7)
  const row = (figure: string, values: number[], limit?: Limit) =>
    toRow({
      topic,
      figure: `${figure}, ${at} works`,
      unit: 'ms (p95)',
      values,
      ...(limit === undefined ? {} : { limit }),
    })
  const rows: Row[] = []
  for (const { name, query } of queries) {
    const { cursors, total } = await library.outline({ query, pageSize })
    if (total === 0) throw new Error(`${name}: nothing was found, so nothing was measured`)
    const pages = await p95s(context, context.size(200), () => {
      const cursor = cursors[Math.floor(random() * cursors.length)] ?? null
      return library.list({ query, cursor, limit: pageSize })
    })
    // What is typed into the search box may take as long as a person does not notice; everything else is scrolling.
    rows.push(row(`page of ${pageSize} at a random place, ${name}`, pages, atMost(query.text === '' ? 5 : 50)))
    rows.push(
      row(`outline, ${name}`, await p95s(context, context.size(20), () => library.outline({ query, pageSize }))),
    )
  }
  const { items } = await library.list({ query: LibraryQuery.parse({}), cursor: null, limit: pageSize })
  const counted = LibraryQuery.parse({ text: commonWord })
  rows.push(
    row('counts', await p95s(context, context.size(100), () => library.counts({ query: LibraryQuery.parse({}) }))),
  )
  rows.push(row('counts of a word', await p95s(context, context.size(20), () => library.counts({ query: counted }))))
  rows.push(
    row(
      'one work with everything about it',
      await p95s(context, context.size(100), async (index) => {
        const item = items[index % items.length]
        if (item !== undefined) await library.get({ assetId: item.assetId })
      }),
    ),
  )
  return rows
}

export async function run(context: Context): Promise<Row[]> {
  const works = context.size(100_000)
  const core = await openCore(await profileOf(context, works), noPool())
  try {
    return await rowsOf(context, core, works)
  } finally {
    await core.close()
  }
}

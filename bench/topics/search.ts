import type { Core } from '../../src/main/core/core.ts'
import { LibraryQuery } from '../../src/shared/contract/library.ts'
import type { Context } from '../context.ts'
import { noPool, openCore } from '../open-core.ts'
import { atMost, quantile, type Row, toRow } from '../row.ts'
import { commonWord, rareWord } from '../seed/plan.ts'
import { profileOf } from './library.ts'

// In processor time: nothing here waits for a disk or a network. The search box: from the last key press to the outline and the first page of a result that nobody asked for before. Answers are kept until
// the next change, so every search here is another one.

const topic = 'search'
const pageSize = 100

const shapes: readonly { name: string; text: (index: number) => string }[] = [
  { name: 'a word one name in ten has', text: (i) => `${commonWord} ${String(i % 100).padStart(2, '0')}` },
  { name: 'the same, alone', text: (i) => `${commonWord}${' '.repeat(i + 1)}` },
  { name: 'a word one name in a thousand has', text: (i) => `${rareWord}${' '.repeat(i + 1)}` },
  { name: 'two letters', text: (i) => 'yo ri li os pe no ba ha'.split(' ')[i % 8] + ' '.repeat(i) },
  {
    name: 'a phrase being typed',
    text: (i) => `"${'still life with quinces'.slice(0, 3 + (i % 20))}"${' '.repeat(i)}`,
  },
  { name: 'words in other scripts', text: (i) => `${i % 2 === 0 ? '東京' : 'zürich'}${' '.repeat(i)}` },
  { name: 'what the camera wrote', text: (i) => `fujifilm -kind:text width:>${1000 + i}` },
  { name: 'kinds, dates and tempo', text: (i) => `kind:audio created:>2022 bpm:${60 + i}..${90 + i}` },
  { name: 'two words and one to leave out', text: (i) => `${commonWord} oslo -${i}` },
  { name: 'the extension of most works', text: (i) => `jpg${' '.repeat(i)}` },
]

async function searched(core: Core, text: string): Promise<number> {
  const query = LibraryQuery.parse({ text })
  const before = process.cpuUsage()
  await core.client.library.outline({ query, pageSize })
  await core.client.library.list({ query, limit: pageSize })
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

export async function run(context: Context): Promise<Row[]> {
  const works = context.size(100_000)
  const core = await openCore(await profileOf(context, works), noPool())
  const at = works.toLocaleString('en')
  const count = context.size(40)
  try {
    await searched(core, 'warm')
    const perShape = new Map<string, number[]>()
    const all = await context.repeat(async (repetition) => {
      const times: number[] = []
      for (const { name, text } of shapes) {
        const own: number[] = []
        // Blanks at the end ask for the same and are kept apart: the answer is worked out each time.
        for (let i = 0; i < count; i++) own.push(await searched(core, text(repetition * count + i)))
        perShape.set(name, [...(perShape.get(name) ?? []), quantile(own, 0.95)])
        times.push(...own)
      }
      return quantile(times, 0.95)
    })
    const unit = 'ms of CPU (p95)'
    return [
      toRow({
        topic,
        figure: `outline and first page of a new search, ${at} works`,
        unit,
        values: all,
        limit: atMost(50),
      }),
      ...shapes.map(({ name }) =>
        toRow({ topic, figure: `of these, ${name}`, unit, values: perShape.get(name) ?? [] }),
      ),
    ]
  } finally {
    await core.close()
  }
}

import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Context } from '../context.ts'
import { makeSmallPngs } from '../make/small-pngs.ts'
import { runToEnd } from '../measured-program.ts'
import { openCore, openPool, protectAll } from '../open-core.ts'
import { atLeast, atMost, type Row, quantile, toRow } from '../row.ts'

// Ten thousand small files: what they take of memory the first time, and how quickly they are known again.

const topic = 'rescan'

async function statAll(paths: readonly string[]): Promise<number> {
  const startedAt = performance.now()
  for (let from = 0; from < paths.length; from += 256)
    await Promise.all(paths.slice(from, from + 256).map((path) => stat(path)))
  return performance.now() - startedAt
}

export async function run(context: Context): Promise<Row[]> {
  const count = context.size(10_000)
  const dir = await context.once('10000-small', async (to) => void (await makeSmallPngs(to, count, 64)))
  const files = Array.from({ length: count }, (_, i) => join(dir, `small-${String(i).padStart(5, '0')}.png`))
  const profile = await context.freshDir('profile')
  const command = [join(context.installed, 'bin', 'metastamp.mjs'), 'protect', '--json', '--profile', profile, dir]
  context.say('protecting 10,000 files')
  const first = await runToEnd(command, { usage: true, sampleMemory: true })
  const memoryBetween = (from: number, to: number) => {
    const samples = first.memory.filter(({ lines }) => lines >= from * count && lines <= to * count)
    return samples.length === 0
      ? []
      : [
          quantile(
            samples.map(({ bytes }) => bytes / 1e6),
            0.5,
          ),
        ]
  }
  const early = memoryBetween(0.1, 0.2)
  const late = memoryBetween(0.9, 1)

  const core = await openCore(profile, openPool(context.installed))
  try {
    await protectAll(core, [dir], 'unchanged', count)
    const turns = await context.repeat(async () => {
      const statMs = await statAll(files)
      return { statMs, againMs: await protectAll(core, [dir], 'unchanged', count) }
    })
    const perSecond = (ms: number) => (1000 * count) / ms
    const n = count.toLocaleString('en')
    return [
      toRow({
        topic,
        figure: `known files looked at again, ${n} in an open core`,
        unit: 'files/s',
        values: turns.map(({ againMs }) => perSecond(againMs)),
        peer: { name: 'stat of the same files, 256 at once', values: turns.map(({ statMs }) => perSecond(statMs)) },
        limit: atLeast(20_000),
      }),
      toRow({
        topic,
        figure: `protect, ${n} small files, peak memory of the process with its threads`,
        unit: 'MB',
        values: [first.peakBytes / 1e6],
        limit: atMost(400),
      }),
      ...(early.length === 0 || late.length === 0
        ? []
        : [
            toRow({
              topic,
              figure: `protect, ${n} small files, resident memory in the last tenth`,
              unit: 'MB',
              values: late,
              peer: { name: 'in the second tenth', values: early },
              limit: atMost(1.15, 'ratio'),
              note: 'Medians of samples taken every 50 ms.',
            }),
          ]),
      toRow({
        topic,
        figure: `protect, ${n} small files, command from start to end`,
        unit: 'files/s',
        values: [perSecond(first.wallMs)],
      }),
    ]
  } finally {
    await core.close()
  }
}

import { availableParallelism, cpus, totalmem } from 'node:os'
import { z } from 'zod'
import type { Limit, Row, Spread } from './row.ts'

// docs/benchmarks.md and docs/benchmarks.json: the same rows for people and for the next run. Pure but for `thisMachine`.

const SpreadShape = z.object({ median: z.number(), least: z.number(), most: z.number() })
const RowShape = z.object({
  topic: z.string(),
  figure: z.string(),
  unit: z.string(),
  value: SpreadShape,
  peer: z.object({ name: z.string(), value: SpreadShape.nullable() }).exactOptional(),
  ratio: SpreadShape.exactOptional(),
  limit: z
    .object({ of: z.enum(['value', 'ratio']), is: z.enum(['at least', 'at most']), bound: z.number() })
    .exactOptional(),
  holds: z.boolean().nullable(),
  note: z.string().exactOptional(),
})
const Machine = z.object({ cpu: z.string(), cores: z.int(), memoryGb: z.int(), system: z.string(), node: z.string() })
export type Machine = z.infer<typeof Machine>

export const Report = z.object({
  machine: Machine,
  topics: z.array(
    z.object({
      topic: z.string(),
      date: z.string(),
      command: z.string(),
      loadAverage: z.number(),
      rows: z.array(RowShape),
    }),
  ),
})
export type Report = z.infer<typeof Report>
export type TopicReport = Report['topics'][number]

export function thisMachine(): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${process.arch}`,
    node: process.versions.node,
  }
}

/** Topics measured again take the place of the old ones; those of another machine are dropped. `order` names all topics. */
export function mergeReports(before: Report | null, now: Report, order: readonly string[]): Report {
  const same = before !== null && JSON.stringify(before.machine) === JSON.stringify(now.machine)
  const known = new Map([...(same ? before.topics : []), ...now.topics].map((each) => [each.topic, each]))
  return { machine: now.machine, topics: order.flatMap((topic) => known.get(topic) ?? []) }
}

/** Three significant digits at least, whole numbers from 100 up. */
export function number(value: number): string {
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en')
  return String(Number(value.toPrecision(3)))
}

function spread({ median, least, most }: Spread): string {
  return least === most ? number(median) : `${number(median)} (${number(least)}–${number(most)})`
}

function limitText(limit: Limit | undefined, unit: string): string {
  if (limit === undefined) return '–'
  return `${limit.is === 'at least' ? '≥' : '≤'} ${number(limit.bound)} ${limit.of === 'ratio' ? '×' : unit}`
}

const holdsText = (holds: boolean | null): string => (holds === null ? '–' : holds ? 'yes' : '**no**')

/** How the compared number moved: the ratio where there is one, since it depends less on the machine's mood. */
export function changeText(row: Row, before: Row | undefined): string {
  if (before === undefined || before.unit !== row.unit) return 'new'
  const both = row.ratio !== undefined && before.ratio !== undefined
  const [now, then] = both ? [row.ratio, before.ratio] : [row.value, before.value]
  if (now === undefined || then === undefined || then.median === 0) return '–'
  const percent = Math.round((now.median / then.median - 1) * 100)
  const moved = `${percent > 0 ? '+' : percent < 0 ? '−' : '±'}${Math.abs(percent)} %`
  // Within what the repetitions themselves differ by, a change is no news.
  return now.least <= then.most && now.most >= then.least ? `(${moved})` : moved
}

export const heading = ['figure', 'value', 'unit', 'peer in the same run', 'ratio', 'limit', 'holds', 'change'] as const

export function cells(row: Row, before: Row | undefined): string[] {
  const { figure, value, unit, peer, ratio, limit, holds } = row
  const beside =
    peer === undefined ? '–' : `${peer.name}: ${peer.value === null ? 'peer not here' : spread(peer.value)}`
  return [
    figure,
    spread(value),
    unit,
    beside,
    ratio === undefined ? '–' : `${spread(ratio)} ×`,
    limitText(limit, unit),
    holdsText(holds),
    changeText(row, before),
  ]
}

export function findRow(report: Report | null, row: Row): Row | undefined {
  return report?.topics.find(({ topic }) => topic === row.topic)?.rows.find(({ figure }) => figure === row.figure)
}

function topicPart({ topic, date, command, loadAverage, rows }: TopicReport, before: Report | null): string {
  const lines = rows.map((row) => `| ${cells(row, findRow(before, row)).join(' | ')} |`)
  const notes = rows.flatMap(({ figure, note }) => (note === undefined ? [] : [`- ${figure}: ${note}`]))
  return [
    `## ${topic}`,
    '',
    `${date}, \`${command}\`, load average ${loadAverage.toFixed(1)} when it began.`,
    '',
    `| ${heading.join(' | ')} |`,
    `| ${heading.map(() => '---').join(' | ')} |`,
    ...lines,
    ...(notes.length === 0 ? [] : ['', ...notes]),
    '',
  ].join('\n')
}

export function markdown(report: Report, before: Report | null): string {
  const { cpu, cores, memoryGb, system, node } = report.machine
  const rows = report.topics.flatMap((each) => each.rows)
  const judged = rows.filter(({ holds }) => holds !== null)
  const missed = judged.filter(({ holds }) => holds === false)
  return [
    '# Benchmarks',
    '',
    'Written by `npm run bench`; not to be edited by hand. Values are the median and, in brackets, the least and the most of the repetitions. A ratio is our value over the peer’s, repetition by repetition, both measured in turn within the same run; it says more than the absolute figures, which depend on the machine and on what else it was doing. “Change” compares with the table committed before: in brackets where the two ranges overlap.',
    '',
    `Machine: ${cpu}, ${cores} cores in use, ${memoryGb} GB, ${system}, Node ${node}.`,
    '',
    `${judged.length - missed.length} of ${judged.length} limits hold.${missed.length === 0 ? '' : ` Missed: ${missed.map(({ topic, figure }) => `${topic}, ${figure}`).join('; ')}.`}`,
    '',
    ...report.topics.map((each) => topicPart(each, before)),
  ].join('\n')
}

import { z } from 'zod'
import type { MethodRow, Section, SectionResult } from './section.ts'

// docs/accuracy.md and docs/accuracy.json: the same tables for people and for the next run. Pure.

const Row = z.object({
  method: z.string(),
  threshold: z.string(),
  recall: z.array(z.number().nullable()),
  mean: z.number(),
})
const Measured = z.object({
  section: z.string(),
  date: z.string(),
  command: z.string(),
  works: z.int(),
  others: z.int(),
  rows: z.array(Row),
  wrongMatches: z.int(),
  notes: z.array(z.string()),
})
export const AccuracyReport = z.object({ sections: z.array(Measured) })
export type AccuracyReport = z.infer<typeof AccuracyReport>
export type MeasuredSection = z.infer<typeof Measured>

/** Sections measured again take the place of the old ones. */
export function mergeAccuracy(
  before: AccuracyReport | null,
  now: readonly MeasuredSection[],
  order: readonly string[],
): AccuracyReport {
  const known = new Map([...(before?.sections ?? []), ...now].map((each) => [each.section, each]))
  return { sections: order.flatMap((name) => known.get(name) ?? []) }
}

const percent = (value: number | null): string => (value === null ? '–' : String(Math.round(value * 10) / 10))

/** Columns in which the program's own row lies under the target, by more than rounding. */
export function shortfalls(target: MethodRow, own: MethodRow, columns: readonly string[]): string[] {
  const missed = columns.flatMap((name, i) => {
    const [wanted, got] = [target.recall[i] ?? null, own.recall[i] ?? null]
    return wanted !== null && got !== null && got < wanted
      ? [`${name} ${percent(got)} instead of ${percent(wanted)}`]
      : []
  })
  return own.mean < target.mean ? [...missed, `mean ${percent(own.mean)} instead of ${percent(target.mean)}`] : missed
}

function line(row: MethodRow, strong: boolean): string {
  const cells = [
    `${row.method}${row.threshold === '' ? '' : ` (${row.threshold})`}`,
    ...row.recall.map(percent),
    percent(row.mean),
  ]
  return `| ${cells.map((cell) => (strong ? `**${cell}**` : cell)).join(' | ')} |`
}

function part(section: Section, measured: MeasuredSection): string {
  const own = measured.rows.at(-1)
  const names = section.columns.map(({ name }) => name)
  const missed = own === undefined ? [] : shortfalls(section.target, own, names)
  return [
    `## ${section.title}`,
    '',
    `${measured.date}, \`${measured.command}\`: ${measured.works} works × ${names.length} changes against ${measured.works + measured.others - 1} other works each.`,
    '',
    section.method,
    '',
    `| method (threshold) | ${[...names, 'mean'].join(' | ')} |`,
    `| ${['---', ...names, 'mean'].map(() => '---').join(' | ')} |`,
    ...section.peers.map((row) => line(row, false)),
    line(section.target, false),
    ...measured.rows.map((row, i) => line(row, i === measured.rows.length - 1)),
    '',
    missed.length === 0 ? 'Every figure to reach is reached.' : `Not reached: ${missed.join('; ')}.`,
    `Wrong matches in the reported halves: ${measured.wrongMatches} of ${measured.works * names.length} searches.`,
    '',
    ...measured.notes.map((note) => `- ${note}`),
    '',
    ...section.columns.map(({ name, how }) => `- *${name}*: ${how}.`),
    '',
  ].join('\n')
}

export function accuracyMarkdown(report: AccuracyReport, sections: readonly Section[]): string {
  return [
    '# Accuracy',
    '',
    'Written by `npm run bench:accuracy`; not to be edited by hand. Recall in percent: how many changed works are found again, at the largest threshold with no false match at all. Our thresholds are set on one half of the works and reported on the other, then the halves change places. The rows of others are a published measurement with thresholds fitted on the test items themselves, which flatters them; their works are of the same kind and number as ours, not the same files.',
    '',
    ...sections.flatMap((section) => {
      const measured = report.sections.find((each) => each.section === section.name)
      return measured === undefined ? [] : [part(section, measured)]
    }),
  ].join('\n')
}

export function measuredOf(section: Section, result: SectionResult, date: string, command: string): MeasuredSection {
  const rows = result.rows.map((row) => ({ ...row, recall: [...row.recall] }))
  return { section: section.name, date, command, ...result, rows }
}

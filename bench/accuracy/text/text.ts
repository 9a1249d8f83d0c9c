import { leastMarks, leastResemblance } from '../../../src/main/core/match/text/compare-texts.ts'
import { halved, recallOf, type Trial } from '../halves.ts'
import type { MethodRow, Section, SectionContext, SectionResult } from '../section.ts'
import { partIntoDocuments, readTexts } from './documents.ts'
import { edits } from './edits.ts'
import { type Answer, measureText } from './protocol.ts'

const documentCount = 480
const sourceCount = 114

const row = (method: string, threshold: string, mean: number, ...recall: number[]): MethodRow => ({
  method,
  threshold,
  recall,
  mean,
})

export const text: Section = {
  name: 'text',
  title: 'Text',
  method:
    'Manuals, parted at paragraphs into documents of about one length. Each edited source is looked for among all documents by what the index proposes; documents that share sixteen words in a row as they are count neither way, nor does the document that a quotation was put into. A work is found when the marks of shared passages or the resemblance of all marks reach their threshold.',
  packages: ['debian-policy', 'developers-reference', 'maint-guide', 'debian-faq'],
  columns: edits.map(({ name, how }) => ({ name, how })),
  peers: [
    row('ISCC text 256', '', 81.1, 100, 100, 97, 100, 100, 100, 99, 38, 9),
    row('MinHash 128 of 5-word shingles', '', 97.9, 100, 100, 100, 100, 100, 100, 100, 100, 81),
  ],
  target: row('to reach', '', 99.7, 100, 100, 100, 100, 100, 100, 100, 100, 97),
  run,
}

async function run({ folders, quick, say }: SectionContext): Promise<SectionResult> {
  const texts = await readTexts(folders.map(({ path }) => path))
  const documents = partIntoDocuments(texts, quick ? 60 : documentCount)
  const sources = Math.min(quick ? 12 : sourceCount, documents.length)
  say(`looking for ${sources} of ${documents.length} documents`)
  const { answers, quoting } = measureText(documents, sources)
  const trials = (own: (answer: Answer) => number, other: (answer: Answer) => number): Trial[] =>
    answers.map((answer) => ({ work: answer.source, column: answer.edit, own: own(answer), other: other(answer) }))
  const byMarks = trials(
    ({ right }) => right.marks,
    ({ wrong }) => wrong.marks,
  )
  const marks = halved(byMarks, edits.length, 1)
  const alike = halved(
    trials(
      ({ right }) => right.resemblance,
      ({ wrong }) => wrong.resemblance,
    ),
    edits.length,
    0.01,
  )
  const minhash = halved(
    trials(
      (answer) => answer.minhash.right,
      (answer) => answer.minhash.wrong,
    ),
    edits.length,
    1 / 128,
  )
  const found = marks.found.map((one, i) => one || alike.found[i] === true)
  const both = (thresholds: readonly [number, number], digits: number): string =>
    `≥ ${thresholds.map((each) => each.toFixed(digits)).join(' and ')}`
  return {
    works: sources,
    others: documents.length - sources,
    rows: [
      {
        method: 'ours: MinHash alone',
        threshold: both(minhash.thresholds, 2),
        recall: minhash.recall,
        mean: minhash.mean,
      },
      {
        method: 'ours: passages of marks, or resemblance',
        threshold: `${both(marks.thresholds, 0)} marks`,
        ...recallOf(byMarks, found, edits.length),
      },
    ],
    wrongMatches: answers.filter((_, i) => marks.wrongAt[i] === true || alike.wrongAt[i] === true).length,
    notes: [
      ...placeNotes(answers, found),
      ...limitNotes(answers),
      ...missNotes(answers, found),
      `${quoting} pairs of documents quote each other.`,
    ],
  }
}

const isQuotation = ({ edit }: Answer): boolean => edits[edit]?.quotation === true

function placeNotes(answers: readonly Answer[], found: readonly boolean[]): string[] {
  const quoted = answers.filter((answer, i) => isQuotation(answer) && found[i] === true)
  const ends = quoted.flatMap(({ ends: off }) => (off === null ? [] : [off])).sort((a, b) => a - b)
  const share = (100 * ends.length) / Math.max(1, quoted.length)
  const within = ends.filter((off) => off <= 3).length
  return [
    `Of the quotations found, ${share.toFixed(1)} % are located; the worse end is off by ${ends[ends.length >> 1] ?? 0} words in the median, by ${ends.at(-1) ?? 0} at most, and by 3 or less in ${((100 * within) / Math.max(1, ends.length)).toFixed(1)} %.`,
  ]
}

function limitNotes(answers: readonly Answer[]): string[] {
  const passes = ({ marks, resemblance }: Answer['right']): boolean =>
    marks >= leastMarks || resemblance >= leastResemblance
  const recall = (100 * answers.filter(({ right }) => passes(right)).length) / Math.max(1, answers.length)
  return [
    `By the program's own limits (${leastMarks} marks, resemblance ${leastResemblance}) ${recall.toFixed(1)} % are found, and ${answers.filter(({ wrong }) => passes(wrong)).length} of ${answers.length} searches find a wrong document.`,
  ]
}

function missNotes(answers: readonly Answer[], found: readonly boolean[]): string[] {
  return edits.flatMap(({ name }, edit) => {
    const missed = answers.filter((answer, i) => answer.edit === edit && found[i] !== true)
    return missed.length === 0
      ? []
      : [
          `Missed, ${name}: ${missed.map(({ right }) => `${right.marks} marks, resemblance ${right.resemblance.toFixed(3)}`).join('; ')}.`,
        ]
  })
}

import process from 'node:process'
import { unpackEventPoints } from '../../../src/main/core/fingerprint/audio/event-points/pack.ts'
import { eventFrameRate } from '../../../src/main/core/fingerprint/audio/event-points/points.ts'
import { readEventPoints } from '../../../src/main/core/compute/sound-features.ts'
import { findFfmpeg } from '../../../src/main/core/media/ffmpeg.ts'
import { leastSeconds, soundsIn } from './corpus.ts'
import { judge } from './judge.ts'
import { type Answer, createSearch, type Setup } from './search.ts'
import { soundTransformations } from './transformations.ts'

const workCount = 50
const trackCount = 95
/** Fewer points a second are silence or next to it: such works are told apart. */
const leastPointsEach = 2

/** A line of the table: recall in percent for each change. */
export type SoundRow = { method: string; threshold: string; recall: readonly number[]; mean: number }
export type SoundContext = {
  folders: readonly { name: string; path: string }[]
  /** Four works among twelve, to see whether everything runs. */
  quick: boolean
  tempDir: string
  say(line: string): void
}
export type SoundFigures = {
  works: number
  others: number
  rows: SoundRow[]
  wrongMatches: number
  notes: string[]
}

const row = (method: string, threshold: string, mean: number, ...recall: number[]): SoundRow => ({
  method,
  threshold,
  recall,
  mean,
})
const all = (value: number, count: number): number[] => Array.from({ length: count }, () => value)

export const sounds = {
  name: 'sounds',
  title: 'Sound',
  method:
    'Thirty seconds from the middle of each work (all of it where it is shorter) are changed and read as the program reads a file; the tracks are indexed whole. Where two tracks share a tune or samples, finding one in the other counts neither way.',
  packages: ['supertux-data', 'wesnoth-1.16-music', 'extremetuxracer-data', 'frozen-bubble-data', 'lincity-ng-data'],
  columns: soundTransformations.map(({ name, how }) => ({ name, how })),
  peers: [
    row('Chromaprint, best alignment', '', 73.1, ...all(100, 10), 62, 92, 80, 2, 0, 6, 74, 0),
    row('ISCC audio 64', '', 45.2, ...all(100, 5), 4, 0, 90, 60, 26, 4, 16, 24, 4, 0, 84, 2, 0),
  ],
  target: row('to reach', '', 96, ...all(100, 6), 98, ...all(100, 3), 95, 97, 97, 95, 90, 95, 95, 90),
  run,
} as const

async function run(context: SoundContext): Promise<SoundFigures> {
  const { tempDir, quick, say } = context
  const found = await findFfmpeg({ setting: '', searchPath: process.env['PATH'] ?? '', platform: process.platform })
  if (found === null)
    throw new Error('Sound is measured with ffmpeg, and none was found. Install it, then run this again.')
  const { works, featureless, short } = await gather(context, found.path)
  const count = Math.min(quick ? 4 : workCount, works.length)
  const search = await createSearch({ ffmpeg: found.path, works, tempDir })
  const answers: Answer[] = []
  for (let work = 0; work < count; work++) {
    answers.push(...(await search(work)))
    say(`${work + 1} of ${count} works`)
  }
  const judged = judge(answers, soundTransformations.length)
  const { recall, mean, thresholds } = judged
  const threshold = `${thresholds[0].toFixed(0)} and ${thresholds[1].toFixed(0)} bits`
  return {
    works: count,
    others: works.length - count,
    rows: [{ method: 'ours: event points', threshold, recall, mean }],
    wrongMatches: judged.wrong,
    notes: [
      `${short} files shorter than ${leastSeconds} s are effects and do not take part; ${featureless.length} are featureless and stand apart${featureless.length === 0 ? '' : ` (${featureless.join(', ')})`}.`,
      ...placeNotes(answers.filter((_, i) => judged.found[i] === true)),
      ...missNotes(answers, judged.found, works),
    ],
  }
}

async function gather({ folders, quick, say }: SoundContext, ffmpeg: string) {
  const sources = await soundsIn(folders)
  say(`reading ${sources.length} recordings`)
  const wanted = quick ? 12 : trackCount
  const works: Setup['works'] = []
  const featureless: string[] = []
  let short = 0
  for (const source of sources) {
    if (works.length === wanted) break
    // What can't be read is no work.
    const points = await readEventPoints({ ffmpeg, path: source.path }).catch(() => null)
    if (points === null) continue
    const { frames } = unpackEventPoints(points)
    const seconds = (frames.at(-1) ?? 0) / eventFrameRate
    if (seconds < leastSeconds) short++
    else if (frames.length < seconds * leastPointsEach) featureless.push(source.name.replace(/^.*\//, ''))
    else works.push({ ...source, points })
  }
  return { works, featureless, short }
}

const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.max(0, Math.ceil(share * values.length) - 1)] ?? 0

function placeNotes(found: readonly Answer[]): string[] {
  const late = found.flatMap(({ lateSeconds }) => (lateSeconds === null ? [] : [Math.abs(lateSeconds)]))
  const within = (100 * late.filter((seconds) => seconds <= 0.25).length) / Math.max(1, late.length)
  const speed = percentile(
    found.map(({ speedError }) => Math.abs(speedError)),
    0.95,
  )
  const pitch = percentile(
    found.map(({ semitoneError }) => Math.abs(semitoneError)),
    0.95,
  )
  return [
    `The place is right within 0.25 s for ${within.toFixed(1)} % of what was found (median ${percentile(late, 0.5).toFixed(3)} s); what is beyond lies in a repetition of the same bars. Speed within ${(100 * speed).toFixed(2)} % and pitch within ${pitch.toFixed(2)} semitones for 95 %.`,
  ]
}

const shortName = (name: string) => name.replace(/^.*\//, '')

function missNotes(answers: readonly Answer[], found: readonly boolean[], works: Setup['works']): string[] {
  const nameOf = (work: number) => shortName(works[work]?.name ?? '')
  const missed = soundTransformations.flatMap(({ name }, column) => {
    const of = answers.filter((answer, i) => answer.column === column && found[i] !== true)
    return of.length === 0
      ? []
      : [`Missed, ${name}: ${of.map(({ work, own }) => `${nameOf(work)} (${own.toFixed(0)} bits)`).join(', ')}.`]
  })
  const nearest = [...answers]
    .sort((a, b) => b.other - a.other)
    .slice(0, 5)
    .map(
      ({ work, column, other, otherName }) =>
        `${nameOf(work)} (${soundTransformations[column]?.name ?? ''}) and ${shortName(otherName)}: ${other.toFixed(0)}`,
    )
  return [...missed, `Surest wrong works: ${nearest.join('; ')}.`]
}

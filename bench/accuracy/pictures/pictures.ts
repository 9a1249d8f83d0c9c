import { join } from 'node:path'
import { unpackPoints } from '../../../src/main/core/fingerprint/image/points/pack.ts'
import { inProcesses } from '../processes.ts'
import type { MethodRow, Section, SectionContext, SectionResult } from '../section.ts'
import type { Base } from './base-worker.ts'
import { familiesOf, type Source, sourcesIn } from './corpus.ts'
import type { Answer, Query, Setup } from './query-worker.ts'
import { judge, limitNote, missNotes } from './judge.ts'
import { sizeOf } from './read-picture.ts'
import { transformations } from './transformations.ts'

const workCount = 100
const otherCount = 982
/** Candidates that are compared point by point, as the program does it, upright and mirrored each. */
const compared = 40
const leastSide = 128
const mostStretch = 4
/** Under this many points, and with too little structure for PDQ, a picture is featureless. */
const fewPoints = 12

type Work = Source & { points: Uint8Array; thumbnail: Uint8Array }

const columns = transformations.map(({ name, how }) => ({ name, how }))
const row = (method: string, threshold: string, mean: number, ...recall: number[]): MethodRow => ({
  method,
  threshold,
  recall,
  mean,
})

const peers: MethodRow[] = [
  row('pHash 64', '9', 48.7, 100, 100, 96, 81, 1, 2, 89, 2, 0, 10, 0, 0, 99, 99, 100, 0),
  row('ISCC image 64', '11', 55.9, 99, 99, 95, 84, 5, 95, 95, 6, 0, 19, 0, 0, 100, 100, 97, 0),
  row('PDQ, 8 orientations', '79', 65.7, 100, 100, 100, 94, 3, 9, 99, 1, 0, 45, 100, 100, 100, 100, 100, 0),
  row('PDQ at its customary', '31', 41.2, 99, 98, 94, 61, 0, 0, 10, 0, 0, 0, 0, 0, 100, 99, 99, 0),
  row(
    'ORB, 500 features at 512 px, RANSAC',
    '≥ 19 inliers',
    88.8,
    96,
    84,
    96,
    51,
    96,
    95,
    97,
    95,
    92,
    94,
    97,
    97,
    71,
    97,
    94,
    69,
  ),
  row('PDQ₈ ∪ ISCC ∪ ORB', '', 96.5, 100, 100, 100, 94, 97, 100, 100, 97, 92, 95, 100, 100, 100, 100, 100, 69),
]
const target = row('to reach', '', 97.5, 100, 100, 100, 97, 97, 99, 100, 97, 93, 97, 100, 100, 100, 100, 100, 80)

export const pictures: Section = {
  name: 'pictures',
  title: 'Pictures',
  method:
    'Each file is read as the program reads it. PDQ is compared with all works; points with the 40 likeliest candidates, upright and mirrored, of the word index. Where points agree, both thumbnails are compared where the map lays them on each other, as the program does. A work is found when PDQ or points reach their threshold for it. Families (one theme of a wallpaper, names that differ in a number, pictures on one page of documentation, pictures that are nearly the same or share a part beyond doubt, chessboards for calibrating cameras) take part with one picture; diagrams that a documentation generator drew do not.',
  packages: [
    'plasma-workspace-wallpapers',
    'mate-backgrounds',
    'tuxpaint-stamps-default',
    'python3-skimage',
    'opencv-doc',
  ],
  columns,
  peers,
  target,
  run,
}

async function run(context: SectionContext): Promise<SectionResult> {
  const { processes, say, tempDir, quick } = context
  const share = quick ? 0.15 : 1
  const { works, featureless, left, meanCpuMs } = await gather(context, Math.round((workCount + otherCount) * share))
  const count = Math.min(Math.round(workCount * share), Math.floor(works.length / 2))
  const setup: Setup = {
    works: works.map(({ path, points, thumbnail }) => ({ path, points, thumbnail })),
    tempDir,
    compared,
  }
  const items: Query[] = Array.from({ length: count }, (_, work) =>
    columns.map((_column, column) => ({ work, column })),
  ).flat()
  const answers = await inProcesses<Answer>({
    module: join(import.meta.dirname, 'query-worker.ts'),
    setup,
    items,
    processes,
    onAnswer: (done) => done % 200 === 0 && say(`${done} of ${items.length} searches`),
  })
  const judged = judge(answers, columns.length)
  const notes = [
    `${left.files} files: ${left.unfit} are not read, smaller than ${leastSide} pixels or longer than ${mostStretch} : 1; ${left.families} belong to the family of another; ${featureless.length} are featureless and stand apart${featureless.length === 0 ? '' : ` (${featureless.map(({ name }) => name.replace(/^.*\//, '')).join(', ')})`}.`,
    `Points of one picture take ${meanCpuMs.toFixed(0)} ms of one core on average, decoding not included.`,
    limitNote(answers),
    ...missNotes(answers, judged.found, works),
  ]
  return { ...judged, works: count, others: works.length - count, notes }
}

function fits(size: { width: number; height: number } | null): boolean {
  if (size === null) return false
  const [short, long] = [Math.min(size.width, size.height), Math.max(size.width, size.height)]
  return short >= leastSide && long <= mostStretch * short
}

/** The first of each family with something to go by, and what was left out. */
async function gather({ folders, processes, say }: SectionContext, wanted: number) {
  const sources = await sourcesIn(folders)
  // Reading all pictures of a family would take most of the time: one of those that fit, at random but always the same.
  const sizes = await Promise.all(sources.map(({ path }) => sizeOf(path)))
  const fitting = sources.filter((_, i) => fits(sizes[i] ?? null))
  const byName = familiesOf(
    fitting.map(({ families }) => families),
    [],
  )
  const read = fitting.filter((_, i) => byName[i] === i)
  say(`reading ${read.length} of ${sources.length} pictures`)
  const bases = await inProcesses<Base | null>({
    module: join(import.meta.dirname, 'base-worker.ts'),
    setup: null,
    items: read.map(({ path }) => path),
    processes,
  })
  const fit = read.flatMap((source, i) => {
    const base = bases[i]
    return base === null || base === undefined ? [] : [{ source, base }]
  })
  say(`looking for families among ${fit.length}`)
  const links = await inProcesses<number[]>({
    module: join(import.meta.dirname, 'link-worker.ts'),
    setup: { points: fit.map(({ base }) => base.points) },
    items: [...fit.keys()],
    processes,
  })
  const pairs = links.flatMap((linked, i) => linked.map((j) => [i, j] as const))
  const families = familiesOf(
    fit.map(({ source }) => source.families),
    pairs,
  )
  const chosen = fit.filter((_, i) => families.indexOf(families[i] ?? -1) === i)
  const works: Work[] = []
  const featureless: Source[] = []
  for (const { source, base } of chosen) {
    const points = base.points === null ? null : unpackPoints(base.points)
    if (base.points === null || points === null || (points.count < fewPoints && points.hashQuality < 50))
      featureless.push(source)
    else works.push({ ...source, points: base.points, thumbnail: base.thumbnail })
  }
  const cpu = bases.flatMap((base) => (base === null || base === undefined ? [] : [base.cpuMs]))
  return {
    works: works.slice(0, wanted),
    featureless,
    left: {
      files: sources.length,
      unfit: sources.length - fitting.length + read.length - fit.length,
      families: fitting.length - read.length + fit.length - chosen.length,
    },
    meanCpuMs: cpu.reduce((sum, ms) => sum + ms, 0) / Math.max(1, cpu.length),
  }
}

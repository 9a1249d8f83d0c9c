import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { readFilmTrack } from '../../../src/main/core/compute/film-features.ts'
import { filmLimits } from '../../../src/main/core/match/film/find-film.ts'
import { findFfmpeg } from '../../../src/main/core/media/ffmpeg.ts'
import { halved, recallOf, type Trial } from '../halves.ts'
import { inProcesses } from '../processes.ts'
import type { MethodRow, Section, SectionContext, SectionResult } from '../section.ts'
import type { Answer, Query, Setup } from './search-worker.ts'
import { makeSigner } from './signers.ts'
import { transformations } from './transformations.ts'
import { cutPiece, makeMontage, opencvPieces, picturesIn, type Work } from './works.ts'

/** Films that are changed and looked for, of each set; all the others are only looked among. */
const searched = { works: 12, takes: 3, signers: 5 } as const
const made = { montages: 29, signers: 20 } as const
/** A threshold lies this much above the strongest wrong film of its half. */
const margin = 0.02

const columns = transformations.filter(({ more }) => more === undefined)
const row = (method: string, threshold: string, mean: number, ...recall: number[]): MethodRow => ({
  method,
  threshold,
  recall,
  mean,
})

export const film: Section = {
  name: 'film',
  title: 'Film',
  method:
    'Pieces of real films of twelve seconds at most, and montages: three shots of four seconds, the camera moving over a picture each. Nine takes of one street camera and twenty of one drawn signer before one background are looked among as well, and are told apart. A film is looked for by its pictures alone, as the program does it: by what the index over all proposes.',
  packages: ['opencv-doc', 'plasma-workspace-wallpapers', 'mate-backgrounds', 'python3-skimage'],
  columns: columns.map(({ name, how }) => ({ name, how })),
  peers: [
    row('vPDQ, published rule', '', 36.1, 82, 85, 0, 0, 0, 0, 97, 0, 76, 0, 94, 0),
    row('vPDQ, any frame, 8 orientations', '', 65.9, 100, 100, 0, 79, 0, 24, 100, 100, 100, 91, 97, 0),
    row('ISCC video 256', '', 57.1, 100, 100, 0, 100, 21, 76, 100, 3, 100, 42, 42, 0),
  ],
  target: row('to reach', '', 95, 100, 100, 95, 98, 85, 95, 100, 100, 100, 98, 98, 85),
  run,
}

async function run(context: SectionContext): Promise<SectionResult> {
  const { processes, say, tempDir, quick, full } = context
  const found = await findFfmpeg({ setting: '', searchPath: process.env['PATH'] ?? '', platform: process.platform })
  if (found === null)
    throw new Error('Film is measured with ffmpeg, and none was found. Install it, then run this again.')
  const ffmpeg = found.path
  const works = await gather(context, ffmpeg)
  const most = (set: Work['set']): number => (full ? Number.POSITIVE_INFINITY : quick ? 2 : searched[set])
  const items: Query[] = (['works', 'takes', 'signers'] as const).flatMap((set) =>
    spread(
      [...works.keys()].filter((i) => works[i]?.set === set),
      most(set),
    ).flatMap((work) => transformations.map((_, column) => ({ work, column }))),
  )
  const setup: Setup = { ffmpeg, works, tempDir }
  const answers = await inProcesses<Answer>({
    module: join(import.meta.dirname, 'search-worker.ts'),
    setup,
    items,
    processes,
    onAnswer: (done) => done % 25 === 0 && say(`${done} of ${items.length} searches`),
  })
  return resultOf(answers, works)
}

/** So many of them, evenly. */
function spread(numbers: readonly number[], most: number): number[] {
  const step = Math.max(1, numbers.length / most)
  return numbers.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step))
}

async function gather({ folders, quick, tempDir, say }: SectionContext, ffmpeg: string): Promise<Setup['works']> {
  const works: Work[] = []
  const files = (
    await Promise.all(
      folders.map(async ({ path }) =>
        (await readdir(path, { recursive: true })).map((file) => join(path, file)).sort(),
      ),
    )
  ).flat()
  const pieces = quick ? opencvPieces.slice(0, 7) : opencvPieces
  for (const [i, piece] of pieces.entries()) {
    const source = files.find((file) => file.endsWith(`/${piece.file}`) || file.endsWith(`/${piece.file}.gz`))
    if (source === undefined) continue
    works.push(await cutPiece(piece, await unzipped(source, tempDir), join(tempDir, `piece-${i}.mp4`)))
  }
  const pictures = (await Promise.all(folders.map(({ path }) => picturesIn(path)))).flat()
  const montages = Math.min(quick ? 3 : made.montages, Math.floor(pictures.length / 3))
  say(`making ${montages} montages and ${quick ? 3 : made.signers} takes of a signer`)
  for (let i = 0; i < montages; i++) works.push(await makeMontage(i, pictures, tempDir))
  const [background] = pictures
  for (let i = 0; background !== undefined && i < (quick ? 3 : made.signers); i++)
    works.push(await makeSigner(i, background, tempDir))
  const read: Setup['works'] = []
  for (const work of works) {
    const track = await readFilmTrack({ ffmpeg, path: work.path })
    if (track !== null) read.push({ ...work, track })
  }
  return read
}

async function unzipped(path: string, dir: string): Promise<string> {
  if (!path.endsWith('.gz')) return path
  const plain = join(dir, path.slice(path.lastIndexOf('/') + 1, -3))
  await writeFile(plain, gunzipSync(await readFile(path)))
  return plain
}

function resultOf(answers: readonly Answer[], works: Setup['works']): SectionResult {
  const of = (set: Work['set']) => answers.filter(({ work }) => works[work]?.set === set)
  const order = new Map([...new Set(answers.map(({ work }) => work))].map((work, i) => [work, i]))
  const trialsOf = (some: readonly Answer[]): Trial[] =>
    some.map(({ work, column, own, other }) => ({ work: order.get(work) ?? 0, column, own, other }))
  // Thresholds see all sets: a take that is found in another is as wrong as any.
  const all = halved(trialsOf(answers), transformations.length, margin)
  const foundAt = new Map(answers.map((answer, i) => [answer, all.found[i] === true]))
  const recallIn = (some: readonly Answer[]) =>
    recallOf(
      trialsOf(some),
      some.map((answer) => foundAt.get(answer) === true),
      transformations.length,
    ).recall
  const table = recallIn(of('works'))
  const recall = table.slice(0, columns.length)
  const nameOf = (work: number): string => works[work]?.name ?? ''
  const changeOf = (column: number): string => transformations[column]?.name ?? ''
  const told = (set: Work['set'], name: string): string => {
    const some = recallIn(of(set))
    const mean = some.slice(0, columns.length).reduce((sum, each) => sum + each, 0) / columns.length
    return `${name}: mean ${mean.toFixed(1)} over the twelve changes (${transformations.map(({ name: change }, i) => `${change} ${Math.round(some[i] ?? 0)}`).join(', ')}).`
  }
  const placed = of('works').filter((answer) => foundAt.get(answer) === true && answer.off !== null)
  const within = placed.filter(({ off }) => (off ?? 0) <= 0.5)
  const missed = transformations.flatMap(({ name }, column) => {
    const each = of('works').filter((answer) => answer.column === column && foundAt.get(answer) !== true)
    if (each.length === 0) return []
    return [`Missed, ${name}: ${each.map(({ work, own }) => `${nameOf(work)} (${own.toFixed(2)})`).join(', ')}.`]
  })
  const nearest = [...answers].sort((a, b) => b.other - a.other).slice(0, 6)
  return {
    works: new Set(of('works').map(({ work }) => work)).size,
    others: works.length - new Set(of('works').map(({ work }) => work)).size,
    rows: [
      {
        method: 'ours: movement and points of pictures',
        threshold: all.thresholds.map((each) => each.toFixed(2)).join(' and '),
        recall,
        mean: recall.reduce((sum, each) => sum + each, 0) / columns.length,
      },
    ],
    wrongMatches: of('works').filter((answer) => all.wrongAt[answers.indexOf(answer)] === true).length,
    notes: [
      `The program's own limit is ${filmLimits.strength}: ${answers.filter(({ other }) => other >= filmLimits.strength).length} of ${answers.length} searches find a wrong film by it.`,
      `Beside the table, speed +10 %: ${Math.round(table[columns.length] ?? 0)}, speed −10 %: ${Math.round(table[columns.length + 1] ?? 0)}.`,
      told('signers', 'Takes of one signer before one background'),
      told('takes', 'Takes of one street camera'),
      `Both ends of the stretch lie within 0.5 s of the truth, in both films, for ${((100 * within.length) / Math.max(1, placed.length)).toFixed(1)} % of what was found.`,
      ...missed,
      `Strongest wrong films: ${nearest.map(({ work, column, other, otherWork }) => `${nameOf(work)} (${changeOf(column)}) and ${nameOf(otherWork)}: ${other.toFixed(2)}`).join('; ')}.`,
    ],
  }
}

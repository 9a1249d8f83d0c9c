import { extensionOf } from '../../src/shared/domain/media-kind.ts'
import type { MediaKind } from '../../src/shared/domain/media-kind.ts'

// What a seeded work is called, what it is and when it came: pure, and the same for the same seed.

type Words = readonly [string, ...string[]]

const subjects: Readonly<Record<MediaKind, Words>> = {
  image: [
    'Harbour at dusk',
    'Portrait of Ilse',
    'Low tide',
    'Study in ochre',
    'Winter field',
    'Night market',
    'Two herons',
    'Still life with quinces',
    'The long stair',
    'Fog over Essex Road',
    'Paper boats',
    'Kiln no. 4',
    'Garden wall',
    'Concert, second row',
    'Forest floor',
    '東京の雨',
    'Sonnenuntergang über der Elbe',
    'Marché aux fleurs',
  ],
  audio: [
    'Slow river',
    'Take five minutes',
    'Attic tapes',
    'Nocturne for reed organ',
    'Field recording, ferry',
    'Bassline sketch',
    'Choir warm-up',
    'Tuesday loop',
    'Harbour bells',
    '夜想曲',
  ],
  video: [
    'Making of the relief',
    'Rooftop dance',
    'Swifts, slow motion',
    'Interview with M. Okafor',
    'Title sequence',
    'Workshop timelapse',
    'Harbour crane',
  ],
  text: [
    'The salt road',
    'Notes on carving',
    'Letter to a printer',
    'Chapter',
    'Contract draft',
    'Poems for the tram',
    'Harbour almanac',
  ],
}
const places: Words = [
  'Lisbon',
  'Oslo',
  'Kyoto',
  'Nairobi',
  'Lima',
  'Zürich',
  'Québec',
  'Hanoi',
  'Cairo',
  'Perth',
  'Riga',
  'Bergen',
]
const extensions: Readonly<Record<MediaKind, Words>> = {
  image: ['jpg', 'jpg', 'jpg', 'png', 'tif', 'webp'],
  audio: ['wav', 'flac', 'mp3'],
  video: ['mp4', 'mov'],
  text: ['md', 'txt', 'pdf'],
}
const mediaTypes: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  png: 'image/png',
  tif: 'image/tiff',
  webp: 'image/webp',
  wav: 'audio/wav',
  flac: 'audio/flac',
  mp3: 'audio/mpeg',
  mp4: 'video/mp4',
  mov: 'video/quicktime',
  md: 'text/markdown',
  txt: 'text/plain',
  pdf: 'application/pdf',
}
const folders: Words = ['Originals', 'Commissions/Atlas Press', 'Tour', 'Sketchbook', 'Archive', 'Exports']
const sizes: readonly (readonly [number, number])[] = [
  [6000, 4000],
  [4000, 6000],
  [4032, 3024],
  [3024, 4032],
  [3000, 3000],
  [2400, 1000],
  [1600, 2400],
  [1920, 1080],
]

/** One work in a thousand carries this word: what a search for a rare name finds. */
export const rareWord = 'aurora'
/** A tenth of all works carry this one. */
export const commonWord = 'harbour'

const dayMs = 86_400_000
/** Works came in over so many days. */
export const spanDays = 1000

export type PlannedWork = {
  index: number
  title: string
  path: string
  kind: MediaKind
  mediaType: string
  bytes: number
  /** Pixels of pictures and films; a size like a camera's for the others, which do not use it. */
  width: number
  height: number
  state: 'ready' | 'failed'
  /** When it was added, milliseconds UTC. */
  at: number
  /** Of the drawing: works with the same one look the same. */
  drawing: number
  palette: number
  /** The earlier work that this one is an altered copy of. */
  copyOf: number | null
}

export function pick<T>(from: readonly T[], random: () => number): T {
  const found = from[Math.floor(random() * from.length)]
  if (found === undefined) throw new RangeError('nothing to pick from')
  return found
}

function kindAt(share: number): MediaKind {
  if (share < 0.8) return 'image'
  if (share < 0.9) return 'audio'
  return share < 0.96 ? 'text' : 'video'
}

/** A name that carries the words searches are measured by as often as they say. */
function nameOf(index: number, kind: MediaKind, random: () => number): string {
  const named = pick(subjects[kind], random)
  const common = index % 10 === 0
  // The common word stands in exactly its tenth, so that figures of two runs compare.
  const subject = common ? 'Harbour' : named.replace(/^Harbour /, 'Quiet ')
  const rare = index % 1000 === 7 ? ` ${rareWord}` : ''
  const place = random() < 0.6 || common ? ` ${pick(places, random)}` : ''
  return `${subject}${place}${rare} ${String(Math.floor(random() * 10_000)).padStart(4, '0')}`
}

/** The `index`-th of `count` works. Draws the same number of values each time, so that one work does not shift the next. */
export function planWork(index: number, count: number, endMs: number, random: () => number): PlannedWork {
  const kind = kindAt(random())
  const name = nameOf(index, kind, random)
  const extension = pick(extensions[kind], random)
  const [width, height] = pick(sizes, random)
  const begin = endMs - spanDays * dayMs
  // More comes in as the years pass; the works of one large import share their moment.
  const at = index < count * 0.15 ? begin : begin + Math.floor(random() ** 0.7 * spanDays * dayMs)
  const magnitude = kind === 'text' ? 3 + random() * 3 : 5.5 + random() * 2.6
  const folder = `${pick(folders, random)}/${2022 + (Math.floor(index / 500) % 5)}`
  return {
    index,
    title: `${name}.${extension}`,
    path: `/home/ilse/Works/${folder}/${name} ${index}.${extension}`,
    kind,
    mediaType: mediaTypes[extensionOf(`x.${extension}`)] ?? 'application/octet-stream',
    bytes: Math.round(10 ** magnitude),
    width,
    height,
    state: index % 200 === 3 ? 'failed' : 'ready',
    at,
    drawing: Math.floor(random() * 2 ** 16),
    palette: Math.floor(random() * 2 ** 31),
    copyOf: null,
  }
}

/** Three pictures in a hundred are altered copies of earlier ones, so that there is something to match. */
export function planWorks(count: number, endMs: number, random: () => number): PlannedWork[] {
  const works: PlannedWork[] = []
  for (let index = 0; index < count; index++) {
    const work = planWork(index, count, endMs, random)
    const at = Math.floor(random() * index)
    const original = works[at]
    const copied = index % 33 === 32 && work.kind === 'image' && work.state === 'ready'
    if (!copied || original?.kind !== 'image' || original.state !== 'ready' || original.copyOf !== null) {
      works.push(work)
      continue
    }
    const { width, height, drawing, palette } = original
    const title = original.title.replace(/(\.\w+)$/, ' edited$1')
    works.push({ ...work, title, width, height, drawing, palette, copyOf: at, at: Math.max(work.at, original.at) })
  }
  return works
}

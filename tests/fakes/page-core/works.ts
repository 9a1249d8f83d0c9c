import type { AssetSummary } from '../../../src/shared/contract/library.ts'
import { AssetId } from '../../../src/shared/domain/ids.ts'
import type { MediaKind } from '../../../src/shared/domain/media-kind.ts'
import { createRandom, hexFrom, pick, uuidAt } from './random.ts'

export type Work = AssetSummary & { trashedAt: number | null; seed: number; folder: string }

const subjects: Record<MediaKind, readonly [string, ...string[]]> = {
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
  ],
  video: [
    'Making of the relief',
    'Rooftop dance',
    'Swifts, slow motion',
    'Interview with M. Okafor',
    'Title sequence',
    'Workshop timelapse',
  ],
  text: ['The salt road', 'Notes on carving', 'Letter to a printer', 'Chapter', 'Contract draft', 'Poems for the tram'],
}
const extensions: Record<MediaKind, readonly [string, ...string[]]> = {
  image: ['jpg', 'png', 'tif', 'webp'],
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
const sizes: readonly [[number, number], ...[number, number][]] = [
  [6000, 4000],
  [4000, 6000],
  [4032, 3024],
  [3024, 4032],
  [3000, 3000],
  [2400, 1000],
  [1600, 3600],
  [1920, 1080],
]
const kindOf = (part: number): MediaKind =>
  part < 0.66 ? 'image' : part < 0.8 ? 'audio' : part < 0.9 ? 'video' : 'text'

const day = 86_400_000

/** `count` works of all kinds over three years, newest first; the same for the same seed. */
export function generateWorks(count: number, nowMs: number, seed = 7): Work[] {
  const random = createRandom(seed)
  return Array.from({ length: count }, (_, index): Work => {
    const createdAt = Math.round(nowMs - 40_000 - (index / Math.max(count, 1)) ** 1.4 * 1000 * day - random() * 60_000)
    const kind = kindOf(random())
    const extension = pick(extensions[kind], random)
    const part = random()
    const status =
      index < 2 && count > 3
        ? index === 0
          ? 'processing'
          : 'ready'
        : part < 0.965
          ? 'ready'
          : part < 0.985
            ? 'failed'
            : 'queued'
    const [width, height] = pick(sizes, random)
    const visual = kind === 'image' || kind === 'video'
    const pictured = status === 'ready'
    return {
      assetId: AssetId.parse(uuidAt(createdAt, random)),
      title: `${pick(subjects[kind], random)}${random() < 0.5 ? ` ${1 + Math.floor(random() * 40)}` : ''}.${extension}`,
      kind,
      status,
      sha256: hexFrom(random, 64),
      bytes: Math.round(10 ** (kind === 'text' ? 3 + random() * 3 : 5.5 + random() * 2.6)),
      mediaType: mediaTypes[extension] ?? 'application/octet-stream',
      createdAt,
      width: visual ? width : null,
      height: visual ? height : null,
      qualityScore: status === 'ready' ? Math.round((0.45 + random() * 0.55) * 100) / 100 : null,
      seal: hexFrom(random, 16),
      thumbnailKey: pictured ? hexFrom(random, 12) : null,
      failure:
        status === 'failed'
          ? 'The picture data ends before the picture does. Export the file again and add it once more.'
          : null,
      favourite: index % 9 === 4,
      rating: index % 7 === 3 ? 4 : 0,
      trashedAt: random() < 0.01 ? nowMs - 3 * day : null,
      seed: Math.floor(random() * 2 ** 31),
      folder: pick(['Originals/2024', 'Originals/2025', 'Commissions/Atlas Press', 'Tour'], random),
    }
  })
}

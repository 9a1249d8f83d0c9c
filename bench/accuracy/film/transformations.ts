import { join } from 'node:path'
import sharp from 'sharp'
import { encodeFilm } from './encode.ts'
import type { Work } from './works.ts'

// What happens to films on their way to where they are found again, each made with ffmpeg.

export type Made = {
  path: string
  /** Where the work lies in it, and which part of the work that is; seconds. */
  shown: { from: number; to: number }
  of: { from: number; to: number }
  /** Other films that are in it too, and so are found rightly. */
  hosts: readonly Work[]
}

export type Transformation = {
  name: string
  how: string
  /** Counted apart from the twelve of the table. */
  more?: true
  make(work: Work, host: Work, dir: string): Promise<Made>
}

function plain(name: string, how: string, filters: string, crf = 26): Transformation {
  return {
    name,
    how,
    async make(work, _host, dir) {
      const path = join(dir, 'made.mp4')
      await encodeFilm(['-i', work.path], `[0:v]${filters}`, path, crf)
      const whole = { from: 0, to: work.seconds }
      return { path, shown: whole, of: whole, hosts: [] }
    },
  }
}

function speed(name: string, factor: number, more?: true): Transformation {
  return {
    name,
    how: `played at ${factor} times its speed`,
    ...(more === undefined ? {} : { more }),
    async make(work, _host, dir) {
      const path = join(dir, 'made.mp4')
      await encodeFilm(['-i', work.path], `[0:v]setpts=PTS/${factor},fps=25`, path, 26)
      return { path, shown: { from: 0, to: work.seconds / factor }, of: { from: 0, to: work.seconds }, hosts: [] }
    },
  }
}

function crop(share: number): string {
  const side = Math.sqrt(1 - share)
  return `crop=trunc(iw*${side}/2)*2:trunc(ih*${side}/2)*2`
}

/** A station's mark above right and a caption over the lowest 18 %. */
async function overlay(dir: string): Promise<string> {
  const path = join(dir, 'overlay.png')
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="360"><rect y="295" width="640" height="65" fill="#101820" fill-opacity="0.85"/><text x="24" y="338" font-family="sans-serif" font-size="30" font-weight="bold" fill="#fff">You will not believe what comes next</text><circle cx="588" cy="48" r="30" fill="#e4002b"/><text x="588" y="60" text-anchor="middle" font-family="sans-serif" font-size="32" font-weight="bold" fill="#fff">7</text></svg>`
  await sharp(Buffer.from(svg)).png().toFile(path)
  return path
}

export const transformations: readonly Transformation[] = [
  plain('240p crf 36', '240 lines, H.264 at quality 36', 'scale=-2:240', 36),
  plain('12 fps', 'twelve frames a second', 'fps=12'),
  plain('letterbox 1:1', 'black bars above and below make it a square', `pad=iw:iw:0:(oh-ih)/2`),
  plain('crop 10 %', 'the middle 90 % of the area', crop(0.1)),
  plain('crop 36 %', 'the middle 64 % of the area', crop(0.36)),
  {
    name: 'logo + caption',
    how: 'a mark above right, a caption over the lowest 18 %',
    async make(work, _host, dir) {
      const path = join(dir, 'made.mp4')
      const marks = await overlay(dir)
      await encodeFilm(['-i', work.path, '-i', marks], '[1:v][0:v]scale2ref[m][v];[v][m]overlay', path, 26)
      const whole = { from: 0, to: work.seconds }
      return { path, shown: whole, of: whole, hosts: [] }
    },
  },
  plain(
    'colour',
    'contrast, brightness, saturation, gamma and hue',
    'eq=contrast=1.25:brightness=0.05:saturation=1.5:gamma=0.85,hue=h=12',
  ),
  plain('mirror', 'left and right exchanged', 'hflip'),
  speed('speed 1.25', 1.25),
  {
    name: 'middle 40 %',
    how: 'an excerpt of 40 % of its length',
    async make(work, _host, dir) {
      const path = join(dir, 'made.mp4')
      const of = { from: 0.3 * work.seconds, to: 0.7 * work.seconds }
      await encodeFilm(['-i', work.path], `[0:v]trim=${of.from}:${of.to},setpts=PTS-STARTPTS`, path, 26)
      return { path, shown: { from: 0, to: of.to - of.from }, of, hosts: [] }
    },
  },
  {
    name: 'inside longer',
    how: 'six seconds of another film before it, three after',
    async make(work, host, dir) {
      const path = join(dir, 'made.mp4')
      const fit = 'scale=640:360:force_original_aspect_ratio=decrease,pad=640:360:(ow-iw)/2:(oh-ih)/2,setsar=1,fps=25'
      // The host's first six seconds before, its last after.
      const parts = `[1:v]trim=0:6,setpts=PTS-STARTPTS,${fit}[a];[0:v]${fit}[b];[1:v]trim=start=${host.seconds - 3},setpts=PTS-STARTPTS,${fit}[c]`
      await encodeFilm(['-i', work.path, '-i', host.path], `${parts};[a][b][c]concat=n=3`, path, 26)
      return { path, shown: { from: 6, to: 6 + work.seconds }, of: { from: 0, to: work.seconds }, hosts: [host] }
    },
  },
  {
    name: 'picture in picture 60 %',
    how: 'at 60 % of the width in a corner of another film',
    async make(work, host, dir) {
      const path = join(dir, 'made.mp4')
      const graph = `[1:v]scale=640:360,setsar=1[h];[0:v]scale=384:-2[s];[h][s]overlay=W-w-16:H-h-16:shortest=1`
      await encodeFilm(['-i', work.path, '-stream_loop', '-1', '-i', host.path], graph, path, 26)
      const whole = { from: 0, to: work.seconds }
      return { path, shown: whole, of: whole, hosts: [host] }
    },
  },
  speed('speed +10 %', 1.1, true),
  speed('speed −10 %', 0.9, true),
]

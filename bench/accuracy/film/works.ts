import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { seededRandom } from '../../make/random.ts'
import { encodeFilm } from './encode.ts'

// The films that are looked for: pieces of real ones from Debian's opencv-doc (and of any others that are given), and montages: three
// shots of four seconds, the camera moving over a picture each. All are 640 pixels wide, 25 frames a second, twelve seconds at most.

export type Work = {
  name: string
  path: string
  seconds: number
  /** Takes before one background, which only what moves can tell apart, are a set of their own. */
  set: 'works' | 'takes' | 'signers'
}

export type Piece = { file: string; from: number; seconds: number; set: Work['set'] }

const seconds = 12
const frame = { width: 640, height: 360 }
const shotSeconds = 4
const shotsEach = 3

/** Below a folder into which opencv-doc was unpacked; its .mp4 files are unzipped first. */
export const opencvPieces: readonly Piece[] = [
  { file: 'Megamind.avi', from: 0, seconds: 11, set: 'works' },
  { file: 'tree.avi', from: 2, seconds, set: 'works' },
  { file: 'box.mp4', from: 1, seconds, set: 'works' },
  { file: 'cup.mp4', from: 0, seconds: 8, set: 'works' },
  ...Array.from({ length: 9 }, (_, i): Piece => ({ file: 'vtest.avi', from: 8.8 * i, seconds: 8.8, set: 'takes' })),
]

export async function cutPiece(
  { file, from, seconds: length, set }: Piece,
  source: string,
  path: string,
): Promise<Work> {
  await encodeFilm(
    ['-ss', String(from), '-t', String(length), '-i', source],
    `scale=640:-2:flags=area,fps=25,setsar=1`,
    path,
  )
  return { name: `${file} at ${from} s`, path, seconds: length, set }
}

/** Further views or colourings of what another picture shows: two films of them would rightly be found by each other. */
const otherViews =
  /(left|right)\d\d|\/right\.jpg|Mate-(Dark|Radioactive|Warm)|aloe(R|GT)|basketball2|ela_modified|graf3|Suzanne2|leuvenB|rubberwhale2|text_motion/

/** Pictures large enough for a shot, one for each name: wallpapers come in many sizes and with small previews. */
export async function picturesIn(dir: string): Promise<string[]> {
  const files = readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(jpe?g|png)$/i.test(file))
    .sort()
  const chosen = new Map<string, string>()
  for (const file of files) {
    const path = join(dir, file)
    if (otherViews.test(path)) continue
    const metadata = await sharp(path)
      .metadata()
      .catch(() => null)
    if (metadata === null) continue
    const { width, height, hasAlpha } = metadata
    const wallpaper = /wallpapers\/([^/]+)\//.exec(file)?.[1]
    const dark = file.includes('images_dark')
    if (width < 400 || height < 300 || width < height || hasAlpha || dark || file.includes('screenshot')) continue
    const name = wallpaper ?? file.replace(/_\d+x\d+/, '')
    if (!chosen.has(name)) chosen.set(name, path)
  }
  return [...chosen.values()]
}

/** A camera that moves evenly over a picture a third larger than the frame. */
function shot(random: () => number): string {
  const room = { x: frame.width / 3, y: frame.height / 3 }
  const [x0, y0, x1, y1] = [random(), random(), random(), random()]
  const move = (from = 0, to = 0, size = 0): string => `'${from * size}+(${(to - from) * size})*t/${shotSeconds}'`
  return `crop=${frame.width}:${frame.height}:${move(x0, x1, room.x)}:${move(y0, y1, room.y)}`
}

export async function makeMontage(number: number, pictures: readonly string[], dir: string): Promise<Work> {
  const random = seededRandom(7919 * (number + 1))
  const shots: string[] = []
  const inputs: string[] = []
  for (let i = 0; i < shotsEach; i++) {
    const picture = pictures[number * shotsEach + i]
    if (picture === undefined) throw new Error('too few pictures for so many montages')
    const still = join(dir, `shot-${number}-${i}.png`)
    const size = { width: Math.round((frame.width * 4) / 3), height: Math.round((frame.height * 4) / 3) }
    await sharp(picture)
      .resize({ ...size, fit: 'cover' })
      .flatten({ background: '#888' })
      .png()
      .toFile(still)
    inputs.push('-loop', '1', '-framerate', '25', '-t', String(shotSeconds), '-i', still)
    shots.push(`[${i}:v]${shot(random)},setsar=1,format=yuv420p[s${i}]`)
  }
  const path = join(dir, `montage-${number}.mp4`)
  const joined = `${shots.join(';')};${shots.map((_, i) => `[s${i}]`).join('')}concat=n=${shotsEach}`
  await encodeFilm(inputs, joined, path)
  return { name: `montage ${number}`, path, seconds: shotsEach * shotSeconds, set: 'works' }
}

import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { seededRandom } from '../../make/random.ts'
import { encodeFilm } from './encode.ts'
import type { Work } from './works.ts'

// One figure that signs with both arms before one background, twenty takes: all frames of all takes look alike, and no two takes move alike.
// Each arm goes from one drawn posture to the next in 0.35 to 0.8 seconds, as hands do in sign languages.

const frame = { width: 640, height: 360 }
const rate = 25

type Posture = { shoulder: number; elbow: number }
type Arm = (seconds: number) => Posture

function armOf(random: () => number, seconds: number): Arm {
  const postures: (Posture & { at: number })[] = []
  for (let at = -1; at < seconds + 1; at += 0.35 + 0.45 * random())
    postures.push({ at, shoulder: 0.3 + 1.5 * random(), elbow: 0.2 + 2.2 * random() })
  return (now) => {
    const next = Math.max(
      1,
      postures.findIndex(({ at }) => at > now),
    )
    const [from, to] = [postures[next - 1], postures[next]]
    if (from === undefined || to === undefined) throw new Error('no posture')
    const part = (now - from.at) / (to.at - from.at)
    const eased = part * part * (3 - 2 * part)
    const between = (a: number, b: number): number => a + (b - a) * eased
    return { shoulder: between(from.shoulder, to.shoulder), elbow: between(from.elbow, to.elbow) }
  }
}

/** Upper arm, forearm and hand as SVG; `side` is −1 or 1. */
function drawn({ shoulder, elbow }: Posture, side: number): string {
  const root = { x: 320 + side * 48, y: 195 }
  const middle = { x: root.x + side * 62 * Math.sin(shoulder), y: root.y + 62 * Math.cos(shoulder) }
  const angle = shoulder + elbow
  const hand = { x: middle.x - side * 58 * Math.sin(angle - 3), y: middle.y - 58 * Math.cos(angle - 3) * -1 }
  return `<polyline points="${root.x},${root.y} ${middle.x},${middle.y} ${hand.x},${hand.y}" fill="none" stroke="#34435e" stroke-width="24" stroke-linecap="round" stroke-linejoin="round"/><circle cx="${hand.x}" cy="${hand.y}" r="14" fill="#d8a583"/>`
}

function figure(arms: readonly Posture[], nod: number): Buffer {
  const [left = { shoulder: 0, elbow: 0 }, right = left] = arms
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${frame.width}" height="${frame.height}"><path d="M255 360 L268 195 Q320 165 372 195 L385 360 Z" fill="#3d4f70"/><circle cx="${320 + 3 * nod}" cy="${120 + 2 * nod}" r="42" fill="#d8a583"/><path d="M${278 + 3 * nod} 112 Q320 60 ${362 + 3 * nod} 112 Q320 92 ${278 + 3 * nod} 112" fill="#4a3323"/>${drawn(left, -1)}${drawn(right, 1)}</svg>`,
  )
}

/** `background`: a picture that is the same behind every take. */
export async function makeSigner(number: number, background: string, dir: string, seconds = 10): Promise<Work> {
  const random = seededRandom(104_729 * (number + 1))
  const arms = [armOf(random, seconds), armOf(random, seconds)]
  const head = armOf(random, seconds)
  const still = await sharp(background)
    .resize({ ...frame, fit: 'cover' })
    .removeAlpha()
    .raw()
    .toBuffer()
  const raw = join(dir, `signer-${number}.rgb`)
  const file = await open(raw, 'w')
  for (let i = 0; i < seconds * rate; i++) {
    const now = i / rate
    const pixels = await sharp(still, { raw: { ...frame, channels: 3 } })
      .composite([
        {
          input: figure(
            arms.map((arm) => arm(now)),
            head(now).shoulder,
          ),
        },
      ])
      .removeAlpha()
      .raw()
      .toBuffer()
    await file.write(pixels)
  }
  await file.close()
  const path = join(dir, `signer-${number}.mp4`)
  const input = [
    '-f',
    'rawvideo',
    '-pix_fmt',
    'rgb24',
    '-s',
    `${frame.width}x${frame.height}`,
    '-r',
    String(rate),
    '-i',
    raw,
  ]
  await encodeFilm(input, 'null', path)
  await rm(raw)
  return { name: `signer ${number}`, path, seconds, set: 'signers' }
}

import { createEventPoints } from '../../src/main/core/fingerprint/audio/event-points/event-points.ts'
import { type EventPoints, eventFrameRate } from '../../src/main/core/fingerprint/audio/event-points/points.ts'
import { createSoundFinder, soundThresholdBits } from '../../src/main/core/match/sound/find-sound.ts'
import { buildSoundIndex, type SoundIndex, type SoundWork } from '../../src/main/core/match/sound/sound-index.ts'
import type { Context } from '../context.ts'
import { seededRandom } from '../make/random.ts'
import { songSamples } from '../make/song.ts'
import { atMost, type Row, toRow } from '../row.ts'

// Ten seconds of sound looked for in a thousand hours. A dozen synthetic songs are analysed; all others have their points, moved by whole
// semitones and with pitches exchanged within two seconds: other tunes in the same scales and rhythms, which is harder than noise.

const topic = 'sound-search'
const songs = 12
const songSeconds = 240
const excerptFrames = 625

/** The program's own path from samples to points, at its own rate: every fifth or sixth sample of the mean of both channels is near enough. */
function analysed(seed: number): EventPoints {
  const stereo = songSamples(songSeconds, seed)
  const mono = Float32Array.from({ length: songSeconds * 8_000 }, (_, i) => {
    const at = 2 * Math.floor((i * 44_100) / 8_000)
    return ((stereo[at] ?? 0) + (stereo[at + 1] ?? 0)) / 65_536
  })
  const points = createEventPoints()
  points.push(mono)
  return points.finish()
}

function anotherTune({ frames, pitches }: EventPoints, random: () => number): EventPoints {
  const moved = Math.floor(random() * 9 - 4) * 16
  const last = pitches.length - 1
  return {
    frames,
    pitches: pitches.map((_, i) => {
      const other = Math.min(last, Math.max(0, i + Math.floor(random() * 60 - 30)))
      return Math.min(815, Math.max(0, (pitches[other] ?? 0) + moved))
    }),
  }
}

/** The same works each time it is gone through. */
function works(real: readonly EventPoints[], count: number): Iterable<SoundWork> {
  return {
    *[Symbol.iterator]() {
      const random = seededRandom(5)
      for (let i = 0; i < count; i++) {
        const base = real[i % real.length]
        if (base !== undefined) yield { id: String(i), points: i < real.length ? base : anotherTune(base, random) }
      }
    },
  }
}

/** Ten seconds from the middle, four percent faster, with three in ten points lost and as many strange ones. */
function excerpt({ frames, pitches }: EventPoints, random: () => number): EventPoints {
  const start = 100 * 62
  const points: { frame: number; pitch: number }[] = []
  for (let i = 0; i < frames.length; i++) {
    const ahead = (frames[i] ?? 0) - start
    if (ahead < 0 || ahead >= excerptFrames * 1.04) continue
    const strange = random() < 0.3
    points.push({
      frame: Math.round(strange ? random() * excerptFrames : ahead / 1.04),
      pitch: strange ? Math.floor(random() * 816) : Math.min(815, (pitches[i] ?? 0) + 11),
    })
  }
  points.sort((a, b) => a.frame - b.frame || a.pitch - b.pitch)
  return {
    frames: Uint32Array.from(points, ({ frame }) => frame),
    pitches: Uint16Array.from(points, ({ pitch }) => pitch),
  }
}

const bytesOf = ({ points, frames, pitches, buckets, blocks }: SoundIndex): number =>
  [points, frames, pitches, buckets, blocks].reduce((sum, array) => sum + array.byteLength, 0)

export async function run(context: Context): Promise<Row[]> {
  const hours = context.size(1_000)
  const real = Array.from({ length: songs }, (_, seed) => analysed(seed + 1))
  const startedAt = performance.now()
  const index = buildSoundIndex(works(real, Math.ceil((hours * 3600) / songSeconds)))
  const buildSeconds = (performance.now() - startedAt) / 1000
  const finder = createSoundFinder(index)
  const random = seededRandom(9)
  const queries = real.map((points) => excerpt(points, random))
  // The first search compiles the code.
  for (const query of queries.slice(0, 3)) finder.find(query)
  const found = { right: 0, wrong: 0 }
  const times = await context.repeat(async () => {
    let spent = 0
    for (const [i, query] of queries.entries()) {
      const before = process.cpuUsage()
      const sure = finder.find(query).filter(({ bits }) => bits >= soundThresholdBits)
      const { user, system } = process.cpuUsage(before)
      spent += (user + system) / 1000
      if (sure[0]?.id === String(i)) found.right++
      found.wrong += sure.filter(({ id }) => id !== String(i)).length
    }
    return spent / queries.length
  })
  const asked = queries.length * context.repetitions
  return [
    toRow({
      topic,
      figure: `ten seconds in ${hours.toLocaleString('en')} hours`,
      unit: 'ms',
      values: times,
      limit: atMost(200),
      note: `processor time of one thread, mean of ${queries.length} excerpts, 4 % faster, 30 % of their points exchanged; ${found.right} of ${asked} found, ${found.wrong} wrong`,
    }),
    toRow({
      topic,
      figure: 'index, an hour of sound',
      unit: 'MB',
      values: [bytesOf(index) / 1e6 / hours],
      limit: atMost(2),
    }),
    toRow({ topic, figure: 'index, time to build it', unit: 's an hour of sound', values: [buildSeconds / hours] }),
    toRow({
      topic,
      figure: 'event points, stored',
      unit: 'kB a minute',
      values: real.map(({ frames }) => (2 * frames.length) / 1000 / ((frames.at(-1) ?? 1) / eventFrameRate / 60)),
      limit: atMost(5),
    }),
  ]
}

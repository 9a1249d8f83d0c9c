import { rm } from 'node:fs/promises'
import { readEventPoints } from '../../../src/main/core/compute/sound-features.ts'
import { packEventPoints, unpackEventPoints } from '../../../src/main/core/fingerprint/audio/event-points/pack.ts'
import { type EventPoints, eventFrameRate } from '../../../src/main/core/fingerprint/audio/event-points/points.ts'
import { createSoundFinder } from '../../../src/main/core/match/sound/find-sound.ts'
import { buildSoundIndex } from '../../../src/main/core/match/sound/sound-index.ts'
import { related } from './corpus.ts'
import { createSoundMaker, soundTransformations } from './transformations.ts'

export type Setup = { ffmpeg: string; works: { path: string; name: string; points: Uint8Array }[]; tempDir: string }

/** What one changed excerpt came to: bits of its own work and of the surest other. */
export type Answer = {
  work: number
  column: number
  own: number
  other: number
  otherName: string
  /** By how many seconds the own work's place was wrong, unless the work repeats itself there; null when it was not found. */
  lateSeconds: number | null
  speedError: number
  semitoneError: number
}

const excerptSeconds = 30

/** Answers, for the number of a work, what each change of an excerpt of it came to. Files go to `tempDir` and away again. */
export async function createSearch({ ffmpeg, works, tempDir }: Setup): Promise<(work: number) => Promise<Answer[]>> {
  const maker = await createSoundMaker(ffmpeg, tempDir)
  const points: EventPoints[] = works.map((work) => unpackEventPoints(work.points))
  const finder = createSoundFinder(
    buildSoundIndex(works.map(({ name }, i) => ({ id: name, points: points[i] ?? none }))),
  )
  return async (number) => {
    const { path = '', name = '' } = works[number] ?? {}
    const seconds = (points[number]?.frames.at(-1) ?? 0) / eventFrameRate
    const length = Math.min(excerptSeconds, seconds)
    const start = (seconds - length) / 2
    const excerpt = await maker.cut(path, start, length)
    const answers: Answer[] = []
    for (const [column, each] of soundTransformations.entries()) {
      const fits = each.keepSeconds === null || each.cutSeconds + each.keepSeconds <= length
      const cutSeconds = fits ? each.cutSeconds : Math.max(0, (length - (each.keepSeconds ?? 0)) / 2)
      const query = await maker.transform(excerpt, { ...each, cutSeconds })
      const bytes = await readEventPoints({ ffmpeg, path: query })
      await rm(query)
      const matches = finder.find(unpackEventPoints(bytes ?? packEventPoints(none)))
      const own = matches.find(({ id }) => id === name)
      const other = matches.find(({ id }) => id !== name && !related(id, name))
      const expected = start + cutSeconds + (own?.querySeconds.from ?? 0) * each.timeFactor
      answers.push({
        work: number,
        column,
        own: own?.bits ?? 0,
        other: other?.bits ?? 0,
        otherName: other?.id ?? '',
        lateSeconds: own === undefined ? null : own.workSeconds.from - expected,
        speedError: own === undefined ? 0 : own.speed / each.timeFactor - 1,
        semitoneError: own === undefined ? 0 : own.semitones - each.semitones,
      })
    }
    await rm(excerpt)
    return answers
  }
}

const none: EventPoints = { frames: new Uint32Array(0), pitches: new Uint16Array(0) }

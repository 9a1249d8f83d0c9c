import { unpackEventPoints } from '../fingerprint/audio/event-points/pack.ts'
import type { EventPoints } from '../fingerprint/audio/event-points/points.ts'
import { unpackPoints } from '../fingerprint/image/points/pack.ts'
import { leastHashQuality, type PicturePoints } from '../fingerprint/image/points/points.ts'
import { unpackMarks } from '../fingerprint/text/passage-marks.ts'
import { unpackTrack } from '../fingerprint/video/track-bytes.ts'
import { FilmIndex } from './film/film-index.ts'
import { HashIndex } from './hashes/hash-index.ts'
import { PictureCandidates } from './picture/candidates.ts'
import { mirrorPoints, pictureLimits } from './picture/picture.ts'
import { createSoundFinder } from './sound/find-sound.ts'
import { buildSoundIndex } from './sound/sound-index.ts'
import { TextIndex, type TextKeys } from './text/text-index.ts'
import { featureNames } from './feature-names.ts'
import type { IndexHandlers, WorkPrint } from './tasks.ts'

// All works by what they may be found again by. Each part only proposes: what two works have in common is for compare.ts to say.

/** What one kind of evidence is kept in. */
interface Part {
  add(print: WorkPrint): void
  remove(id: string): void
  /** Ids, the most promising first. */
  candidates(print: WorkPrint, limit: number): string[]
}

/** Numbers for ids, never given out twice. */
class Numbers {
  readonly #ids: (string | null)[] = []
  readonly #numbers = new Map<string, number>()

  give(id: string): number {
    const number = this.#ids.push(id) - 1
    this.#numbers.set(id, number)
    return number
  }

  take(id: string): number | undefined {
    const number = this.#numbers.get(id)
    if (number === undefined) return undefined
    this.#numbers.delete(id)
    this.#ids[number] = null
    return number
  }

  idOf(number: number): string[] {
    const id = this.#ids[number] ?? null
    return id === null ? [] : [id]
  }
}

/** Pictures whose whole is alike, by their hash in eight orientations, and then those that have a part in common, by their points. */
function pictures(): Part {
  const wholes = new HashIndex()
  const numbers = new Numbers()
  const parts = new PictureCandidates()
  const pointsOf = (print: WorkPrint): PicturePoints | null => {
    const bytes = print.features.get(featureNames.picturePoints)
    return bytes === undefined ? null : unpackPoints(bytes)
  }
  const hashesOf = ({ hashQuality, hashes }: PicturePoints) => (hashQuality < leastHashQuality ? [] : hashes)
  return {
    add(print) {
      const points = pointsOf(print)
      if (points === null) return
      parts.add(print.id, points)
      const [upright] = hashesOf(points)
      if (upright === undefined) return
      wholes.add(upright)
      numbers.give(print.id)
    },
    remove(id) {
      parts.remove(id)
      const slot = numbers.take(id)
      if (slot !== undefined) wholes.remove(slot)
    },
    candidates(print, limit) {
      const points = pointsOf(print)
      if (points === null) return []
      const alike = hashesOf(points)
        .flatMap((hash) => wholes.within(hash, pictureLimits.pdqDistance))
        .sort((a, b) => a.distance - b.distance)
        .slice(0, limit)
        .flatMap(({ slot }) => numbers.idOf(slot))
      const sharing = [...parts.find(points, limit), ...parts.find(mirrorPoints(points), limit)]
        .sort((a, b) => b.votes - a.votes)
        .slice(0, limit)
        .map(({ id }) => id)
      return [...alike, ...sharing]
    },
  }
}

/** Recordings and sound tracks. What came lately is kept apart, so that a new work does not cost the building of the whole. */
function sounds(): Part {
  const works = new Map<string, EventPoints>()
  const lately = new Map<string, EventPoints>()
  let built: ReturnType<typeof createSoundFinder> | null = null
  let builtLately: ReturnType<typeof createSoundFinder> | null = null
  const indexOf = (some: ReadonlyMap<string, EventPoints>) =>
    createSoundFinder(buildSoundIndex([...some].map(([id, points]) => ({ id, points }))))
  return {
    add(print) {
      const bytes = print.features.get(featureNames.eventPoints)
      if (bytes === undefined) return
      lately.set(print.id, unpackEventPoints(bytes))
      builtLately = null
    },
    remove(id) {
      if (works.delete(id)) built = null
      if (lately.delete(id)) builtLately = null
    },
    candidates(print, limit) {
      const bytes = print.features.get(featureNames.eventPoints)
      if (bytes === undefined) return []
      if (lately.size > 64 && lately.size * 8 > works.size) {
        for (const [id, points] of lately) works.set(id, points)
        lately.clear()
        built = null
        builtLately = null
      }
      const points = unpackEventPoints(bytes)
      if (works.size > 0) built ??= indexOf(works)
      if (lately.size > 0) builtLately ??= indexOf(lately)
      const found = [...(built?.find(points) ?? []), ...(builtLately?.find(points) ?? [])]
      const ids = found.sort((a, b) => b.bits - a.bits).map(({ id }) => id)
      return [...new Set(ids)].filter((id) => works.has(id) || lately.has(id)).slice(0, limit)
    },
  }
}

/** Films by points of their pictures. */
function films(): Part {
  const index = new FilmIndex()
  const numbers = new Numbers()
  return {
    add(print) {
      const bytes = print.features.get(featureNames.filmTrack)
      if (bytes !== undefined) index.add(numbers.give(print.id), unpackTrack(bytes))
    },
    remove(id) {
      const number = numbers.take(id)
      if (number !== undefined) index.remove(number)
    },
    candidates(print, limit) {
      const bytes = print.features.get(featureNames.filmTrack)
      if (bytes === undefined) return []
      return index.candidates(unpackTrack(bytes), limit, 1).flatMap(({ film }) => numbers.idOf(film))
    },
  }
}

function texts(): Part {
  const index = new TextIndex()
  const numbers = new Numbers()
  const keysOf = (print: WorkPrint): TextKeys | null => {
    const marks = print.features.get(featureNames.textMarks)
    if (marks === undefined && print.minhash === null) return null
    return { marks: marks === undefined ? null : unpackMarks(marks), minhash: print.minhash }
  }
  return {
    add(print) {
      const keys = keysOf(print)
      if (keys !== null) index.add(numbers.give(print.id), keys)
    },
    remove(id) {
      const number = numbers.take(id)
      if (number !== undefined) index.remove(number)
    },
    candidates(print, limit) {
      const keys = keysOf(print)
      return keys === null ? [] : index.candidates(keys, limit).flatMap(({ text }) => numbers.idOf(text))
    },
  }
}

/** The handlers of the index's thread, over an empty index. */
export function createWorkIndex(): IndexHandlers {
  const parts: readonly Part[] = [pictures(), sounds(), films(), texts()]
  const known = new Set<string>()
  const remove = (id: string): void => {
    if (known.delete(id)) for (const part of parts) part.remove(id)
  }
  return {
    async add({ prints }) {
      for (const print of prints) {
        remove(print.id)
        known.add(print.id)
        for (const part of parts) part.add(print)
      }
      return null
    },
    async candidates({ print, limit }) {
      // One more of each part, because the work itself is the best of them.
      const proposed = parts.map((part) => part.candidates(print, limit + 1))
      return [...new Set(proposed.flat())].filter((id) => id !== print.id)
    },
  }
}

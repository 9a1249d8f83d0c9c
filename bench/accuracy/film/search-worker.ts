import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { readFilmTrack } from '../../../src/main/core/compute/film-features.ts'
import { packTrack, unpackTrack } from '../../../src/main/core/fingerprint/video/track-bytes.ts'
import { createFilmComparer } from '../../../src/main/core/match/film/find-film.ts'
import { FilmIndex } from '../../../src/main/core/match/film/film-index.ts'
import type { Worker } from '../processes.ts'
import { transformations } from './transformations.ts'
import type { Work } from './works.ts'

export type Setup = { ffmpeg: string; works: (Work & { track: Uint8Array })[]; tempDir: string }
export type Query = { work: number; column: number }
export type Answer = Query & {
  own: number
  /** Seconds by which the worse end of the stretch lies beside the truth, in the work's own time; null where it was not found. */
  off: number | null
  other: number
  otherWork: number
}

/** Films that the index proposes, as the program asks for them. */
const candidates = 40

/** One changed film looked for among all, by what the program itself does. */
export const worker: Worker<Setup, Query, Answer> = {
  async prepare({ ffmpeg, works, tempDir }) {
    const tracks = works.map(({ track }) => unpackTrack(track))
    const index = new FilmIndex()
    for (const [number, track] of tracks.entries()) index.add(number, track)
    return async ({ work: number, column }) => {
      const answer: Answer = { work: number, column, own: 0, off: null, other: 0, otherWork: -1 }
      const work = works[number]
      const host = hostOf(works, number)
      const change = transformations[column]
      if (work === undefined || host === undefined || change === undefined) throw new Error('no such film')
      const dir = join(tempDir, `film-${process.pid}`)
      await mkdir(dir, { recursive: true })
      const made = await change.make(work, host, dir)
      const bytes = await readFilmTrack({ ffmpeg, path: made.path })
      await rm(dir, { recursive: true, force: true })
      if (bytes === null) return answer
      // Packed and unpacked, as what is stored.
      const track = unpackTrack(packTrack(unpackTrack(bytes)))
      const compare = createFilmComparer(track)
      const hosts = made.hosts.map(({ name }) => name)
      for (const { film } of index.candidates(track, candidates, 1)) {
        const [other, second] = [works[film], tracks[film]]
        if (other === undefined || second === undefined || hosts.includes(other.name)) continue
        const found = compare(second)
        if (found === null) continue
        if (film === number) {
          answer.own = found.strength
          const ends = [found.second.from - made.of.from, found.second.to - made.of.to]
          const starts = [found.first.from - made.shown.from, found.first.to - made.shown.to]
          answer.off = Math.max(...[...ends, ...starts].map(Math.abs))
        } else if (found.strength > answer.other) Object.assign(answer, { other: found.strength, otherWork: film })
      }
      return answer
    }
  },
}

/** What the work is put into: the next one of its own set that is not of the same file. */
function hostOf(works: readonly Work[], number: number): Work | undefined {
  const set = works.filter(({ set }) => set === 'works')
  const at = set.findIndex(({ name }) => name === works[number]?.name)
  return set[(at + 1 + (set.length >> 1)) % set.length]
}

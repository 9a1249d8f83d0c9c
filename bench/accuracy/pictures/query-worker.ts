import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { unpackPoints } from '../../../src/main/core/fingerprint/image/points/pack.ts'
import { type PicturePoints, picturePoints } from '../../../src/main/core/fingerprint/image/points/points.ts'
import { thumbnailPlane } from '../../../src/main/core/compute/thumbnail-plane.ts'
import { PictureCandidates } from '../../../src/main/core/match/picture/candidates.ts'
import { insideOf } from '../../../src/main/core/match/picture/likeness.ts'
import {
  leastScore,
  pictureLimits,
  preparePicture,
  sharedPart,
  wholePicture,
  withLooks,
} from '../../../src/main/core/match/picture/picture.ts'
import { sharp } from '../../../src/main/core/media/image/sharp-setup.ts'
import type { Worker } from '../processes.ts'
import { copyOf, readPicture } from './read-picture.ts'
import { type Copy, transformations } from './transformations.ts'

export type Setup = {
  works: { path: string; points: Uint8Array | null; thumbnail: Uint8Array }[]
  tempDir: string
  compared: number
}
export type Query = { work: number; column: number }
/** Nearest PDQ in bits (256: none), how sure points and looks are (0: not at all), of its own work and of any other, with that one's number. */
export type Answer = Query & {
  own: { pdq: number; points: number }
  other: { pdq: number; pdqWork: number; points: number; pointsWork: number }
  /** Whether the own work was among the candidates. */
  candidate: boolean
}

/** One changed work looked for among all. */
export const worker: Worker<Setup, Query, Answer> = {
  async prepare({ works, tempDir, compared }) {
    // Texts are drawn through SVG, which the program itself never reads.
    sharp.unblock({ operation: ['VipsForeignLoadSvg'] })
    const points = works.map((work) => (work.points === null ? null : unpackPoints(work.points)))
    const index = new PictureCandidates()
    for (const [i, each] of points.entries()) if (each !== null) index.add(String(i), each)
    let copy: { work: number; copy: Copy } | undefined
    return async ({ work, column }) => {
      if (copy?.work !== work) copy = { work, copy: await copyOf(works[work]?.path ?? '') }
      const file = join(tempDir, `${process.pid}`)
      const changed = await transformations[column]?.make(copy.copy, work + 1)
      await writeFile(file, changed ?? '')
      const { grey, thumbnail } = await readPicture(file)
      const query = picturePoints(grey)
      await rm(file)
      const known = (i: number): Known | null => {
        const second = points[i]
        return second === null || second === undefined
          ? null
          : { points: second, thumbnail: works[i]?.thumbnail ?? null }
      }
      return search(
        query === null ? null : { points: query, thumbnail },
        { work, column },
        { count: works.length, known, index, compared },
      )
    }
  },
}

type Known = { points: PicturePoints; thumbnail: Uint8Array | null }
type Library = {
  count: number
  known(number: number): Known | null
  index: PictureCandidates
  compared: number
}

async function search(query: Known | null, asked: Query, library: Library): Promise<Answer> {
  const answer: Answer = {
    ...asked,
    own: { pdq: 256, points: 0 },
    other: { pdq: 256, pdqWork: -1, points: 0, pointsWork: -1 },
    candidate: false,
  }
  if (query === null) return answer
  for (let i = 0; i < library.count; i++) {
    const second = library.known(i)
    if (second === null) continue
    const distance = wholePicture(query.points, second.points)?.distance ?? 256
    if (i === asked.work) answer.own.pdq = distance
    else if (distance < answer.other.pdq) answer.other = { ...answer.other, pdq: distance, pdqWork: i }
  }
  const prepared = preparePicture(query.points)
  const plane = await thumbnailPlane(query)
  const first = plane === null ? null : insideOf(plane, query.points)
  for (const way of ['upright', 'mirrored'] as const) {
    for (const { id } of library.index.find(prepared[way], library.compared)) {
      const i = Number(id)
      const second = library.known(i)
      const part = second === null ? null : sharedPart(prepared, second.points, [way])
      if (i === asked.work) answer.candidate = true
      if (second === null || part === null || part.score < leastScore) continue
      const theirs = await thumbnailPlane(second)
      const looks = first === null || theirs === null ? null : { first, second: insideOf(theirs, second.points) }
      const sureness = (looks === null ? part : withLooks(part, looks)).strength * pictureLimits.sureness
      if (i === asked.work) answer.own.points = Math.max(sureness, answer.own.points)
      else if (sureness > answer.other.points) answer.other = { ...answer.other, points: sureness, pointsWork: i }
    }
  }
  return answer
}

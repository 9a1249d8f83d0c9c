import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { unpackPoints } from '../../../src/main/core/fingerprint/image/points/pack.ts'
import { type PicturePoints, picturePoints } from '../../../src/main/core/fingerprint/image/points/points.ts'
import { PictureCandidates } from '../../../src/main/core/match/picture/candidates.ts'
import { preparePicture, sharedPart, wholePicture } from '../../../src/main/core/match/picture/picture.ts'
import { sharp } from '../../../src/main/core/media/image/sharp-setup.ts'
import type { Worker } from '../processes.ts'
import { copyOf, readGrey } from './read-picture.ts'
import { type Copy, transformations } from './transformations.ts'

export type Setup = { works: { path: string; points: Uint8Array | null }[]; tempDir: string; compared: number }
export type Query = { work: number; column: number }
/** Nearest PDQ in bits (256: none), best agreement of points (0: none), of its own work and of any other, with that one's number. */
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
      const query = picturePoints((await readGrey(file)).grey)
      await rm(file)
      return search(query, { work, column }, points, index, compared)
    }
  },
}

function search(
  query: PicturePoints | null,
  asked: Query,
  works: readonly (PicturePoints | null)[],
  index: PictureCandidates,
  compared: number,
): Answer {
  const answer: Answer = {
    ...asked,
    own: { pdq: 256, points: 0 },
    other: { pdq: 256, pdqWork: -1, points: 0, pointsWork: -1 },
    candidate: false,
  }
  if (query === null) return answer
  for (const [i, second] of works.entries()) {
    if (second === null) continue
    const distance = wholePicture(query, second)?.distance ?? 256
    if (i === asked.work) answer.own.pdq = distance
    else if (distance < answer.other.pdq) answer.other = { ...answer.other, pdq: distance, pdqWork: i }
  }
  const prepared = preparePicture(query)
  for (const way of ['upright', 'mirrored'] as const) {
    for (const { id } of index.find(prepared[way], compared)) {
      const i = Number(id)
      const second = works[i]
      if (second === null || second === undefined) continue
      const score = sharedPart(prepared, second, [way])?.score ?? 0
      if (i === asked.work) {
        answer.candidate = true
        answer.own.points = Math.max(score, answer.own.points)
      } else if (score > answer.other.points) answer.other = { ...answer.other, points: score, pointsWork: i }
    }
  }
  return answer
}

import { unpackPoints } from '../../../src/main/core/fingerprint/image/points/pack.ts'
import { PictureCandidates } from '../../../src/main/core/match/picture/candidates.ts'
import { preparePicture, sharedPart, wholePicture } from '../../../src/main/core/match/picture/picture.ts'
import type { Worker } from '../processes.ts'

/** Works that are one family by what they show: nearly the same as a whole, or with a part in common beyond doubt. */
const sameWhole = 80
const samePart = 25
const compared = 6

export const worker: Worker<{ points: (Uint8Array | null)[] }, number, number[]> = {
  async prepare({ points: packed }) {
    const points = packed.map((each) => (each === null ? null : unpackPoints(each)))
    const index = new PictureCandidates()
    for (const [i, each] of points.entries()) if (each !== null) index.add(String(i), each)
    return async (number) => {
      const first = points[number]
      if (first === null || first === undefined) return []
      const linked = points.flatMap((second, i) => {
        if (i === number || second === null) return []
        const near = (wholePicture(first, second)?.distance ?? 256) <= sameWhole
        return near ? [i] : []
      })
      const prepared = preparePicture(first)
      for (const { id } of index.find(first, compared + 1)) {
        const i = Number(id)
        const second = points[i]
        if (i === number || second === null || second === undefined) continue
        if ((sharedPart(prepared, second, ['upright'])?.score ?? 0) >= samePart) linked.push(i)
      }
      return linked
    }
  },
}

import { packPoints } from '../../../src/main/core/fingerprint/image/points/pack.ts'
import { picturePoints } from '../../../src/main/core/fingerprint/image/points/points.ts'
import type { Worker } from '../processes.ts'
import { readPicture } from './read-picture.ts'

export type Base = { width: number; height: number; points: Uint8Array | null; thumbnail: Uint8Array; cpuMs: number }

/** What the program stores of a work; null for a file it does not take. */
export const worker: Worker<null, string, Base | null> = {
  prepare: async () => async (path) => {
    try {
      const { grey, thumbnail, width, height } = await readPicture(path)
      const before = process.cpuUsage()
      const points = picturePoints(grey)
      const used = process.cpuUsage(before)
      return {
        width,
        height,
        thumbnail,
        points: points === null ? null : packPoints(points),
        cpuMs: (used.user + used.system) / 1000,
      }
    } catch {
      return null
    }
  },
}

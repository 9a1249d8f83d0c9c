import { z } from 'zod'
import { procedure, Timestamp } from './base.ts'

// The first screen's figures, all in one answer that costs milliseconds.

const count = z.int().nonnegative()
const KindCounts = z.object({ image: count, audio: count, video: count, text: count })

export const Overview = z.object({
  /** Outside the trash. */
  works: count,
  /** Protected works of each kind. */
  protectedByKind: KindCounts,
  /** When protected works came in: months or, for a young library, days, without gaps, oldest first. */
  periods: z.array(KindCounts.extend({ from: Timestamp })),
  periodLength: z.enum(['day', 'month']),
  needsYou: z.object({
    /** Works that could not be protected. */
    failed: count,
    /** Jobs that gave up, beside those of these works. */
    jobs: count,
    /** Works of which no file is where it was last seen. */
    missing: count,
  }),
  waiting: count,
  storage: z.object({
    /** Originals of the works, where they lie. */
    originalBytes: count,
    libraryBytes: count,
    /** Thumbnails and what else can be made again. */
    cacheBytes: count,
  }),
  collections: count,
  favourites: count,
})
export type Overview = z.infer<typeof Overview>

export const overviewContract = {
  get: procedure.input(z.object({})).output(Overview),
}

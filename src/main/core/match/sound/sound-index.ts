import type { EventPoints } from '../../fingerprint/audio/event-points/points.ts'
import { indexedTriplets } from './triplets.ts'

// The event points of many works one after another on one time line, and their triplets sorted by hash. Typed arrays only: an hour of
// sound takes about 0.7 MB, so that a thousand hours fit in memory.

/** Frames of a block; works begin with a block, and a few empty ones lie between two. */
export const blockFrames = 64
const emptyBlocks = 3

export type SoundWork = { id: string; points: EventPoints }

export type SoundIndex = {
  /** In the order of the time line. */
  readonly ids: readonly string[]
  /** First block of each work; one more at the end. */
  readonly starts: Uint32Array
  /** First point of each block; one more at the end. */
  readonly blocks: Uint32Array
  /** Frame within the block (6 bits) and pitch (10 bits) of each point. */
  readonly points: Uint16Array
  /** First posting of each bucket; one more at the end. */
  readonly buckets: Uint32Array
  /** Of each posting: frame of the anchor on the time line, and its pitch in quarters of a semitone. */
  readonly frames: Uint32Array
  readonly pitches: Uint8Array
}

/** As many buckets as postings, but no more than there are keys to fill them. */
function bucketBits(postings: number): number {
  return Math.min(20, Math.max(8, Math.ceil(Math.log2(postings + 1))))
}

/** Postings of a hash lie in this bucket. */
export function bucketOf({ buckets }: Pick<SoundIndex, 'buckets'>, hash: number): number {
  return hash & (buckets.length - 2)
}

/** `works` is gone through twice: what it gives must not change, and need not all be in memory at once. */
export function buildSoundIndex(works: Iterable<SoundWork>): SoundIndex {
  const ids: string[] = []
  const starts: number[] = []
  let blockCount = 0
  let pointCount = 0
  let postingCount = 0
  for (const { id, points } of works) {
    ids.push(id)
    starts.push(blockCount)
    blockCount += Math.ceil(((points.frames.at(-1) ?? 0) + 1) / blockFrames) + emptyBlocks
    pointCount += points.frames.length
    indexedTriplets(points, () => postingCount++)
  }
  starts.push(blockCount)

  const blocks = new Uint32Array(blockCount + 1)
  const points = new Uint16Array(pointCount)
  const mask = 2 ** bucketBits(postingCount) - 1
  const buckets = new Uint32Array(mask + 2)
  const sizes = new Uint32Array(mask + 1)
  let at = 0
  let work = 0
  for (const each of works) {
    const start = starts[work++] ?? 0
    for (let i = 0; i < each.points.frames.length; i++) {
      const frame = each.points.frames[i] ?? 0
      const block = start + Math.floor(frame / blockFrames)
      blocks[block + 1] = ++at
      points[at - 1] = ((frame % blockFrames) << 10) | (each.points.pitches[i] ?? 0)
    }
    indexedTriplets(each.points, (hash) => {
      sizes[hash & mask] = (sizes[hash & mask] ?? 0) + 1
    })
  }
  for (let block = 1; block <= blockCount; block++) blocks[block] = Math.max(blocks[block] ?? 0, blocks[block - 1] ?? 0)

  for (let bucket = 0; bucket <= mask; bucket++) buckets[bucket + 1] = (buckets[bucket] ?? 0) + (sizes[bucket] ?? 0)
  const next = buckets.slice(0, mask + 1)
  const frames = new Uint32Array(postingCount)
  const pitches = new Uint8Array(postingCount)
  work = 0
  for (const each of works) {
    const start = (starts[work++] ?? 0) * blockFrames
    indexedTriplets(each.points, (hash, anchor) => {
      const place = next[hash & mask] ?? 0
      next[hash & mask] = place + 1
      frames[place] = start + (each.points.frames[anchor] ?? 0)
      pitches[place] = (each.points.pitches[anchor] ?? 0) >> 2
    })
  }
  return { ids, starts: Uint32Array.from(starts), blocks, points, buckets, frames, pitches }
}

/** The number of the work that a block belongs to. */
export function workOfBlock({ starts }: SoundIndex, block: number): number {
  let low = 0
  let high = starts.length - 1
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((starts[middle] ?? 0) <= block) low = middle
    else high = middle
  }
  return low
}

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

/** Buckets are counted in this many, and folded to about as many as there are postings. */
const mostBuckets = 2 ** 20
const leastBuckets = 2 ** 8

/** Postings of a hash lie in this bucket. */
export function bucketOf({ buckets }: Pick<SoundIndex, 'buckets'>, hash: number): number {
  return hash & (buckets.length - 2)
}

/** `works` is gone through twice: what it gives must not change, and need not all be in memory at once. */
export function buildSoundIndex(works: Iterable<SoundWork>): SoundIndex {
  const ids: string[] = []
  const starts: number[] = []
  const sizes = new Uint32Array(mostBuckets)
  let blockCount = 0
  let pointCount = 0
  let postingCount = 0
  for (const { id, points } of works) {
    ids.push(id)
    starts.push(blockCount)
    blockCount += Math.ceil(((points.frames.at(-1) ?? 0) + 1) / blockFrames) + emptyBlocks
    pointCount += points.frames.length
    indexedTriplets(points, (hash) => {
      const bucket = hash & (mostBuckets - 1)
      sizes[bucket] = (sizes[bucket] ?? 0) + 1
      postingCount++
    })
  }
  starts.push(blockCount)

  const mask = Math.min(mostBuckets, Math.max(leastBuckets, 2 ** Math.ceil(Math.log2(postingCount + 1)))) - 1
  for (let bucket = mask + 1; bucket < mostBuckets; bucket++) {
    sizes[bucket & mask] = (sizes[bucket & mask] ?? 0) + (sizes[bucket] ?? 0)
  }
  const buckets = new Uint32Array(mask + 2)
  for (let bucket = 0; bucket <= mask; bucket++) buckets[bucket + 1] = (buckets[bucket] ?? 0) + (sizes[bucket] ?? 0)
  const index = {
    ids,
    starts: Uint32Array.from(starts),
    blocks: new Uint32Array(blockCount + 1),
    points: new Uint16Array(pointCount),
    buckets,
    frames: new Uint32Array(postingCount),
    pitches: new Uint8Array(postingCount),
  }
  fill(index, works)
  return index
}

function fill({ starts, blocks, points, buckets, frames, pitches }: SoundIndex, works: Iterable<SoundWork>): void {
  const next = buckets.slice(0, -1)
  const mask = next.length - 1
  let at = 0
  let work = 0
  for (const each of works) {
    const start = starts[work++] ?? 0
    for (let i = 0; i < each.points.frames.length; i++) {
      const frame = each.points.frames[i] ?? 0
      points[at++] = ((frame % blockFrames) << 10) | (each.points.pitches[i] ?? 0)
      blocks[start + Math.floor(frame / blockFrames) + 1] = at
    }
    indexedTriplets(each.points, (hash, anchor) => {
      const place = next[hash & mask] ?? 0
      next[hash & mask] = place + 1
      frames[place] = start * blockFrames + (each.points.frames[anchor] ?? 0)
      pitches[place] = (each.points.pitches[anchor] ?? 0) >> 2
    })
  }
  for (let block = 1; block < blocks.length; block++)
    blocks[block] = Math.max(blocks[block] ?? 0, blocks[block - 1] ?? 0)
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

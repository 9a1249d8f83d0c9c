import { boxShrink } from '../box-shrink.ts'
import { resizeGrey } from '../lanczos.ts'
import type { GreyPlane } from '../picture.ts'

// The picture in steps of √2: two chains of halvings, one begun at the working size, one at that over √2.

/** The working frame: pictures are brought to this many pixels on their longer side, small ones to no more than twice their own. */
const longest = 1024
const shortestWorking = 512
/** A level is left out when its shorter side is under this. */
const leastSide = 36

export type Level = {
  plane: GreyPlane
  /** Level 0 is the working frame; each further one is smaller by √2. */
  index: number
  /** What its coordinates are to be multiplied by to be those of the working frame. */
  scaleX: number
  scaleY: number
}

/** Size of the frame in which points are placed. */
export function workingSize({ width, height }: { width: number; height: number }): { width: number; height: number } {
  const long = Math.max(width, height)
  const wanted = long >= longest ? longest : Math.max(long, Math.min(shortestWorking, 2 * long))
  return {
    width: Math.max(1, Math.round((width * wanted) / long)),
    height: Math.max(1, Math.round((height * wanted) / long)),
  }
}

/** All levels of a plane, finest first. */
export function levelsOf(plane: GreyPlane): Level[] {
  const frame = workingSize(plane)
  const levels: Level[] = []
  const chain = (start: GreyPlane, first: number): void => {
    let current = start
    for (let index = first; Math.min(current.width, current.height) >= leastSide; index += 2) {
      const step = 2 ** (index >> 1)
      levels.push({
        plane: current,
        index,
        scaleX: (frame.width / start.width) * step,
        scaleY: (frame.height / start.height) * step,
      })
      current = boxShrink(current, 2)
    }
  }
  const whole = resizeGrey(plane, frame.width, frame.height)
  chain(whole, 0)
  const between = {
    width: Math.max(1, Math.round(frame.width * Math.SQRT1_2)),
    height: Math.max(1, Math.round(frame.height * Math.SQRT1_2)),
  }
  chain(resizeGrey(whole, between.width, between.height), 1)
  return levels.sort((a, b) => a.index - b.index)
}

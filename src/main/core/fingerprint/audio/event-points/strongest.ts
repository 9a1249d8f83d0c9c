import { GrowingArray } from '../growing-array.ts'
import type { EventPoints } from './points.ts'

/** A summit of the spectrum; `level` is the logarithm of its power. */
export type Summit = { frame: number; pitch: number; level: number }

/** Summits are counted in blocks of 64 frames, 1.024 s … */
const blockFrames = 64
/** … of each of which the strongest are kept: about 25 a second. */
export const mostEach = 26

/** Keeps the strongest summits of each block. They come in order of time. */
export function keepStrongest(): { add(summit: Summit): void; finish(): EventPoints } {
  const frames = new GrowingArray()
  const pitches = new GrowingArray()
  let block: Summit[] = []
  let blockNumber = 0
  const close = (): void => {
    block.sort((a, b) => b.level - a.level || a.frame - b.frame || a.pitch - b.pitch)
    const kept = block.slice(0, mostEach).sort((a, b) => a.frame - b.frame || a.pitch - b.pitch)
    for (const { frame, pitch } of kept) {
      frames.push(frame)
      pitches.push(pitch)
    }
    block = []
  }
  return {
    add(summit) {
      const number = Math.floor(summit.frame / blockFrames)
      if (number !== blockNumber) close()
      blockNumber = number
      block.push(summit)
    },
    finish() {
      close()
      return { frames: Uint32Array.from(frames.view()), pitches: Uint16Array.from(pitches.view()) }
    },
  }
}

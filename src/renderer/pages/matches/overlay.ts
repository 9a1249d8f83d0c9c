import type { CSSProperties } from 'react'
import type { MatchEvidence, MatchRegion } from '../../../shared/contract/matches.ts'

// How the first picture lies on the second. Pure.

type PictureEvidence = Extract<MatchEvidence, { kind: 'picture' }>

const percent = (share: number): string => `${Math.round(share * 10_000) / 100}%`

/** A region as a box inside its picture. */
export function boxStyle({ left, top, width, height }: MatchRegion): CSSProperties {
  return { left: percent(left), top: percent(top), width: percent(width), height: percent(height) }
}

/** What the matrix of each orientation does to the first picture, by PDQ's names; `swaps` where its sides change places. */
const turns: Readonly<Record<string, { swaps: boolean; transform: string }>> = {
  rotate90: { swaps: true, transform: 'rotate(-90deg)' },
  rotate180: { swaps: false, transform: 'rotate(180deg)' },
  rotate270: { swaps: true, transform: 'rotate(90deg)' },
  flipX: { swaps: false, transform: 'scaleY(-1)' },
  flipY: { swaps: false, transform: 'scaleX(-1)' },
  flipPlus1: { swaps: true, transform: 'matrix(0, 1, 1, 0, 0, 0)' },
  flipMinus1: { swaps: true, transform: 'matrix(0, -1, -1, 0, 0, 0)' },
}

/** Where the first picture lies in a box that the second fills; the box is a size container, as turned pictures need its sides. */
export function overlayStyle({ regions, mirrored, orientation }: PictureEvidence): CSSProperties {
  if (regions !== undefined && regions.first.width > 0 && regions.first.height > 0) {
    const { first, second } = regions
    const [across, down] = [second.width / first.width, second.height / first.height]
    const left = mirrored === true ? 1 - first.left - first.width : first.left
    return {
      left: percent(second.left - left * across),
      top: percent(second.top - first.top * down),
      width: percent(across),
      height: percent(down),
      ...(mirrored === true ? { transform: 'scaleX(-1)' } : {}),
    }
  }
  const turn = turns[orientation ?? '']
  if (turn === undefined) return { left: 0, top: 0, width: '100%', height: '100%' }
  const { swaps, transform } = turn
  return {
    left: '50%',
    top: '50%',
    width: swaps ? '100cqh' : '100%',
    height: swaps ? '100cqw' : '100%',
    transform: `translate(-50%, -50%) ${transform}`,
  }
}

/** The share of a picture's area that a region covers. */
export const areaOf = ({ width, height }: MatchRegion): number => width * height

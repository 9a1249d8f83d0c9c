import type { GreyPlane } from '../image/picture.ts'
import { type PlacedPoints, pointsInside } from '../image/points/points.ts'
import { cut, innerBox } from '../image/points/trim.ts'

// What a film's copies are found by: how bright each part of the picture is, four times a second, and points of pictures that differ
// from the one before. The first tells takes before one background apart by what moves; the second tells crops, captions and pictures in
// pictures. Exact definition: docs/fingerprints/video.md.

/** Samples of brightness a second. */
export const samplesPerSecond = 4
/** Cells of the picture, across and down. */
export const gridSide = 16
export const gridCells = gridSide * gridSide
/** Points of one picture. */
export const keyPoints = 80
/** A picture with fewer tells nothing. */
const leastPoints = 8
/** Mean difference of the cells, in 255ths, from which a picture is another one. */
const otherPicture = 5
/** A picture that stays has its points taken again after so many seconds. */
const longestKeySeconds = 8

/** Pictures of one film; of a longer one every other is let go, and so on. 11 MB. */
const mostKeys = 3600

/** Points of one picture; their places are in the frame of the film, black bars included. */
export type FilmKey = { seconds: number; points: PlacedPoints }

export type FilmTrack = {
  /** `gridCells` bytes a sample: mean brightness of each cell, rows from the top. */
  cells: Uint8Array
  /** In the order of time. */
  keys: FilmKey[]
}

/** Points of a whole picture, the borders looked past. `width` and `height` of the result are in the scale of its working frame. */
function pointsOf(plane: GreyPlane): PlacedPoints {
  const box = innerBox(plane)
  const points = pointsInside(cut(plane, box), keyPoints)
  const [scaleX, scaleY] = [points.width / box.width, points.height / box.height]
  return {
    ...points,
    width: plane.width * scaleX,
    height: plane.height * scaleY,
    x: points.x.map((x) => x + box.left * scaleX),
    y: points.y.map((y) => y + box.top * scaleY),
  }
}

/** Takes a film's samples and, once a second, its picture, in order. */
export class FilmTracker {
  readonly #cells: Uint8Array[] = []
  readonly #mostKeys: number
  #keys: FilmKey[] = []
  #lastKey: Uint8Array | null = null
  /** Seconds from one key to the next at least. */
  #step = 1

  /** An even number of keys at most; for tests. */
  constructor(most = mostKeys) {
    this.#mostKeys = most
  }

  /** `cells`: `gridCells` bytes, which are copied. */
  addSample(cells: Uint8Array): void {
    this.#cells.push(cells.slice())
  }

  /** The picture at a whole second; its sample must have been added. Not kept. */
  addPicture(seconds: number, plane: GreyPlane): void {
    const sample = this.#cells[seconds * samplesPerSecond]
    const last = this.#keys.at(-1)
    if (sample === undefined || (last !== undefined && seconds - last.seconds < this.#step)) return
    const stays = this.#lastKey !== null && difference(sample, this.#lastKey) < otherPicture
    if (stays && last !== undefined && seconds - last.seconds < longestKeySeconds) return
    const points = pointsOf(plane)
    if (points.count < leastPoints) return
    this.#lastKey = sample
    this.#keys.push({ seconds, points })
    if (this.#keys.length > this.#mostKeys) {
      this.#keys = this.#keys.filter((_, index) => index % 2 === 0)
      this.#step *= 2
    }
  }

  finish(): FilmTrack {
    const cells = new Uint8Array(this.#cells.length * gridCells)
    for (const [index, sample] of this.#cells.entries()) cells.set(sample, index * gridCells)
    return { cells, keys: this.#keys }
  }
}

function difference(left: Uint8Array, right: Uint8Array): number {
  let sum = 0
  for (let i = 0; i < gridCells; i++) sum += Math.abs((left[i] ?? 0) - (right[i] ?? 0))
  return sum / gridCells
}

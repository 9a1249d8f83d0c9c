import { type FilmTrack, gridCells, samplesPerSecond } from '../../fingerprint/video/film-track.ts'
import { readFilms, strengthOf } from './compare-films.ts'
import { FilmIndex } from './film-index.ts'

// What a film has in common with each of some others. Which others are worth it is for the index over the library to say.

/** Seconds. */
type Span = { from: number; to: number }

export type FilmFound = {
  first: Span
  second: Span
  /** How much faster the second runs. */
  speed: number
  /** One of them is mirrored. */
  mirrored: boolean
  /** 0–1, `filmLimits.strength` and above. */
  strength: number
}

/**
 * From this strength on two films are taken for showing the same. In trials the strongest wrong film has 0.56, another take of one signer.
 * `npm run bench:accuracy film` measures it.
 */
export const filmLimits = { strength: 0.6, measured: { searches: 322, wrong: 0 } } as const

/** Pictures of both that are tried on each other, the most promising. */
const pairsTried = 10

export const secondsOf = ({ cells }: FilmTrack): number => cells.length / gridCells / samplesPerSecond

function indexOf(track: FilmTrack): FilmIndex {
  const index = new FilmIndex()
  index.add(0, track)
  return index
}

function read(asked: FilmTrack, held: FilmTrack, index: FilmIndex) {
  const [candidate] = index.candidates(asked, 1, pairsTried)
  return candidate === undefined ? null : readFilms(asked, held, candidate.pairs)
}

/** Compares one film with others, one after the other. The answer's strength is 0 … 1 and may be under the limit; null for nothing at all. */
export function createFilmComparer(first: FilmTrack): (second: FilmTrack) => FilmFound | null {
  let own: FilmIndex | null = null
  return (second) => {
    // The one with more pictures is held: of the other all are asked for.
    if (second.keys.length >= first.keys.length) {
      const reading = read(first, second, indexOf(second))
      if (reading === null) return null
      const { left, right, speed, map } = reading
      return { first: left, second: right, speed, mirrored: map.mirrored, strength: strengthOf(reading) }
    }
    own ??= indexOf(first)
    const reading = read(second, first, own)
    if (reading === null) return null
    const { left, right, speed, map } = reading
    return { first: right, second: left, speed: 1 / speed, mirrored: map.mirrored, strength: strengthOf(reading) }
  }
}

import { descriptorBytes } from '../../fingerprint/image/points/describe.ts'
import type { PlacedPoints } from '../../fingerprint/image/points/points.ts'
import type { FilmTrack } from '../../fingerprint/video/film-track.ts'
import { mirrorPoints } from '../picture/picture.ts'
import { Postings } from '../postings.ts'

// Which films of a library are worth comparing with one, and which of their pictures: those whose points agree in parts of their
// descriptions (locality-sensitive hashing by bit sampling, Indyk and Motwani 1998).

/**
 * Keys of sixteen bits each, together all 128 that tell above or below the median, which are as often 1 as 0. Neighbouring bits are of one
 * cell and go together: a key takes its bits from all over.
 */
const keysEach = 8
const keyBits = 16
const places = Uint8Array.from({ length: keysEach * keyBits }, (_, i) => (37 * i + 11) % (keysEach * keyBits))
/** Pictures of the film that is looked for; more of a long one are left out evenly. */
const mostKeys = 64
/** Entries of a key above which it is left out, beside its share of all: flat surroundings have a few descriptions in common. */
const commonKey = 32
const commonShare = 20_000
/** Votes for a pair of pictures that chance gives. */
const chanceVotes = 2

/** Two pictures worth comparing, by their number among the films' keys; `mirrored`: the left one's points were. */
export type KeyPair = { left: number; right: number; mirrored: boolean; votes: number }
export type FilmCandidate = { film: number; votes: number; pairs: KeyPair[] }

function keysOf({ descriptions }: PlacedPoints, point: number): number[] {
  const at = point * descriptorBytes
  return Array.from({ length: keysEach }, (_, number) => {
    let key = number
    for (let i = number * keyBits; i < (number + 1) * keyBits; i++) {
      const place = places[i] ?? 0
      key = (key << 1) | (((descriptions[at + (place >> 3)] ?? 0) >> (place & 7)) & 1)
    }
    return key
  })
}

/** Levels and sixteenths of a turn that stand beside a picture's number, so that points must agree in size and turn too (Jégou 2008, §4). */
const stances = 256
const turns = 16

function stanceOf({ level, direction }: PlacedPoints, point: number): number {
  return Math.min(15, level[point] ?? 0) * turns + ((direction[point] ?? 0) >> 2)
}

/** Films go by numbers that are not used twice. */
export class FilmIndex {
  readonly #postings = new Postings()
  /** Film and key of each picture, by the number that stands in the postings. */
  readonly #pictures: { film: number; key: number }[] = []
  readonly #removed = new Set<number>()

  add(film: number, { keys }: FilmTrack): void {
    for (const [key, { points }] of keys.entries()) {
      const picture = this.#pictures.push({ film, key }) - 1
      for (let point = 0; point < points.count; point++)
        this.#postings.add(picture * stances + stanceOf(points, point), keysOf(points, point))
    }
  }

  /** Its postings stay until the index is made anew, at the next start. */
  remove(film: number): void {
    this.#removed.add(film)
  }

  /** The most promising first: at most `limit` films, each with its `pairsEach` most promising pairs of pictures. */
  candidates({ keys }: FilmTrack, limit: number, pairsEach: number): FilmCandidate[] {
    const found = new Map<number, FilmCandidate>()
    const step = Math.max(1, Math.ceil(keys.length / mostKeys))
    for (let left = 0; left < keys.length; left += step) {
      const points = keys[left]?.points
      if (points === undefined) continue
      for (const mirrored of [false, true]) {
        for (const [picture, votes] of this.#votes(mirrored ? mirrorPoints(points) : points)) {
          const place = this.#pictures[picture]
          if (votes <= chanceVotes || place === undefined || this.#removed.has(place.film)) continue
          const candidate = found.get(place.film) ?? { film: place.film, votes: 0, pairs: [] }
          candidate.pairs.push({ left, right: place.key, mirrored, votes })
          found.set(place.film, candidate)
        }
      }
    }
    for (const candidate of found.values()) {
      candidate.pairs.sort((p, q) => q.votes - p.votes || p.left - q.left || p.right - q.right)
      candidate.pairs.length = Math.min(candidate.pairs.length, pairsEach)
      candidate.votes = candidate.pairs.slice(0, 4).reduce((sum, { votes }) => sum + votes - chanceVotes, 0)
    }
    return [...found.values()].sort((p, q) => q.votes - p.votes || p.film - q.film).slice(0, limit)
  }

  /** For each picture how many points of this one agree with one of it, all of them with one change of size and turn. */
  #votes(points: PlacedPoints): Map<number, number> {
    const most = commonKey + this.#postings.entries / commonShare
    const byChange = new Map<number, number>()
    const changes = new Set<number>()
    for (let point = 0; point < points.count; point++) {
      const ours = stanceOf(points, point)
      changes.clear()
      for (const key of keysOf(points, point)) {
        for (const entry of this.#postings.worksOf(key, most)) {
          const theirs = entry % stances
          const level = (theirs >> 4) - (ours >> 4) + 16
          const turn = ((theirs & 15) - (ours & 15) + turns + 1) & 15
          changes.add(((entry - theirs) / stances) * 256 + level * 8 + (turn >> 1))
        }
      }
      for (const change of changes) byChange.set(change, (byChange.get(change) ?? 0) + 1)
    }
    const votes = new Map<number, number>()
    for (const [change, count] of byChange) {
      const picture = Math.floor(change / 256)
      if (count > (votes.get(picture) ?? 0)) votes.set(picture, count)
    }
    return votes
  }
}

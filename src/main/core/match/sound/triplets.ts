import { type EventPoints, pitchStepsEach } from '../../fingerprint/audio/event-points/points.ts'

// Three event points say, whatever the speed and the key: two intervals and the share of the way at which the middle one lies. How long
// the three take and about how high they are is said coarsely, since both may be off by some percent. Together that is a key that few
// other triplets share. After J. Six and M. Leman (Panako, 2014), with a sampling of keys instead of a choice of triplets.

/** The second and third point lie this many frames after the first … */
const nearest = 3
const farthest = 48
/** … and at most an octave away. */
const widest = 12 * pitchStepsEach
/** Of the points in reach, the first six in time are combined. */
const partners = 6
/** Frames between the second and the third. */
const leastGap = 2

/** Levels of the middle point's share of the way, of the duration (each 18 % longer) and of the height (each two semitones). */
const shareLevels = 8
const durationStep = Math.log(1.18)
const heightStep = 2 * pitchStepsEach
const heightLevels = 26

/** Of all keys one in eight is used, on both sides the same ones: whether a triplet counts depends on nothing but itself. */
const sampling = 7

/** How far a query's triplet may be from its work's: in levels, besides what rounding does. */
const intervalSlack = 0.2
const shareSlack = 0.15
const durationSlack = 0.5
const heightSlack = 0.7

/** Spreads the bits (finalizer of MurmurHash3, A. Appleby). */
function mixed(key: number): number {
  let hash = Math.imul(key ^ (key >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

function keyOf(first: number, second: number, share: number, duration: number, height: number): number {
  return ((((first + 12) * 25 + second + 12) * shareLevels + share) * 16 + duration) * 32 + height
}

/** By frames from the first point to the last, and by those times 64 plus frames to the middle one: an index makes millions of triplets. */
const durationLevels = Uint8Array.from({ length: farthest + 1 }, (_, whole) =>
  whole < nearest ? 0 : Math.floor(Math.log(whole / nearest) / durationStep),
)
const sharesOf = Uint8Array.from({ length: (farthest + 1) * 64 }, (_, at) =>
  Math.min(shareLevels - 1, Math.floor(((at & 63) / Math.max(1, at >> 6)) * shareLevels)),
)
const halfStep = pitchStepsEach / 2

type Visit = (anchor: number, middle: number, last: number) => void

/** Every triplet of `points`, as three indices. */
function eachTriplet({ frames, pitches }: EventPoints, visit: Visit): void {
  const reach = new Uint32Array(partners)
  for (let anchor = 0; anchor < frames.length; anchor++) {
    const frame = frames[anchor] ?? 0
    const pitch = pitches[anchor] ?? 0
    let found = 0
    for (let other = anchor + 1; other < frames.length && found < partners; other++) {
      const ahead = (frames[other] ?? 0) - frame
      if (ahead > farthest) break
      if (ahead < nearest || Math.abs((pitches[other] ?? 0) - pitch) > widest) continue
      reach[found++] = other
    }
    for (let i = 0; i < found - 1; i++) {
      for (let j = i + 1; j < found; j++) {
        const middle = reach[i] ?? 0
        const last = reach[j] ?? 0
        if ((frames[last] ?? 0) - (frames[middle] ?? 0) >= leastGap) visit(anchor, middle, last)
      }
    }
  }
}

/** The triplets of a work that an index keeps: about one and a half for each point. `hash` has 29 bits. */
export function indexedTriplets(points: EventPoints, visit: (hash: number, anchor: number) => void): void {
  const { frames, pitches } = points
  eachTriplet(points, (anchor, middle, last) => {
    const frame = frames[anchor] ?? 0
    const pitch = pitches[anchor] ?? 0
    const whole = (frames[last] ?? 0) - frame
    const hash = mixed(
      keyOf(
        Math.floor(((pitches[middle] ?? 0) - pitch + halfStep) / pitchStepsEach),
        Math.floor(((pitches[last] ?? 0) - pitch + halfStep) / pitchStepsEach),
        sharesOf[whole * 64 + (frames[middle] ?? 0) - frame] ?? 0,
        durationLevels[whole] ?? 0,
        Math.floor(pitch / heightStep),
      ),
    )
    if ((hash & sampling) === 0) visit(hash >>> 3, anchor)
  })
}

/** The same for a query, with the neighbouring keys that the triplet may have in its work. */
export function askedTriplets(points: EventPoints, visit: (hash: number, anchor: number) => void): void {
  const { frames, pitches } = points
  eachTriplet(points, (anchor, middle, last) => {
    const frame = frames[anchor] ?? 0
    const pitch = pitches[anchor] ?? 0
    const whole = (frames[last] ?? 0) - frame
    const first = ((pitches[middle] ?? 0) - pitch) / pitchStepsEach
    const second = ((pitches[last] ?? 0) - pitch) / pitchStepsEach
    const share = (((frames[middle] ?? 0) - frame) / whole) * shareLevels
    const duration = Math.log(whole / nearest) / durationStep
    const height = pitch / heightStep
    for (let a = Math.round(first - intervalSlack); a <= Math.round(first + intervalSlack); a++) {
      for (let b = Math.round(second - intervalSlack); b <= Math.round(second + intervalSlack); b++) {
        for (let s = Math.floor(share - shareSlack); s <= Math.floor(share + shareSlack); s++) {
          for (let d = Math.floor(duration - durationSlack); d <= Math.floor(duration + durationSlack); d++) {
            for (let h = Math.floor(height - heightSlack); h <= Math.floor(height + heightSlack); h++) {
              if (s < 0 || s >= shareLevels || d < 0 || d > 15 || h < 0 || h >= heightLevels) continue
              const hash = mixed(keyOf(a, b, s, d, h))
              if ((hash & sampling) === 0) visit(hash >>> 3, anchor)
            }
          }
        }
      }
    }
  })
}

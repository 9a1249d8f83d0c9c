// Beat times by dynamic programming: D. P. W. Ellis, Beat Tracking by Dynamic Programming, J. New Music Research 36(1), 2007.

/** How dearly a beat pays for being off the tempo. */
const tightness = 100

/** The envelope in units of its deviation, smoothed by a Gaussian of 1/32 of a beat. */
function localScore(onsets: Float64Array, period: number): Float64Array {
  const mean = onsets.reduce((sum, value) => sum + value, 0) / onsets.length
  const variance = onsets.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, onsets.length - 1)
  const deviation = Math.sqrt(variance)
  if (deviation === 0) return new Float64Array(onsets.length)
  const reach = Math.max(1, Math.ceil(period / 8))
  const bell = Float64Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-0.5 * (((i - reach) * 32) / period) ** 2),
  )
  return onsets.map((_, at) => {
    let sum = 0
    for (let i = 0; i < bell.length; i++) sum += (bell[i] ?? 0) * (onsets[at + i - reach] ?? 0)
    return sum / deviation
  })
}

/** The last frame whose score is a local peak and at least half the median peak: where the music ends. */
function lastBeat(scores: Float64Array): number {
  const isPeak = (i: number): boolean => {
    const score = scores[i] ?? 0
    return score > (scores[i - 1] ?? 0) && score >= (scores[i + 1] ?? 0)
  }
  let count = 0
  for (let i = 1; i + 1 < scores.length; i++) if (isPeak(i)) count++
  const sorted = new Float64Array(count)
  for (let i = scores.length - 2; i >= 1; i--) if (isPeak(i)) sorted[--count] = scores[i] ?? 0
  const median = sorted.sort()[sorted.length >> 1] ?? 0
  for (let i = scores.length - 2; i >= 1; i--) if (isPeak(i) && (scores[i] ?? 0) >= 0.5 * median) return i
  return -1
}

/** Frames of the beats for a tempo; empty when the envelope is flat. `rate` is frames a second. */
export function trackBeats(onsets: Float64Array, rate: number, bpm: number): number[] {
  const period = (60 * rate) / bpm
  const local = localScore(onsets, period)
  const highest = local.reduce((most, value) => Math.max(most, value), 0)
  if (highest <= 0) return []
  const nearest = Math.round(period / 2)
  const farthest = Math.round(period * 2)
  const cost = Float64Array.from({ length: farthest + 1 }, (_, lag) =>
    lag < nearest ? Number.NEGATIVE_INFINITY : -tightness * Math.log(lag / period) ** 2,
  )
  const scores = new Float64Array(local.length)
  // How far back the beat before lies; 0: there is none. Two bytes hold twice the longest period many times over.
  const back = new Uint16Array(local.length)
  let started = false
  for (let at = 0; at < local.length; at++) {
    let best = Number.NEGATIVE_INFINITY
    let bestLag = 0
    for (let lag = nearest; lag <= farthest; lag++) {
      // Before the beginning the score is zero, as if silence had gone on for ever.
      const score = (cost[lag] ?? 0) + (at >= lag ? (scores[at - lag] ?? 0) : 0)
      if (score > best) {
        best = score
        bestLag = lag
      }
    }
    const value = local[at] ?? 0
    scores[at] = value + best
    if (!started && value < 0.01 * highest) continue
    started = true
    back[at] = bestLag
  }
  const beats: number[] = []
  for (let at = lastBeat(scores); at >= 0; ) {
    beats.push(at)
    const lag = back[at] ?? 0
    at = lag === 0 ? -1 : at - lag
  }
  return trimWeak(beats.reverse(), local)
}

/** Leading and trailing beats on nothing are left out: those under half the root mean square of all. */
function trimWeak(beats: number[], local: Float64Array): number[] {
  const strengths = beats.map((beat) => local[beat] ?? 0)
  const limit = 0.5 * Math.sqrt(strengths.reduce((sum, value) => sum + value * value, 0) / Math.max(1, beats.length))
  const first = strengths.findIndex((value) => value > limit)
  const last = strengths.findLastIndex((value) => value > limit)
  return first < 0 ? [] : beats.slice(first, last + 1)
}

/** Beats a minute of the straight line through the beat times (least squares); null under eight beats. */
export function steadyTempo(beatSeconds: readonly number[]): number | null {
  const count = beatSeconds.length
  if (count < 8) return null
  const middle = (count - 1) / 2
  const mean = beatSeconds.reduce((sum, time) => sum + time, 0) / count
  let over = 0
  let under = 0
  for (const [i, time] of beatSeconds.entries()) {
    over += (i - middle) * (time - mean)
    under += (i - middle) ** 2
  }
  return over > 0 ? (60 * under) / over : null
}

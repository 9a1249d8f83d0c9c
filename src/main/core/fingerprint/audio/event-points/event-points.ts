import { createFramer } from '../framer.ts'
import { createLogSpectrum, eventFrame, eventHop, rowCount, rowsEach } from './log-spectrum.ts'
import { type EventPoints, pitchSteps, pitchStepsEach } from './points.ts'
import { keepStrongest } from './strongest.ts'

// From samples to event points. The idea is A. Wang's (An industrial-strength audio search algorithm, 2003); pitches instead of
// frequencies after J. Six and M. Leman (Panako, 2014).

/** A summit is the highest of everything within 0.13 s and a semitone and a half. */
const reachFrames = 8
const reachRows = 6
const span = 2 * reachFrames + 1
/** Added to the power of every row (samples are ±1): what is below −90 dB is as good as silence. */
const floor = 1e-4

/** Where the parabola through three values at −1, 0 and 1 has its summit. */
function summitOf(before: number, at: number, after: number): number {
  const bend = before - 2 * at + after
  return bend === 0 ? 0 : (0.5 * (before - after)) / bend
}

/** Of mono samples at 8,000 Hz, ±1. Memory grows with the points alone: about 50 bytes a second. */
export function createEventPoints(): { push(samples: Float32Array): void; finish(): EventPoints } {
  const logSpectrum = createLogSpectrum(floor)
  const ring = Array.from({ length: span }, () => new Float64Array(rowCount))
  const empty = new Float64Array(rowCount)
  const strongest = keepStrongest()
  let count = 0

  const isHighest = (row: number, level: number): boolean => {
    const from = Math.max(0, row - reachRows)
    const to = Math.min(rowCount - 1, row + reachRows)
    for (const levels of ring)
      for (let other = from; other <= to; other++) if ((levels[other] ?? 0) > level) return false
    return true
  }

  const look = (frame: number): void => {
    const levels = ring[frame % span] ?? empty
    const before = ring[(frame + span - 1) % span] ?? empty
    const after = ring[(frame + 1) % span] ?? empty
    for (let row = 1; row < rowCount - 1; row++) {
      const level = levels[row] ?? 0
      const lower = levels[row - 1] ?? 0
      const higher = levels[row + 1] ?? 0
      // Strictly above its neighbours on one side: of equal values the first counts, and silence, which is flat, has none.
      if (level <= lower || level < higher || level <= (before[row] ?? 0) || level < (after[row] ?? 0)) continue
      if (!isHighest(row, level)) continue
      const place = ((row + summitOf(lower, level, higher)) * pitchStepsEach) / rowsEach
      const pitch = Math.min(pitchSteps - 1, Math.max(0, Math.round(place)))
      strongest.add({ frame, pitch, level })
    }
  }

  const framer = createFramer({ size: eventFrame, hop: eventHop }, (buffer, offset) => {
    logSpectrum(buffer, offset, ring[count % span] ?? empty)
    count++
    if (count >= span) look(count - 1 - reachFrames)
  })
  framer.push(new Float64Array(eventFrame / 2))
  return {
    push: framer.push,
    finish() {
      framer.push(new Float64Array(eventFrame / 2 + reachFrames * eventHop))
      return strongest.finish()
    },
  }
}

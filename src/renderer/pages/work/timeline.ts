// Where a moment of a sound stands on its stage, and the other way round. Seconds, and shares of the width from 0 to 1.

/** The moment under a pointer; held inside the sound where the pointer is beyond an edge. */
export function secondsAt(clientX: number, box: { left: number; width: number }, durationSeconds: number): number {
  if (box.width <= 0) return 0
  return heldWithin(((clientX - box.left) / box.width) * durationSeconds, durationSeconds)
}

/** The share of the width at which a moment stands. */
export function shareAt(seconds: number, durationSeconds: number): number {
  return durationSeconds > 0 ? heldWithin(seconds, durationSeconds) / durationSeconds : 0
}

export function heldWithin(seconds: number, durationSeconds: number): number {
  return Math.min(durationSeconds, Math.max(0, seconds))
}

/** "0:07", "12:40", "1:02:03": whole seconds, cut off as a clock does. */
export function timeLabel(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  const tail = String(rest).padStart(2, '0')
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`
}

const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200] as const

/** Round moments to write along the axis, at most `most`, from 0 on; the last leaves room for its own label. */
export function timeTicks(durationSeconds: number, most: number): number[] {
  const step = steps.find((each) => durationSeconds / each <= most) ?? Math.ceil(durationSeconds / most / 3600) * 3600
  const ticks: number[] = []
  for (let at = 0; at < durationSeconds - step * 0.2; at += step) ticks.push(at)
  return ticks
}

/** The beats to draw, at most `most`: every one, or every second, fourth, eighth …, as a long recording would be a solid bar. */
export function beatTicks(beats: readonly number[], most: number): number[] {
  let every = 1
  while (beats.length / every > most) every *= 2
  return beats.filter((_beat, index) => index % every === 0)
}

/** The new moment a key asks for, or undefined for other keys. The axis of time runs left to right in each script. */
export function seekedByKey(key: string, seconds: number, durationSeconds: number): number | undefined {
  const to = {
    ArrowLeft: seconds - 5,
    ArrowRight: seconds + 5,
    PageDown: seconds - 30,
    PageUp: seconds + 30,
    Home: 0,
    End: durationSeconds,
  }
  const found = Object.entries(to).find(([name]) => name === key)?.[1]
  return found === undefined ? undefined : heldWithin(found, durationSeconds)
}

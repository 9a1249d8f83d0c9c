// The twelve pitch classes round a circle in the order of fifths: notes that belong to one key stand side by side.

export const noteNames = ['C', 'C♯', 'D', 'D♯', 'E', 'F', 'F♯', 'G', 'G♯', 'A', 'A♯', 'B'] as const
export type NoteName = (typeof noteNames)[number]

export type Radii = { inner: number; outer: number; label: number }
export type Wedge = {
  note: NoteName
  value: number
  /** From the inner circle outwards, its area in step with the value. */
  path: string
  /** Where its name stands. */
  x: number
  y: number
}

/** Of a wedge, so that neighbours stay apart. */
const gapRadians = 0.03

/**
 * The wedges of a chroma of twelve values of 0–1 from C on, C at the top, a fifth up each step clockwise. The middle is (0, 0). A value is
 * shown by area, as the eye compares areas: twice the radius would look four times as strong.
 */
export function chromaWedges(chroma: readonly number[], { inner, outer, label }: Radii): Wedge[] {
  return Array.from({ length: 12 }, (_wedge, place) => {
    const pitch = (place * 7) % 12
    const value = Math.min(1, Math.max(0, chroma[pitch] ?? 0))
    const reach = Math.sqrt(inner ** 2 + value * (outer ** 2 - inner ** 2))
    const middle = (place / 12) * 2 * Math.PI - Math.PI / 2
    const half = Math.PI / 12 - gapRadians / 2
    const at = (radius: number, angle: number) =>
      `${short(radius * Math.cos(angle))} ${short(radius * Math.sin(angle))}`
    const path =
      `M${at(inner, middle - half)}L${at(reach, middle - half)}A${short(reach)} ${short(reach)} 0 0 1 ${at(reach, middle + half)}` +
      `L${at(inner, middle + half)}A${short(inner)} ${short(inner)} 0 0 0 ${at(inner, middle - half)}Z`
    return {
      note: noteNames[pitch] ?? 'C',
      value,
      path,
      x: Number(short(label * Math.cos(middle))),
      y: Number(short(label * Math.sin(middle))),
    }
  })
}

/** The names of the strongest notes, strongest first; none for silence. */
export function strongestNotes(chroma: readonly number[], count: number): NoteName[] {
  return noteNames
    .map((note, pitch) => ({ note, value: chroma[pitch] ?? 0 }))
    .filter(({ value }) => value > 0)
    .sort((a, b) => b.value - a.value)
    .slice(0, count)
    .map(({ note }) => note)
}

// Adding 0 turns −0 into 0.
const short = (value: number) => String(Math.round(value * 100) / 100 + 0)

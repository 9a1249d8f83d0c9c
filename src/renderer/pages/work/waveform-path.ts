// The outline of a waveform as one SVG path, in units of a column across and of a sample's steps (−127 … 127) upwards.

export type Peaks = { readonly min: readonly number[]; readonly max: readonly number[] }

/** The least a column is high, so that silence stays a line. */
const leastHalf = 0.4

/** The furthest step from zero; 1 for silence, so that a view box made of it is never empty. */
export function loudestStep({ min, max }: Peaks): number {
  let loudest = 1
  for (const value of min) loudest = Math.max(loudest, -value)
  for (const value of max) loudest = Math.max(loudest, value)
  return loudest
}

/** Along the highest samples and back along the lowest, each column one unit wide; '' without columns. */
export function waveformPath({ min, max }: Peaks): string {
  const columns = Math.min(min.length, max.length)
  if (columns === 0) return ''
  const least = (loudestStep({ min, max }) / 127) * leastHalf
  const top = Array.from({ length: columns }, (_column, x) => `${x + 0.5} ${short(-Math.max(least, max[x] ?? 0))}`)
  const bottom = Array.from({ length: columns }, (_column, x) => `${x + 0.5} ${short(-Math.min(-least, min[x] ?? 0))}`)
  return `M0 ${edge(top[0])}L${top.join('L')}H${columns}L${columns} ${edge(bottom.at(-1))}L${bottom.reverse().join('L')}H0Z`
}

const edge = (point: string | undefined) => point?.split(' ')[1] ?? '0'
const short = (value: number) => String(Math.round(value * 100) / 100)

// What all local embeddings share: 128 numbers of length 1, put together from sections that count by their weight.

export const localDimensions = 128

/** Brings a section to length `weight`; one that is nothing but zeros stays so. */
export function section(values: readonly number[], weight: number): number[] {
  const length = Math.hypot(...values)
  return length < 1e-9 ? values.map(() => 0) : values.map((value) => (value / length) * weight)
}

/** The sections one after another, of length 1 together; null when they say nothing. Throws a RangeError for another count than 128. */
export function joined(...sections: readonly (readonly number[])[]): Float32Array | null {
  const values = sections.flat()
  if (values.length !== localDimensions) throw new RangeError(`${values.length} dimensions, not ${localDimensions}`)
  const length = Math.hypot(...values)
  if (!(length > 1e-9)) return null
  return Float32Array.from(values, (value) => value / length)
}

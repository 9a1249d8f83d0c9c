/** Pixels. */
export type Size = { width: number; height: number }

/** Pixels as every hash takes them: 8 bits a sample, rows from the top, samples interleaved, no padding. */
export type Picture = {
  width: number
  height: number
  /** 1 grey, 2 grey and alpha, 3 RGB, 4 RGB and alpha. Alpha is never looked at by a hash. */
  channels: 1 | 2 | 3 | 4
  samples: Uint8Array
}

/** One 8-bit grey plane, row by row from the top. */
export type GreyPlane = { width: number; height: number; samples: Uint8Array }

/** Throws a RangeError when the samples do not fill the stated shape; a hash of such pixels would be noise. */
export function assertFilled(plane: { width: number; height: number; samples: Uint8Array }, channels: number): void {
  const { width, height, samples } = plane
  if (!Number.isInteger(width) || !Number.isInteger(height) || width < 1 || height < 1) {
    throw new RangeError(`not a picture's size: ${width} × ${height}`)
  }
  if (samples.length !== width * height * channels) {
    throw new RangeError(`${samples.length} samples do not fill ${width} × ${height} × ${channels}`)
  }
}

// The size limit as people write it: megabytes (1 MB = 1,000,000 B, as everywhere in the page) with a point or a comma.

const megabyte = 1_000_000
const most = 1_099_511_627_776

/** Bytes as megabytes, at most six digits after the point, without trailing noughts. */
export const megabytesOf = (bytes: number): string => String(bytes / megabyte)

/** Bytes, or null for anything that is no size from one byte to a tebibyte. */
export function bytesOfMegabytes(text: string): number | null {
  const plain = text.trim().replace(',', '.')
  if (!/^\d+(\.\d+)?$/.test(plain)) return null
  const bytes = Math.round(Number(plain) * megabyte)
  return bytes >= 1 && bytes <= most ? bytes : null
}

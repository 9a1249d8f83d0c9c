import type Database from 'better-sqlite3'
import { getLoadablePath } from 'sqlite-vec'

// Distances between vectors, as a function of SQL: sqlite-vec's, or our own of the same name and meaning on machines for which sqlite-vec
// publishes no build. Whoever asks writes one query either way. See docs/decisions/0030-vectors-in-plain-tables.md.

export type VectorFunctions = 'sqlite-vec' | 'built-in'

/** Programs inside the packed app lie beside the archive; SQLite opens the file itself and knows nothing of archives. */
export function outsideArchive(path: string): string {
  return path.replace(/app\.asar(?=[\\/])/, 'app.asar.unpacked')
}

function floats(value: unknown): Float32Array {
  if (!(value instanceof Uint8Array)) throw new TypeError('a vector is a BLOB')
  // A BLOB may begin anywhere in its buffer, and floats may not.
  return new Float32Array(value.slice().buffer)
}

/** 1 − cosine of the angle between two vectors of one length; null where one of them is nothing but zeros. */
export function cosineDistance(left: unknown, right: unknown): number | null {
  const [a, b] = [floats(left), floats(right)]
  if (a.length !== b.length) throw new TypeError(`vectors of ${a.length} and ${b.length} dimensions`)
  let [dot, lengthA, lengthB] = [0, 0, 0]
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i] ?? 0, b[i] ?? 0]
    dot += x * y
    lengthA += x * x
    lengthB += y * y
  }
  return lengthA === 0 || lengthB === 0 ? null : 1 - dot / Math.sqrt(lengthA * lengthB)
}

/** Gives the connection `vec_distance_cosine (BLOB, BLOB)`; `load` is for tests. */
export function addVectorFunctions(database: Database.Database, load: () => string = getLoadablePath): VectorFunctions {
  try {
    database.loadExtension(outsideArchive(load()))
    return 'sqlite-vec'
  } catch {
    // No build for this platform, or its file is not there: the same answers, more slowly.
    database.function('vec_distance_cosine', { deterministic: true }, cosineDistance)
    return 'built-in'
  }
}

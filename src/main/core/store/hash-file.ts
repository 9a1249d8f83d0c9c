import { createHash } from 'node:crypto'
import { closeSync, openSync, readSync } from 'node:fs'

/** SHA-256 of a file as lower-case hex, in one go: for threads with nothing else to do. Never for a database that is open. */
export function hashFileSync(path: string): string {
  const hash = createHash('sha256')
  const block = Buffer.allocUnsafe(4 * 1024 * 1024)
  const file = openSync(path, 'r')
  try {
    for (;;) {
      const got = readSync(file, block, 0, block.length, null)
      if (got === 0) return hash.digest('hex')
      hash.update(block.subarray(0, got))
    }
  } finally {
    closeSync(file)
  }
}

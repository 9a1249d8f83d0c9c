import { type ChildProcessWithoutNullStreams, execFile, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { z } from 'zod'

// Python's imagehash, or the same calls by hand, on as many processes as are asked for.

export type ImagehashRun = { name: string; filesPerSecond: number; hashes: Map<string, string[]> }

const script = join(import.meta.dirname, 'imagehash_four.py')
const Result = z.object({ seconds: z.number().positive(), hashes: z.array(z.array(z.string())) })

/** The first Python here that has what the peer needs. A person's own Python often lacks what the system's has. */
export async function findPython(): Promise<string | null> {
  for (const program of ['python3', '/usr/bin/python3', 'python']) {
    try {
      await promisify(execFile)(program, ['-c', 'import PIL, numpy, scipy.fftpack, pywt'])
      return program
    } catch {
      // Not there, or without the modules: the next one may do.
    }
  }
  return null
}

type Ready = { child: ChildProcessWithoutNullStreams; lines: AsyncIterator<string>; name: string; paths: string[] }

async function ready(python: string, paths: string[]): Promise<Ready> {
  const child = spawn(python, [script], { env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' } })
  child.stderr.resume()
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const first = await lines.next()
  if (first.done === true || !first.value.startsWith('ready ')) throw new Error('the Python peer did not start')
  return { child, lines, name: first.value.slice('ready '.length), paths }
}

/** Starting Python and loading its modules is not counted: a gift to the peer. */
export async function imagehashFour(
  python: string,
  files: readonly string[],
  processes: number,
): Promise<ImagehashRun> {
  const shares = Array.from({ length: processes }, (_, share) => files.filter((_path, i) => i % processes === share))
  const started = await Promise.all(shares.map((paths) => ready(python, paths)))
  const results = await Promise.all(
    started.map(async ({ child, lines, paths }) => {
      child.stdin.end(`${JSON.stringify(paths)}\n`)
      const last = await lines.next()
      if (last.done === true) throw new Error('the Python peer ended without a result')
      return Result.parse(JSON.parse(last.value))
    }),
  )
  const hashes = new Map<string, string[]>()
  for (const [share, result] of results.entries()) {
    for (const [i, each] of result.hashes.entries()) hashes.set(shares[share]?.[i] ?? '', each)
  }
  const slowest = Math.max(...results.map(({ seconds }) => seconds))
  return { name: started[0]?.name ?? 'imagehash', filesPerSecond: files.length / slowest, hashes }
}

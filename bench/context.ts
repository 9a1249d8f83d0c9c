import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** Plain values, so that each topic can run in a process of its own: no topic inherits another's heap, caches or threads. */
export type Surroundings = {
  /** The repository. */
  root: string
  /** A copy of the built program as it is when installed: a source file saved meanwhile starts no build in the middle of a measurement. */
  installed: string
  /** Removed when the run ends. */
  tempDir: string
  repetitions: number
  /** A tenth of everything, once: to see whether the harness works. Its figures mean nothing. */
  quick: boolean
}

export type Context = Surroundings & {
  /** `count`, or a tenth of it when quick. */
  size(count: number): number
  freshDir(name: string): Promise<string>
  /** A folder that several topics need, made by whichever comes first. */
  once(name: string, make: (dir: string) => Promise<void>): Promise<string>
  /** Runs `work` once per repetition, in order. */
  repeat<T>(work: (index: number) => Promise<T>): Promise<T[]>
  say(line: string): void
}

export function createContext(surroundings: Surroundings, say: (line: string) => void): Context {
  const { tempDir, quick, repetitions } = surroundings
  return {
    ...surroundings,
    say,
    size: (count) => (quick ? Math.max(2, Math.ceil(count / 10)) : count),
    freshDir: async (name) => mkdtemp(join(tempDir, `${name}-`)),
    async once(name, make) {
      const dir = join(tempDir, name)
      if (existsSync(dir)) return dir
      const unfinished = `${dir}.unfinished`
      await rm(unfinished, { recursive: true, force: true })
      await mkdir(unfinished)
      say(`making ${name}`)
      await make(unfinished)
      await rename(unfinished, dir)
      return dir
    },
    async repeat(work) {
      const results = []
      for (let index = 0; index < repetitions; index++) results.push(await work(index))
      return results
    },
  }
}

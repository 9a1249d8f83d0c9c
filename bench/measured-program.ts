import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'

// Runs a Node program from its start to its end, as a person would, and tells what it took.

export type ProgramRun = {
  code: number | null
  wallMs: number
  /** Until the first whole line on standard output; infinite when there was none. */
  firstLineMs: number
  lines: string[]
  errors: string
  /** Of all threads; with `usage` only. */
  cpuMs: number
  peakBytes: number
  /** Resident memory of it and its children while it ran, each with the lines printed by then; with `sampleMemory`, on Linux. */
  memory: { lines: number; bytes: number }[]
}

export type ProgramOptions = {
  env?: Record<string, string>
  usage?: boolean
  sampleMemory?: boolean
  /** Called with each line; a `true` answer ends the program. */
  onLine?: (line: string) => boolean | Promise<boolean>
}

const Usage = z.object({ cpuMs: z.number(), peakBytes: z.number() })
const probe = pathToFileURL(join(import.meta.dirname, 'probes', 'usage.mjs')).href
const sampleEveryMs = 50
const pageBytes = 4096

/** Programs that a process has started and that still run. */
function childrenOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
    )
  } catch {
    return []
  }
}

/** Of a process and of all that it has started. */
function residentBytes(pid: number): number | null {
  try {
    const own = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * pageBytes
    return childrenOf(pid).reduce((sum, child) => sum + (residentBytes(child) ?? 0), own)
  } catch {
    return null
  }
}

export async function runProgram(args: readonly string[], options: ProgramOptions = {}): Promise<ProgramRun> {
  const dir = options.usage === true ? await mkdtemp(join(tmpdir(), 'metastamp-usage-')) : null
  const usagePath = dir === null ? null : join(dir, 'usage.json')
  try {
    const run = await start(args, options, usagePath)
    if (usagePath === null) return run
    return { ...run, ...Usage.parse(JSON.parse(await readFile(usagePath, 'utf8'))) }
  } finally {
    if (dir !== null) await rm(dir, { recursive: true, force: true })
  }
}

function start(args: readonly string[], options: ProgramOptions, usagePath: string | null): Promise<ProgramRun> {
  const probed = usagePath === null ? {} : { NODE_OPTIONS: `--import=${probe}`, METASTAMP_BENCH_USAGE: usagePath }
  return new Promise((resolve, reject) => {
    const startedAt = performance.now()
    const child = spawn(process.execPath, [...args], {
      env: { ...process.env, ...probed, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const lines: string[] = []
    const memory: ProgramRun['memory'] = []
    let firstLineMs = Number.POSITIVE_INFINITY
    let rest = ''
    let errors = ''
    const sample = () => {
      const bytes = child.pid === undefined ? null : residentBytes(child.pid)
      if (bytes !== null) memory.push({ lines: lines.length, bytes })
    }
    const timer = options.sampleMemory === true ? setInterval(sample, sampleEveryMs) : undefined
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const parts = (rest + text).split('\n')
      rest = parts.pop() ?? ''
      if (parts.length > 0) firstLineMs = Math.min(firstLineMs, performance.now() - startedAt)
      lines.push(...parts)
      if (options.onLine === undefined) return
      for (const line of parts) {
        Promise.resolve(options.onLine(line))
          .then((enough) => enough && child.kill('SIGTERM'))
          .catch((thrown: unknown) => {
            child.kill('SIGKILL')
            reject(thrown)
          })
      }
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors += text
    })
    child.once('error', reject)
    child.once('close', (code) => {
      clearInterval(timer)
      const wallMs = performance.now() - startedAt
      resolve({ code, wallMs, firstLineMs, lines, errors, cpuMs: Number.NaN, peakBytes: Number.NaN, memory })
    })
  })
}

/** The same, and an end with anything but code 0 is an error that says what was printed. */
export async function runToEnd(args: readonly string[], options: ProgramOptions = {}): Promise<ProgramRun> {
  const run = await runProgram(args, options)
  if (run.code !== 0)
    throw new Error(
      `${args.join(' ')} ended with ${run.code}: ${run.errors.slice(-2000)}${run.lines.slice(-3).join('\n')}`,
    )
  return run
}

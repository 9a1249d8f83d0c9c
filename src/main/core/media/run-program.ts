import { spawn } from 'node:child_process'
import { Failure } from '../../../shared/contract/errors.ts'

// The one place that starts other programs: an argument array, never a shell; a time limit; bounded output.

export type ProgramResult = { exitCode: number | null; stdout: Uint8Array; stderr: string }

export type RunProgramOptions = {
  timeoutMs: number
  maxStdoutBytes: number
  /** How much of the end of stderr is kept. */
  maxStderrCharacters?: number
  signal?: AbortSignal
}

export type StreamProgramOptions = {
  /** The folder it runs in; the program's own when left out. */
  cwd?: string
  /** For everything. */
  timeoutMs: number
  /** Without any output. */
  idleTimeoutMs: number
  signal?: AbortSignal
  /** Each piece of stdout as it comes; the next one waits until this is done, and the program waits when its pipe is full. */
  onStdout(chunk: Uint8Array): void | Promise<void>
}

const defaultStderrCharacters = 16_384

/** Runs to its end. Rejects with UNAVAILABLE when it cannot be started, DECODER_TIMEOUT when it is killed for being too slow, CANCELLED on abort. */
export function runProgram(
  program: string,
  args: readonly string[],
  options: RunProgramOptions,
): Promise<ProgramResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], shell: false, windowsHide: true })
    const chunks: Buffer[] = []
    let length = 0
    let stderr = ''
    const maxStderrCharacters = options.maxStderrCharacters ?? defaultStderrCharacters
    let end: Failure | undefined
    const stop = (failure: Failure) => {
      end ??= failure
      child.kill('SIGKILL')
    }
    const timer = setTimeout(
      () => stop(new Failure('DECODER_TIMEOUT', `${program} did not answer in time and was ended.`)),
      options.timeoutMs,
    )
    const abort = () => stop(new Failure('CANCELLED', 'Cancelled.'))
    options.signal?.addEventListener('abort', abort, { once: true })
    if (options.signal?.aborted === true) abort()
    child.stdout.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length > options.maxStdoutBytes)
        stop(new Failure('INTERNAL', `${program} answered with more than was asked for.`))
      else chunks.push(chunk)
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-maxStderrCharacters)
    })
    const settle = (act: () => void) => {
      clearTimeout(timer)
      options.signal?.removeEventListener('abort', abort)
      act()
    }
    child.on('error', (cause) =>
      settle(() => reject(end ?? new Failure('UNAVAILABLE', `${program} could not be started.`, { cause }))),
    )
    child.on('close', (exitCode) =>
      settle(() => (end === undefined ? resolve({ exitCode, stdout: Buffer.concat(chunks), stderr }) : reject(end))),
    )
  })
}

/**
 * Runs a program whose output is too large to keep. Rejects as `runProgram` does, also when nothing comes for `idleTimeoutMs`, and with
 * whatever `onStdout` throws; the program has ended by then.
 */
export async function streamProgram(
  program: string,
  args: readonly string[],
  options: StreamProgramOptions,
): Promise<{ exitCode: number | null; stderr: string }> {
  const child = spawn(program, args, {
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: false,
    windowsHide: true,
  })
  let stderr = ''
  let end: Error | undefined
  const stop = (reason: Error) => {
    end ??= reason
    child.kill('SIGKILL')
    // Destroyed too: a grandchild that holds the pipe open would keep the loop below waiting.
    child.stdout.destroy()
  }
  const tooSlow = () => stop(new Failure('DECODER_TIMEOUT', `${program} did not answer in time and was ended.`))
  const abort = () => stop(new Failure('CANCELLED', 'Cancelled.'))
  const timer = setTimeout(tooSlow, options.timeoutMs)
  const idle = setTimeout(tooSlow, options.idleTimeoutMs)
  options.signal?.addEventListener('abort', abort, { once: true })
  if (options.signal?.aborted === true) abort()
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-defaultStderrCharacters)
  })
  const ended = new Promise<number | null>((resolve) => {
    child.on('error', (cause) => {
      end ??= new Failure('UNAVAILABLE', `${program} could not be started.`, { cause })
      resolve(null)
    })
    child.on('exit', resolve)
  })
  try {
    for await (const chunk of child.stdout) {
      if (!(chunk instanceof Uint8Array)) continue
      await options.onStdout(chunk)
      idle.refresh()
    }
  } catch (thrown) {
    // A pipe that was destroyed above ends the loop with an error of its own: the first reason stands.
    stop(thrown instanceof Error ? thrown : new Error(String(thrown)))
  }
  const exitCode = await ended
  clearTimeout(timer)
  clearTimeout(idle)
  options.signal?.removeEventListener('abort', abort)
  if (end !== undefined) throw end
  return { exitCode, stderr }
}

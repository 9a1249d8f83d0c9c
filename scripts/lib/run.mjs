import { spawn } from 'node:child_process'

/** Signals a wrapper passes on to the program it stands for. */
const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP']

/**
 * Runs a program with an argument array, never through a shell, and gathers what it prints.
 * Never rejects: a program that cannot be started has code 127 and the reason as its output.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number, onOutput?: (text: string) => void }} options
 * @returns {Promise<{ code: number, output: string, stdout: string, timedOut: boolean, seconds: number }>}
 */
export function run(command, args, { cwd, env = process.env, timeoutMs, onOutput } = {}) {
  const startedAt = performance.now()
  return new Promise((resolve) => {
    let output = ''
    let stdout = ''
    let timedOut = false
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true })
    const timer = timeoutMs
      ? setTimeout(() => {
          timedOut = true
          child.kill('SIGKILL')
        }, timeoutMs)
      : undefined
    // A killed parent takes its child along: a build that went on alone would write over the next one.
    const dieWith = (signal) => {
      child.kill('SIGKILL')
      release()
      process.kill(process.pid, signal)
    }
    const release = () => FORWARDED.forEach((signal) => process.removeListener(signal, dieWith))
    for (const signal of FORWARDED) process.on(signal, dieWith)
    const done = (code) => {
      release()
      clearTimeout(timer)
      resolve({ code, output, stdout, timedOut, seconds: (performance.now() - startedAt) / 1000 })
    }
    child.stdout.setEncoding('utf8').on('data', (text) => {
      output += text
      stdout += text
      onOutput?.(text)
    })
    child.stderr.setEncoding('utf8').on('data', (text) => {
      output += text
      onOutput?.(text)
    })
    child.once('error', (error) => {
      output += `${error.message}\n`
      done(127)
    })
    child.once('close', (code) => done(timedOut ? 124 : (code ?? 1)))
  })
}

/**
 * A script of a package, run by the Node that runs this: `node_modules/.bin` differs between systems, this does not.
 * @param {string} script
 * @param {string[]} args
 * @param {Parameters<typeof run>[2]} options
 */
export function runNode(script, args, options) {
  return run(process.execPath, [script, ...args], options)
}

/** Runs a program on the same terminal and passes signals on to it. A program that cannot be started has code 127. */
export function runAttached(command, args, options = {}) {
  const child = spawn(command, args, { ...options, stdio: 'inherit', windowsHide: false })
  const forward = (signal) => child.kill(signal)
  for (const signal of FORWARDED) process.on(signal, forward)
  return new Promise((resolve) => {
    const done = (code, signal) => {
      for (const each of FORWARDED) process.removeListener(each, forward)
      resolve({ code, signal })
    }
    child.once('error', (error) => {
      process.stderr.write(`${error.message}\n`)
      done(127, null)
    })
    child.once('close', done)
  })
}

/** Stands for another program: ends as it ends, with its exit code or by its signal. */
export async function become(command, args, options) {
  const { code, signal } = await runAttached(command, args, options)
  if (signal) process.kill(process.pid, signal)
  else process.exit(code ?? 1)
}

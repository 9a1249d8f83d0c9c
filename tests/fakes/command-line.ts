import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'

// The real command in a process of its own, from the sources: no build is needed and none can be stale.

export const commandEntry = join(import.meta.dirname, '../../src/main/hosts/cli/main.ts')

export type Line = Record<string, unknown>
export type Ended = {
  code: number | null
  signal: NodeJS.Signals | null
  lines: Line[]
  stdout: string
  stderr: string
}

export function startCommand(
  args: readonly string[],
  env: Record<string, string> = {},
  input?: string,
): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, [commandEntry, ...args], {
    env: { ...process.env, ...env },
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  })
  child.stdin?.end(input)
  let stdout = ''
  let stderr = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => resolve({ code, signal, lines: linesOf(stdout), stdout, stderr }))
  })
  return { child, ended }
}

export function runCommand(args: readonly string[], env: Record<string, string> = {}, input?: string): Promise<Ended> {
  return startCommand(args, env, input).ended
}

/** The JSON lines that arrived whole; a killed program may have left half of one. */
function linesOf(stdout: string): Line[] {
  return stdout
    .split('\n')
    .slice(0, -1)
    .flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as Line] : []))
}

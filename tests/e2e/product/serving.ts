import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'

// The built product as a person starts it: `metastamp serve` in a process of its own.

const launcher = join(import.meta.dirname, '../../../bin/metastamp.mjs')

export type Serving = { url: string; stop(): Promise<number | null> }

export function startServing(profileDir: string): Promise<Serving> {
  const child = spawn(process.execPath, [launcher, 'serve', '--json', '--profile', profileDir], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return new Promise((resolve, reject) => {
    let stdout = ''
    let stderr = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
      const line = stdout.split('\n', 1)[0]
      if (line === undefined || !stdout.includes('\n')) return
      const { url } = JSON.parse(line) as { url: string }
      resolve({ url, stop: () => stop(child) })
    })
    child.once('exit', (code) => reject(new Error(`serve ended with ${String(code)}: ${stderr}`)))
  })
}

function stop(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => {
    child.removeAllListeners('exit')
    child.once('exit', resolve)
    child.kill('SIGINT')
  })
}

import { programFiles } from '../program-files.ts'
import { exitCode } from './exit-code.ts'
import { runProgramLine } from './program.ts'

// The entry of `metastamp`: the process around one command line.

const interrupted = new AbortController()
process.on('SIGINT', () => {
  // The second one does not wait.
  if (interrupted.signal.aborted) process.exit(exitCode.interrupted)
  interrupted.abort()
})
process.on('SIGTERM', () => interrupted.abort())
// A reader that has had enough (`| head`) is no error.
process.stdout.on('error', () => process.exit(exitCode.done))

process.exitCode = await runProgramLine({
  argv: process.argv.slice(2),
  files: programFiles(import.meta.url),
  streams: process,
  signal: interrupted.signal,
})

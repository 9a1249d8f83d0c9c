import { once } from 'node:events'
import type { Failure } from '../../../shared/contract/errors.ts'

// What goes where: results to standard output (one JSON value a line with --json), everything for people's eyes in passing to standard error.

export type Terminal = {
  readonly json: boolean
  readonly quiet: boolean
  /** A result. With --json the value, otherwise the text. Waits for a slow reader. */
  result(value: unknown, text: () => string): Promise<void>
  /** A remark for people; nothing with --quiet. */
  note(text: string): void
  /** One line that is written over itself; only on a terminal. */
  progress(text: string): void
  error(failure: Failure): Promise<void>
}

export type Streams = { stdout: NodeJS.WriteStream; stderr: NodeJS.WriteStream }

export function createTerminal(options: { json: boolean; quiet: boolean }, streams: Streams): Terminal {
  const { json, quiet } = options
  let progressShown = false

  const clearProgress = () => {
    if (progressShown) streams.stderr.write('\r\u001b[K')
    progressShown = false
  }
  const print = async (line: string) => {
    clearProgress()
    if (!streams.stdout.write(`${line}\n`)) await once(streams.stdout, 'drain')
  }

  return {
    json,
    quiet,
    result: (value, text) => print(json ? JSON.stringify(value) : printable(text())),
    note(text) {
      if (quiet) return
      clearProgress()
      streams.stderr.write(`${printable(text)}\n`)
    },
    progress(text) {
      if (quiet || !streams.stderr.isTTY) return
      progressShown = true
      streams.stderr.write(`\r\u001b[K${printable(text).slice(0, (streams.stderr.columns || 80) - 1)}`)
    },
    async error(failure) {
      clearProgress()
      if (json) {
        await print(JSON.stringify({ error: { code: failure.code, message: failure.message, ...failure.data() } }))
        return
      }
      const detail = failure.detail === undefined ? '' : `\n  ${failure.detail}`
      streams.stderr.write(`${printable(`metastamp: ${failure.message}${detail}`)}\n`)
    },
  }
}

/** Names of files may hold control sequences; a terminal must not obey them. Line breaks of our own stay. */
function printable(text: string): string {
  return text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, '\ufffd')
}

import { realpath } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Batch } from '../../../../shared/contract/intake.ts'
import type { FileOutcome } from '../../../../shared/contract/shell.ts'
import { exitCode } from '../exit-code.ts'
import { tellingReadOnly } from '../tell-read-only.ts'
import type { Session } from '../session.ts'

/** `metastamp protect`: a line per file as it comes to its end, then the summary. */
export async function protect(session: Session, paths: readonly string[]): Promise<number> {
  const { terminal, signal } = session
  const started = performance.now()
  return session.withCore({ works: true }, async (core) => {
    const absolute = await Promise.all(paths.map((path) => realpath(path).catch(() => resolve(path))))
    const events = await core.client.shell.protect({ paths: absolute }, { signal })
    let last: Batch | undefined
    await tellingReadOnly(core, terminal, async () => {
      for await (const event of events) {
        if (event.type === 'files') for (const outcome of event.outcomes) await terminal.result(...lineOf(outcome))
        else {
          last = event.batch
          terminal.progress(progressOf(event.batch))
        }
      }
    })
    if (last === undefined || signal.aborted) return exitCode.interrupted
    const { found, ready, failed, skipped, unchanged, bytes } = last
    const seconds = (performance.now() - started) / 1000
    const filesPerSecond = round((ready + failed + skipped + unchanged) / seconds)
    await terminal.result(
      { summary: { found, ready, failed, skipped, unchanged, bytes, seconds: round(seconds), filesPerSecond } },
      () =>
        [
          `${found} found: ${ready} protected, ${unchanged} unchanged, ${skipped} skipped, ${failed} failed`,
          `${(bytes / 1e6).toFixed(1)} MB in ${seconds.toFixed(1)} s (${filesPerSecond} files a second)`,
        ].join('\n'),
    )
    return failed > 0 || last.state === 'failed' ? exitCode.someFailed : exitCode.done
  })
}

function lineOf({ failure, ...outcome }: FileOutcome): [unknown, () => string] {
  const reason = failure?.message
  return [
    reason === undefined ? outcome : { ...outcome, reason, code: failure?.code },
    () => `${outcome.status.padEnd(9)} ${outcome.path}${reason === undefined ? '' : `\n          ${reason}`}`,
  ]
}

function progressOf({ found, counted, ready, failed, skipped, unchanged, filesPerSecond, etaMs }: Batch): string {
  const settled = ready + failed + skipped + unchanged
  const total = counted ? ` of ${found}` : ''
  const rate = filesPerSecond === null ? '' : `, ${filesPerSecond.toFixed(0)} a second`
  const left = etaMs === null ? '' : `, ${Math.ceil(etaMs / 1000)} s left`
  return `${settled}${total} files${rate}${left}`
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}

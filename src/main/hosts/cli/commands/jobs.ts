import type { Job } from '../../../../shared/contract/jobs.ts'
import { exitCode } from '../exit-code.ts'
import type { Session } from '../session.ts'

/** `metastamp jobs`: what waits, runs or could not be finished; with `watch`, the work goes on and each change is a line. */
export async function jobs(session: Session, watch: boolean): Promise<number> {
  const { terminal, signal } = session
  return session.withCore({ works: watch, background: watch }, async ({ client }) => {
    const states = ['running', 'queued', 'paused', 'parked'] as const
    if (!watch) {
      let cursor: string | null = null
      do {
        const page: Awaited<ReturnType<typeof client.jobs.list>> = await client.jobs.list({
          states: [...states],
          cursor,
        })
        for (const job of page.items) await terminal.result(job, () => textOf(job))
        cursor = page.nextCursor
        if (cursor === null) {
          const { queued, running, paused, parked } = page.counts
          await terminal.result(
            { counts: page.counts, background: page.background },
            () =>
              `${running} running, ${queued} queued, ${paused} paused, ${parked} need you, ${page.background} in the background`,
          )
        }
      } while (cursor !== null && !signal.aborted)
      return exitCode.done
    }
    const seen = new Map<string, string>()
    for await (const snapshot of await client.jobs.progress({}, { signal })) {
      for (const job of snapshot.jobs) {
        const line = JSON.stringify(job)
        if (seen.get(job.jobId) === line) continue
        seen.set(job.jobId, line)
        await terminal.result(job, () => textOf(job))
      }
      const { queued, running } = snapshot.counts
      terminal.progress(`${running} running, ${queued} queued, ${snapshot.background} in the background`)
    }
    return exitCode.interrupted
  })
}

function textOf({ jobId, kind, state, label, progress, attempts, failure }: Job): string {
  const done = progress === null ? '' : ` ${Math.round(progress * 100)} %`
  const tries = attempts === 0 ? '' : `, ${attempts} failed ${attempts === 1 ? 'try' : 'tries'}`
  return `${jobId}  ${kind.padEnd(11)} ${state}${done}${tries}  ${label}${failure === null ? '' : `\n  ${failure.message}`}`
}

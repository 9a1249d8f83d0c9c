import { realpath } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Failure } from '../../../../shared/contract/errors.ts'
import type { WatchedRoot, WatchEvent } from '../../../../shared/contract/watch.ts'
import type { Core } from '../../../core/core.ts'
import { exitCode } from '../exit-code.ts'
import type { Session } from '../session.ts'
import type { Terminal } from '../terminal.ts'

type Client = Core['client']
export type RootFlags = {
  include?: string[]
  exclude?: string[]
  links?: 'skip' | 'follow'
  drive?: 'local' | 'network'
}

/** `metastamp watch add`: the folder as it is watched now, or with `dryRun` what would be taken. */
export async function watchAdd(
  session: Session,
  dir: string,
  flags: RootFlags & { dryRun?: boolean },
): Promise<number> {
  const { terminal } = session
  const path = await realpath(resolve(dir)).catch(() => resolve(dir))
  const { include, exclude, links, drive } = flags
  const patterns = { ...(include === undefined ? {} : { include }), ...(exclude === undefined ? {} : { exclude }) }
  return session.withCore({ works: false }, async ({ client }) => {
    if (flags.dryRun === true) return dryRun(session, client, { path, ...patterns })
    const root = await client.shell.watchAdd({
      path,
      ...patterns,
      ...(links === undefined ? {} : { symlinks: links }),
      ...(drive === undefined ? {} : { drive }),
    })
    await terminal.result(root, () => textOf(root))
    terminal.note('Its files are taken in by `metastamp watch scan`, `watch run`, or while the app is open.')
    return exitCode.done
  })
}

async function dryRun(
  { terminal, signal }: Session,
  client: Client,
  input: Parameters<Client['shell']['watchPreview']>[0],
): Promise<number> {
  for await (const preview of await client.shell.watchPreview(input, { signal })) {
    const { taken, leftOut, otherKinds, folders, done } = preview
    const counts = `${taken} taken, ${leftOut} left out, ${otherKinds} of other kinds, in ${folders} folders`
    if (!done) terminal.progress(counts)
    else {
      await terminal.result({ preview }, () =>
        [
          ...preview.takenNames.map((name) => `  take   ${name}`),
          ...preview.leftOutNames.map(({ name, by }) => `  leave  ${name}${by === null ? '' : `  (${by})`}`),
          ...preview.unused.map((pattern) => `  nothing meets the pattern ${pattern}`),
          `${counts}${preview.truncated ? ', and more' : ''}`,
        ].join('\n'),
      )
    }
  }
  return exitCode.done
}

export async function watchList({ withCore, terminal }: Session): Promise<number> {
  return withCore({ works: false }, async ({ client }) => {
    const { roots } = await client.watch.list({})
    for (const root of roots) await terminal.result(root, () => textOf(root))
    if (roots.length === 0) terminal.note('No folder is watched. Add one with `metastamp watch add <dir>`.')
    return roots.some(({ health }) => health === 'offline' || health === 'replaced')
      ? exitCode.someFailed
      : exitCode.done
  })
}

export async function watchAct(session: Session, dir: string, act: 'pause' | 'resume' | 'remove'): Promise<number> {
  const { terminal } = session
  return session.withCore({ works: false }, async ({ client }) => {
    const { rootId, path } = await rootAt(client, dir)
    if (act === 'remove') {
      await client.watch.remove({ rootId })
      await terminal.result({ removed: path }, () => `${path} is not watched any more; its works stay.`)
      return exitCode.done
    }
    const root = await client.watch[act]({ rootId })
    await terminal.result(root, () => textOf(root))
    return exitCode.done
  })
}

/** `metastamp watch scan`: a line per change, then the summary. */
export async function watchScan(session: Session, dir: string | undefined): Promise<number> {
  const { terminal, signal } = session
  return session.withCore({ works: true }, async ({ client }) => {
    const rootId = dir === undefined ? null : (await rootAt(client, dir)).rootId
    let failed = 0
    for await (const event of await client.shell.watchScan({ rootId }, { signal })) {
      if (event.event === 'failed') failed++
      if (event.event !== 'scanned') await printEvent(terminal, event)
      else if (event.rootId === null && event.summary !== undefined) {
        const { summary } = event
        await terminal.result({ summary }, () => summaryText(summary))
      }
    }
    if (signal.aborted) return exitCode.interrupted
    return failed > 0 ? exitCode.someFailed : exitCode.done
  })
}

/** `metastamp watch run`: stays, and prints a line for each change. */
export async function watchRun(session: Session): Promise<number> {
  const { terminal, signal } = session
  return session.withCore({ works: true }, async ({ client }) => {
    terminal.note('Watching. Ctrl-C ends it.')
    for await (const event of await client.shell.watchRun({}, { signal })) await printEvent(terminal, event)
    return exitCode.interrupted
  })
}

async function rootAt(client: Client, dir: string): Promise<WatchedRoot> {
  // The folder may be gone, with its drive: then only the path as it was given can be looked for.
  const path = await realpath(resolve(dir)).catch(() => resolve(dir))
  const root = await client.shell.watchFind({ path })
  if (root !== null) return root
  throw new Failure('NOT_FOUND', `“${path}” is not watched. \`metastamp watch list\` names the folders that are.`, {
    path,
  })
}

async function printEvent(terminal: Terminal, event: WatchEvent): Promise<void> {
  const { failure, ...told } = event
  const value = failure === undefined ? told : { ...told, reason: failure.message, code: failure.code }
  await terminal.result(value, () => {
    const from = event.from === undefined ? '' : `  (from ${event.from})`
    const why = failure === undefined ? '' : `\n          ${failure.message}`
    const sum = event.summary === undefined ? '' : `  ${summaryText(event.summary)}`
    return `${event.event.padEnd(9)} ${event.path}${from}${sum}${why}`
  })
}

function summaryText({ added, changed, moved, missing, unchanged }: NonNullable<WatchEvent['summary']>): string {
  return `${added} added, ${changed} changed, ${moved} moved, ${missing} missing, ${unchanged} unchanged`
}

function textOf({ path, health, drive, failure, locations, issues, lastScan }: WatchedRoot): string {
  const scanned = lastScan === null ? 'never scanned' : `scanned ${new Date(lastScan.at).toISOString()}`
  const { present, missing, offline } = locations
  return [
    `${health.padEnd(9)} ${path}${drive === 'network' ? '  (network drive: scanned, not listened to)' : ''}`,
    `          ${present} present, ${missing} missing, ${offline} offline, ${issues} with a problem; ${scanned}`,
    ...(failure === null ? [] : [`          ${failure.message}`]),
  ].join('\n')
}

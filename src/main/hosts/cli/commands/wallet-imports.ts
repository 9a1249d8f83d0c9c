import { readFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { Failure } from '../../../../shared/contract/errors.ts'
import { EntryId, RequestId } from '../../../../shared/domain/ids.ts'
import {
  ImportInput,
  type PayoutImport,
  PayoutMapping,
  type PayoutPreview,
  type PayoutRow,
  ReconcileInput,
  ReconcileState,
} from '../../../../shared/domain/payout-import.ts'
import { exitCode } from '../exit-code.ts'
import { parsed, requestIdOf } from '../parsed.ts'
import type { Session } from '../session.ts'
import { looking } from './wallet.ts'

export type ImportOptions = {
  platform?: string
  map: string[]
  currency?: string
  decimal?: string
  dates?: string
  round?: boolean
  right?: string
  dryRun?: boolean
  skipWrong?: boolean
  book: boolean
  id?: string
}

async function fileAt(path: string): Promise<{ fileName: string; content: string }> {
  const bytes = await readFile(resolve(path)).catch((thrown: unknown) => {
    throw new Failure('UNREADABLE', `“${path}” cannot be read. Check the name, and that you may read it.`, {
      path,
      cause: thrown,
    })
  })
  return { fileName: basename(path), content: bytes.toString('base64') }
}

/** The mapping as it is known, with what was said on the command line in its place. */
function mappingWith(options: ImportOptions, known: PayoutMapping | null): PayoutMapping | null {
  const said = Object.fromEntries(
    options.map.map((text) => {
      const [part = '', ...column] = text.split('=')
      if (!['day', 'amount', 'currency', 'description', 'reference', 'work'].includes(part) || column.length === 0)
        throw new Failure('BAD_INPUT', `“${text}” is no part and column such as amount="Net payout".`)
      return [part, column.join('=') || null]
    }),
  )
  const columns = { ...known?.columns, ...said, ...(options.currency === undefined ? {} : { currency: null }) }
  if (known === null && options.map.length === 0) return null
  const given = {
    decimal: '.',
    dates: 'ymd',
    ...known,
    columns,
    ...(options.currency === undefined ? {} : { currency: options.currency.toUpperCase() }),
    ...(options.decimal === undefined ? {} : { decimal: options.decimal }),
    ...(options.dates === undefined ? {} : { dates: options.dates }),
    ...(options.round === true ? { precision: 'round' } : {}),
    ...(options.right === undefined ? {} : { right: options.right }),
  }
  return parsed(PayoutMapping.safeParse(given), 'This mapping')
}

/** `metastamp wallet import`: a table of payouts; with --dry-run, what would become of it. */
export async function importPayouts(session: Session, path: string, options: ImportOptions): Promise<number> {
  const file = await fileAt(path)
  const { terminal } = session
  return session.withCore(looking, async ({ client }) => {
    const looked = await client.wallet.previewImport({ file, platform: options.platform ?? null })
    const mapping = mappingWith(options, looked.mapping)
    if (mapping === null) {
      throw new Failure(
        'BAD_INPUT',
        `Which columns of “${file.fileName}” are date and amount cannot be told. Say so: --map day="…" --map amount="…". It has: ${looked.columns.join(', ')}.`,
        { path },
      )
    }
    const platform = options.platform ?? looked.platform
    const preview = await client.wallet.previewImport({ file, mapping, platform })
    for (const doubt of looked.unsure) terminal.note(`Not sure: ${doubt}. Say it with --${doubt} if it is wrong.`)
    for (const { message } of preview.problems) terminal.note(message)
    if (options.dryRun === true) {
      await terminal.result({ ...preview, mapping }, () => previewText(preview))
      return preview.counts.wrong > 0 ? exitCode.someFailed : exitCode.done
    }
    if (platform === null)
      throw new Failure('BAD_INPUT', 'Say which platform the payouts are from: --platform Spotify.', { path })
    const requestId = requestIdOf(options.id)
    terminal.note(`Import ${requestId}`)
    const given = { ...file, requestId, platform, mapping, withoutWrong: options.skipWrong, book: options.book }
    const made = await client.wallet.importPayouts(parsed(ImportInput.safeParse(given), 'This import'))
    await terminal.result(made, () => importText(made))
    return made.leftOut > 0 ? exitCode.someFailed : exitCode.done
  })
}

function previewText({ counts, mapping, rows, sums }: PayoutPreview): string {
  const columns = Object.entries(mapping?.columns ?? {}).flatMap(([part, name]) =>
    name === null ? [] : `${part}=${name}`,
  )
  return [
    ...rows.map(
      ({ day, description, fate, line, money }) =>
        `${String(line).padStart(6)}  ${fate.padEnd(8)} ${day ?? '–'.padEnd(10)} ${(money?.amount ?? '').padStart(14)} ${money?.currency ?? ''}  ${description}`,
    ),
    `read as ${columns.join(', ')}`,
    `${counts.new} new, ${counts.matched} in the ledger already, ${counts.known} known from an earlier file, ${counts.changed} said otherwise before, ${counts.nothing} of nothing, ${counts.wrong} not readable`,
    ...sums.map(({ amount, currency }) => `would book ${amount} ${currency}`),
  ].join('\n')
}

const importText = (each: PayoutImport): string =>
  `${each.importId}  ${new Date(each.at).toISOString().slice(0, 10)}  ${each.platform}, ${each.fileName}: ${each.matched} matched (${each.booked} booked), ${each.unmatched} unmatched, ${each.disputed} disputed, ${each.known} known, ${each.leftOut} left out${each.undoneAt === null ? '' : ' – taken back'}`

/** `metastamp wallet imports`: newest first; with --undo, takes one back. */
export async function imports(
  session: Session,
  options: { undo?: string; reason?: string; id?: string },
): Promise<number> {
  return session.withCore(looking, async ({ client }) => {
    if (options.undo !== undefined) {
      const importId = parsed(RequestId.safeParse(options.undo), `The id “${options.undo}”`)
      if (options.reason === undefined) throw new Failure('BAD_INPUT', 'Say why it is taken back: --reason "…".')
      const requestId = requestIdOf(options.id)
      const undone = await client.wallet.undoImport({ requestId, importId, reason: options.reason })
      await session.terminal.result(undone, () => importText(undone))
      return exitCode.done
    }
    let cursor: string | null = null
    do {
      const page: { items: PayoutImport[]; nextCursor: string | null } = await client.wallet.imports({ cursor })
      for (const each of page.items) await session.terminal.result(each, () => importText(each))
      cursor = page.nextCursor
    } while (cursor !== null && !session.signal.aborted)
    return exitCode.done
  })
}

export type ReconcileOptions = {
  state?: string
  match?: string
  book?: boolean
  dispute?: string
  release?: boolean
  id?: string
}

/** `metastamp wallet reconcile`: rows of files and what they are in the ledger; with a row, decides it. */
export async function reconcile(session: Session, row: string | undefined, options: ReconcileOptions): Promise<number> {
  const { terminal } = session
  return session.withCore(looking, async ({ client }) => {
    if (row !== undefined) {
      const input = parsed(ReconcileInput.safeParse(decisionOf(Number(row), options)), 'This decision')
      const decided = await client.wallet.reconcile(input)
      await terminal.result(decided, () => rowText(decided))
      return exitCode.done
    }
    const state = options.state === undefined ? null : parsed(ReconcileState.safeParse(options.state), '--state')
    let cursor: string | null = null
    do {
      const page: Awaited<ReturnType<typeof client.wallet.payoutRows>> = await client.wallet.payoutRows({
        state,
        cursor,
      })
      for (const each of page.items) await terminal.result(each, () => rowText(each))
      cursor = page.nextCursor
      if (cursor === null) {
        const { disputed, matched, unmatched } = page.counts
        terminal.note(`${matched} matched, ${unmatched} unmatched, ${disputed} disputed in all`)
      }
    } while (cursor !== null && !session.signal.aborted)
    return exitCode.done
  })
}

function decisionOf(row: number, { book, dispute, id, match, release }: ReconcileOptions): unknown {
  if (match !== undefined) return { act: 'match', row, entryId: parsed(EntryId.safeParse(match), '--match') }
  if (book === true) return { act: 'book', row, requestId: requestIdOf(id) }
  if (dispute !== undefined) return { act: 'dispute', row, note: dispute }
  if (release === true) return { act: 'release', row }
  throw new Failure('BAD_INPUT', 'Say what the row is: --match <id>, --book, --dispute <why> or --release.')
}

const rowText = ({
  day,
  description,
  entryId,
  fileName,
  line,
  money,
  note,
  platform,
  reversed,
  row,
  state,
}: PayoutRow) =>
  `${String(row).padStart(6)}  ${state.padEnd(9)} ${day} ${money.amount.padStart(14)} ${money.currency}  ${[platform, description, `${fileName}:${line}`, entryId, reversed ? 'reversed since' : null, note].filter(Boolean).join(', ')}`

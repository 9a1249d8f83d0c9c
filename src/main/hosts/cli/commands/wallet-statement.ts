import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Failure } from '../../../../shared/contract/errors.ts'
import { StatementRequest } from '../../../../shared/contract/wallet.ts'
import { exitCode } from '../exit-code.ts'
import { momentOf, parsed } from '../parsed.ts'
import type { Session } from '../session.ts'
import { looking } from './wallet.ts'

export type StatementOptions = {
  format: string
  from: string
  to: string
  asOf?: string
  output?: string
  out?: string
}

/** `metastamp wallet statement`: the file itself on standard output; with --json or --out, what it is. */
export async function statement(session: Session, options: StatementOptions): Promise<number> {
  const { terminal } = session
  const given = {
    format: options.format,
    fromDay: options.from,
    toDay: options.to,
    asOf: momentOf(options.asOf) ?? null,
  }
  const request = parsed(StatementRequest.safeParse(given), 'This statement')
  return session.withCore(looking, async ({ client }) => {
    const { content, ...made } = await client.wallet.statement(request)
    const out = options.out ?? options.output
    if (out === undefined) {
      if (made.encoding === 'base64' && !terminal.json)
        throw new Failure(
          'BAD_INPUT',
          'A PDF is no text for a terminal. Say where it is to be written: --out statement.pdf.',
        )
      await terminal.result({ ...made, content }, () => content.trimEnd())
      return exitCode.done
    }
    const path = resolve(out)
    await writeFile(path, Buffer.from(content, made.encoding), { flag: 'wx' }).catch((thrown: unknown) => {
      const there = thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST'
      const message = `“${out}” ${there ? 'is there already' : 'cannot be written'}. Give another name.`
      throw new Failure('CONFLICT', message, { path, cause: thrown })
    })
    await terminal.result({ ...made, path }, () => `${path}: ${made.lines} bookings`)
    return exitCode.done
  })
}

import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Failure } from '../../../../shared/contract/errors.ts'
import type { FoundWork, MatchEvidence, MatchSpan } from '../../../../shared/contract/matches.ts'
import { AssetId } from '../../../../shared/domain/ids.ts'
import { exitCode } from '../exit-code.ts'
import type { Session } from '../session.ts'

/** `metastamp match`: a line for each work of the library that a file, or another work, has something in common with; best first. */
export async function match(session: Session, asked: string): Promise<number> {
  const { terminal, signal } = session
  const asId = AssetId.safeParse(asked)
  if (!asId.success) await assertThere(asked)
  return session.withCore({ works: true, background: true }, async ({ client }) => {
    await comparable(session, client)
    if (signal.aborted) return exitCode.interrupted
    const input = asId.success ? { assetId: asId.data } : { path: resolve(asked) }
    const { items } = await client.shell.match(input, { signal })
    for (const item of items) {
      const { work, ...told } = item
      await terminal.result({ assetId: work.assetId, ...told }, () => textOf(item))
    }
    if (items.length === 0) terminal.note('No work of the library was found in it.')
    return exitCode.done
  })
}

async function assertThere(path: string): Promise<void> {
  await stat(path).catch(() => {
    throw new Failure('NOT_FOUND', `There is no file “${path}”, and it is not the id of a work.`, { path })
  })
}

type Client = Parameters<Parameters<Session['withCore']>[1]>[0]['client']

/** `protect` leaves to a program that stays open what copies are found by; whoever asks for copies needs it now. */
async function comparable({ terminal, signal }: Session, client: Client): Promise<void> {
  let told = false
  for await (const { background } of await client.jobs.progress({}, { signal })) {
    if (background === 0) return
    if (!told) terminal.note(`Preparing ${background} works for being found in others…`)
    told = true
  }
}

function textOf({ work, type, similarity, method, evidence }: FoundWork): string {
  const percent = `${Math.round(similarity * 100)} %`
  return [
    `${type.padEnd(8)}${percent.padStart(5)}  ${work.title}`,
    `  id       ${work.assetId}`,
    `  by       ${method}${whereOf(evidence)}`,
  ].join('\n')
}

const seconds = (value: number): string => `${value.toFixed(1)} s`

function placeOf({ first, second }: { first: MatchSpan; second: MatchSpan }): string {
  return `, from ${seconds(first.from)} to ${seconds(first.to)} it is ${seconds(second.from)} to ${seconds(second.to)} of the work`
}

/** Where the two agree, as far as one line can say it. */
function whereOf(evidence: MatchEvidence): string {
  switch (evidence.kind) {
    case 'bytes':
      return ', the same bytes'
    case 'picture':
      return evidence.hashDistance === undefined
        ? `, ${evidence.points ?? 0} points agree`
        : `, ${evidence.hashDistance} of 256 bits differ`
    case 'sound': {
      const [longest] = evidence.stretches
      return longest === undefined ? '' : placeOf(longest)
    }
    case 'film':
      return `${placeOf(evidence)}${evidence.mirrored ? ', mirrored' : ''}`
    case 'text':
      return `, ${evidence.passages.length} passages in common`
  }
}

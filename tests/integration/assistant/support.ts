import { onTestFinished } from 'vitest'
import type { Chat, ChatEvent } from '../../../src/main/core/assistant/providers/provider.ts'
import type { AskEvent } from '../../../src/shared/contract/assistant.ts'
import type { AssetId } from '../../../src/shared/domain/ids.ts'
import { type CoreBench, createCoreBench, pngBytes, protectAll } from '../../fakes/core-bench.ts'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export async function benchWith(chat?: Chat): Promise<CoreBench> {
  const bench = await createCoreBench(chat === undefined ? {} : { chat })
  onTestFinished(() => bench.dispose())
  return bench
}

/** Works of these names, protected; their ids in the order of the names. */
export async function addWorks({ core, filesDir }: CoreBench, names: readonly string[]): Promise<AssetId[]> {
  await mkdir(filesDir, { recursive: true })
  const paths = names.map((name) => join(filesDir, name))
  for (const path of paths) await writeFile(path, pngBytes(path))
  const { outcomes } = await protectAll(core, paths)
  return paths.map((path) => {
    const assetId = outcomes.get(path)?.assetId
    if (assetId === undefined) throw new Error(`${path} was not protected`)
    return assetId
  })
}

type Asked = Parameters<CoreBench['core']['client']['assistant']['ask']>[0]

/** All events of an answer; `on` may act on each as it comes. */
export async function askAll(
  bench: CoreBench,
  question: string | Asked,
  on: (event: AskEvent) => unknown = () => undefined,
  signal?: AbortSignal,
): Promise<AskEvent[]> {
  const input: Asked = typeof question === 'string' ? { question: { type: 'text', text: question } } : question
  const events: AskEvent[] = []
  for await (const event of await bench.core.client.assistant.ask(input, signal === undefined ? {} : { signal })) {
    events.push(event)
    await on(event)
  }
  return events
}

export const call = (id: string, name: string, args: unknown): ChatEvent => ({
  type: 'call',
  call: { id, name, arguments: args },
})
export const token = (text: string): ChatEvent => ({ type: 'token', text })
export const end = (reason: 'stop' | 'calls' = 'stop'): ChatEvent => ({
  type: 'end',
  reason,
  usage: { inputTokens: 10, outputTokens: 5 },
})

/** What an answer came to. */
export function answerOf(events: readonly AskEvent[]) {
  const last = events.at(-1)
  if (last?.type !== 'done' && last?.type !== 'error') throw new Error(`the stream ended with ${last?.type}`)
  return last.answer
}

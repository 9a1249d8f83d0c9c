import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fingerprintText } from '../../../src/main/core/compute/fingerprint-text.ts'
import type { AssetId } from '../../../src/shared/domain/ids.ts'
import { paidModels } from '../../../src/shared/domain/embedding.ts'
import { type CoreBench, createCoreBench } from '../../fakes/core-bench.ts'
import { scriptedServer, type ScriptedServer } from '../../fakes/providers/server.ts'

let server: ScriptedServer
let bench: CoreBench
beforeEach(async () => {
  server = await scriptedServer()
  bench = await createCoreBench({ handlers: { fingerprint: fingerprintText } })
  await mkdir(bench.filesDir, { recursive: true })
})
afterEach(async () => {
  await bench.dispose()
  await server.close()
})

/** A vector of length 1 that points along one axis, and a little along the next. */
const along = (axis: number) => Array.from({ length: 1536 }, (_, i) => (i === axis ? 0.8 : i === axis + 1 ? 0.6 : 0))
const vectors = (...axes: number[]) => ({
  pieces: [
    JSON.stringify({
      object: 'list',
      model: 'text-embedding-3-small',
      // In another order than asked: the index counts.
      data: axes.map((axis, index) => ({ object: 'embedding', index, embedding: along(axis) })).toReversed(),
      usage: { prompt_tokens: 1000, total_tokens: 1000 },
    }),
  ],
})
const inputs = () =>
  server.asked.map(({ path, body }) => ({ path, input: body.input, model: body.model, dimensions: body.dimensions }))

async function add(name: string, text: string): Promise<AssetId> {
  const path = join(bench.filesDir, name)
  await writeFile(path, text)
  const made: (AssetId | undefined)[] = []
  for await (const event of await bench.core.client.shell.protect({ paths: [path] })) {
    if (event.type === 'files') made.push(...event.outcomes.map(({ assetId }) => assetId))
  }
  const [assetId] = made
  if (assetId === undefined) throw new Error(`${name} was not taken in`)
  return assetId
}

const settled = async () => {
  await expect
    .poll(async () => (await bench.core.client.jobs.list({ states: ['queued', 'running'] })).items.length, {
      timeout: 20_000,
    })
    .toBe(0)
}

test('nothing of a text is sent until both the provider and this are allowed; then its beginning, once, and works are found by it', async () => {
  const { client } = bench.core
  const first = await add(
    'storm.txt',
    `The storm came over the harbour at night. ${'salt and rope '.repeat(900)}SECRET-END`,
  )
  const second = await add(
    'unwetter.txt',
    'Nachts zog ein Unwetter über die Bucht, und die Boote rissen an den Leinen.',
  )
  await settled()
  const before = (await client.library.similar({ assetId: first })).model?.name
  await client.settings.set({ values: { 'assistant.addresses': { openai: `${server.origin}/v1` } } })
  await client.providers.saveKey({ provider: 'openai', key: 'sk-test-0123456789' })
  await client.settings.set({ values: { 'assistant.enabled': ['openai'] } })
  await settled()
  const untilAllowed = server.asked.length

  server.reply(vectors(10, 10))
  await client.settings.set({ values: { 'assistant.textEmbeddings': true } })
  await expect
    .poll(async () => (await client.library.similar({ assetId: first })).model?.name, { timeout: 20_000 })
    .toBe(paidModels.text.name)
  const similar = await client.library.similar({ assetId: first })
  bench.core.sweep()
  await settled()
  const [sent] = inputs()
  expect({
    before,
    untilAllowed,
    requests: server.asked.length,
    sent: { ...sent, input: sent?.input.map((text: string) => [text.length, text.slice(0, 9)]) },
    kept: similar.model,
    found: similar.items.map(({ asset, distance }) => [asset.assetId, Math.round(distance * 100)]),
    usage: (await client.providers.usage({})).months[0]?.rows.map(({ model, calls, inputTokens }) => [
      model,
      calls,
      inputTokens,
    ]),
  }).toEqual({
    before: 'metastamp-text',
    untilAllowed: 0,
    requests: 1,
    sent: {
      path: '/v1/embeddings',
      model: 'text-embedding-3-small',
      dimensions: 1536,
      input: [
        [6000, 'The storm'],
        [75, 'Nachts zo'],
      ],
    },
    kept: paidModels.text,
    found: [[second, 0]],
    usage: [['text-embedding-3-small', 1, 1000]],
  })
})

test('a file that is gone does not keep the others back', async () => {
  const { client } = bench.core
  const gone = await add('gone.txt', 'A text that will not be there any more when it is its turn.')
  const stays = await add('stays.txt', 'Another one that stays where it is, with a few words of its own.')
  await settled()
  await rm(join(bench.filesDir, 'gone.txt'))
  await client.settings.set({
    values: { 'assistant.addresses': { openai: `${server.origin}/v1` }, 'assistant.enabled': ['openai'] },
  })
  await client.providers.saveKey({ provider: 'openai', key: 'sk-test-0123456789' })
  server.reply(vectors(3))
  await client.settings.set({ values: { 'assistant.textEmbeddings': true } })
  const modelOf = async (assetId: AssetId) => (await client.library.similar({ assetId })).model?.name
  await vi.waitFor(async () => expect(await modelOf(stays)).toBe(paidModels.text.name), { timeout: 20_000 })
  expect([await modelOf(gone), inputs().map(({ input }) => input.length)]).toEqual(['metastamp-text', [1]])
})

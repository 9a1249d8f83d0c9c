import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { createProvider } from '../../src/main/core/assistant/providers/create-provider.ts'
import type { ProviderId } from '../../src/shared/domain/assistant-provider.ts'
import { wireProtocols, type WireProtocol } from '../../tests/fakes/providers/protocols.ts'
import type { Context } from '../context.ts'
import { atMost, quantile, type Row, toRow } from '../row.ts'

// How long a word of an answer takes from a provider's wire to the program, and what a long answer costs to read. The provider is a server in
// the same process that speaks its protocol.

const waitMs = 2

/** Serves one answer by `send` and hands back what `read` makes of it. */
async function withProvider<T>(
  protocol: WireProtocol,
  send: (response: ServerResponse) => Promise<void>,
  read: (address: string) => Promise<T>,
): Promise<T> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      void send(response).then(() => response.end())
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    const { port } = server.address() as AddressInfo
    return await read(`http://127.0.0.1:${port}${protocol.basePath}`)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

/** Calls `each` with every word, as it comes. */
async function readAnswer(protocol: WireProtocol, address: string, each: (index: number) => void): Promise<number> {
  const limits = { firstMs: 60_000, idleMs: 60_000 }
  const provider = createProvider({ id: protocol.id, name: protocol.id, address, key: protocol.key, limits })
  const request = {
    model: 'm',
    system: '',
    messages: [{ role: 'user' as const, text: 'q' }],
    tools: [],
    maxTokens: 20_000,
  }
  let words = 0
  for await (const event of provider.chat(request, new AbortController().signal)) {
    if (event.type === 'token') each(words++)
  }
  return words
}

const answerOf = (protocol: WireProtocol, words: number) =>
  protocol.events({ texts: Array.from({ length: words }, (_, i) => `word${i} `), calls: [], finish: 'stop' })

/** Milliseconds between a word's leaving the server and its coming out of the driver, the slowest twentieth left out. */
async function delayOf(protocol: WireProtocol, words: number): Promise<number> {
  const sentAt: number[] = []
  const delays: number[] = []
  const events = answerOf(protocol, words)
  const send = async (response: ServerResponse) => {
    for (const event of events) {
      if (/word\d+ /.test(event)) sentAt.push(performance.now())
      response.write(event)
      await pause(waitMs)
    }
  }
  await withProvider(protocol, send, (address) =>
    readAnswer(protocol, address, (index) => void delays.push(performance.now() - (sentAt[index] ?? Number.NaN))),
  )
  return quantile(delays, 0.95)
}

async function costOf(protocol: WireProtocol, words: number): Promise<number> {
  const text = answerOf(protocol, words).join('')
  const startedAt = process.cpuUsage()
  const read = await withProvider(
    protocol,
    async (response) => void response.write(text),
    (address) => readAnswer(protocol, address, () => undefined),
  )
  if (read !== words) throw new Error(`${read} words of ${words}`)
  const { user, system } = process.cpuUsage(startedAt)
  return (user + system) / 1000
}

export async function run(context: Context): Promise<Row[]> {
  const rows: Row[] = []
  const measured: readonly ProviderId[] = ['openai', 'anthropic', 'gemini', 'ollama']
  for (const protocol of wireProtocols.filter(({ id }) => measured.includes(id))) {
    // The SDK is loaded with the first answer, which is not measured.
    await delayOf(protocol, 5)
    const delays = await context.repeat(() => delayOf(protocol, context.size(300)))
    rows.push(
      toRow({
        topic: 'answers',
        figure: `${protocol.id}, a word from the wire to the program`,
        unit: 'ms (p95)',
        values: delays,
        limit: atMost(50),
      }),
    )
    const words = context.size(10_000)
    const costs = await context.repeat(() => costOf(protocol, words))
    rows.push(
      toRow({
        topic: 'answers',
        figure: `${protocol.id}, an answer of ${words.toLocaleString('en')} words, processor time`,
        unit: 'ms',
        values: costs,
        note: 'The server that sends it is counted with it.',
      }),
    )
  }
  return rows
}

import { setTimeout as sleep } from 'node:timers/promises'
import { createORPCClient, ORPCError } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import { afterEach, describe, expect, it } from 'vitest'
import type { Logger } from '../../src/main/core/log/logger.ts'
import { type Seen, sampleRouter, type sampleContract } from './sample-contract.ts'
import { type OpenTransport, openTransport, servedRouter, type TransportName, transportNames } from './transports.ts'

// One suite over every way in which a page, a shell or the command line meets the core. Each case is run over all of
// them and compared with the in-process answer: a transport that loses, reorders or rewords anything is found here.

type SampleClient = ContractRouterClient<typeof sampleContract>
type Setting = { client: SampleClient; raw: OpenTransport['link']; seen: Seen; logged: string[] }

const opened: OpenTransport[] = []
afterEach(async () => {
  await Promise.all(opened.splice(0).map((transport) => transport.close()))
})

async function open(name: TransportName): Promise<Setting> {
  const seen: Seen = []
  const logged: string[] = []
  const logger: Logger = {
    log: (level, event, fields) => void logged.push(`${level} ${event} ${String(fields?.['detail'])}`),
  }
  const transport = await openTransport(name, servedRouter(sampleRouter(seen), { seen }, logger))
  opened.push(transport)
  return { client: createORPCClient<SampleClient>(transport.link), raw: transport.link, seen, logged }
}

/** An error as everything a caller can see of it. */
const visible = (thrown: unknown) =>
  thrown instanceof ORPCError
    ? { code: thrown.code, message: thrown.message, data: thrown.data, defined: thrown.defined }
    : { unexpected: String(thrown) }

const outcome = (call: Promise<unknown>) =>
  call.then(
    (value) => ({ value }),
    (thrown: unknown) => ({ error: visible(thrown) }),
  )

async function drain(stream: AsyncIterable<unknown>): Promise<unknown[]> {
  const events: unknown[] = []
  try {
    for await (const event of stream) events.push(event)
    events.push('end')
  } catch (thrown) {
    events.push(visible(thrown))
  }
  return events
}

/** Runs the case over every transport; returns the in-process result after asserting that the others equal it. */
async function sameEverywhere<T>(run: (setting: Setting) => Promise<T>): Promise<T> {
  const results = new Map<TransportName, T>()
  for (const name of transportNames) results.set(name, await run(await open(name)))
  const [expected] = [...results.values()]
  if (expected === undefined) throw new Error('no transport ran')
  for (const [name, result] of results) expect({ [name]: result }).toEqual({ [name]: expected })
  return expected
}

async function until(condition: () => boolean): Promise<boolean> {
  for (let tries = 0; tries < 200 && !condition(); tries += 1) await sleep(5)
  return condition()
}

const everything = {
  text: 'ø 漢字 🦊 \u0000 "quoted"',
  when: new Date(1_700_000_000_123),
  big: 2n ** 70n,
  set: new Set([3, 1]),
  map: new Map([['a', 1]]),
  nothing: null,
  list: [0.1, Number.NaN, -5],
}

describe('every transport', () => {
  it('carries values of every kind', async () => {
    expect(await sameEverywhere(({ client }) => client.echo(everything))).toEqual(everything)
  })

  it('carries defaults, refusals of input, and failures with code, message and data, and nothing from inside', async () => {
    const hidden = {
      error: {
        code: 'INTERNAL',
        message: 'Something went wrong inside the program. Try again; if it happens again, the log has the details.',
        data: { retryable: false },
        defined: true,
      },
    }
    const found = await sameEverywhere(async ({ client, raw, logged }) => ({
      outcomes: await Promise.all([
        outcome(client.strict({ count: 1 })),
        outcome(client.strict({ count: -1 })),
        outcome(raw.call(['strict'], 'nonsense', { context: {} })),
        outcome(client.fail({ how: 'failure' })),
        outcome(client.fail({ how: 'bare' })),
        outcome(client.fail({ how: 'plain' })),
        outcome(client.fail({ how: 'string' })),
        outcome(client.fail({ how: 'internal' })),
        outcome(client.wrongOutput({})),
      ]),
      logged: logged.length,
    }))
    expect(found).toEqual({
      outcomes: [
        { value: 'none 1' },
        {
          error: expect.objectContaining({
            code: 'BAD_INPUT',
            defined: true,
            data: { retryable: false, detail: expect.stringContaining('count: ') },
          }),
        },
        { error: expect.objectContaining({ code: 'BAD_INPUT', defined: true }) },
        {
          error: {
            code: 'VANISHED',
            message: 'holiday.png is no longer there.',
            data: { retryable: true, path: '/a/holiday.png', detail: 'ENOENT' },
            defined: true,
          },
        },
        { error: { code: 'NOT_FOUND', message: 'There is no such work.', data: { retryable: false }, defined: true } },
        hidden,
        hidden,
        hidden,
        hidden,
      ],
      logged: 4,
    })
    expect(JSON.stringify(found)).not.toContain('secret')
  })

  it('carries streams in order, to their end and to an error in the middle', async () => {
    const found = await sameEverywhere(async ({ client, seen }) => ({
      whole: await drain(await client.count({ to: 300 })),
      broken: await drain(await client.count({ to: 5, failAt: 2 })),
      secret: await drain(await client.count({ to: 5, failAt: 1, plainly: true })),
      cleanedUp: await until(() => seen.length === 3),
    }))
    expect(found).toEqual({
      whole: [...Array.from({ length: 300 }, (_, value) => ({ value })), 'end'],
      broken: [
        { value: 0 },
        { value: 1 },
        { code: 'DISK_FULL', message: 'The disk is full.', data: { retryable: true, path: '/d' }, defined: true },
      ],
      secret: [{ value: 0 }, expect.objectContaining({ code: 'INTERNAL', data: { retryable: false } })],
      cleanedUp: true,
    })
  })

  it('tells the server when a reader leaves a stream early', async () => {
    const found = await sameEverywhere(async ({ client, seen }) => {
      const values: number[] = []
      for await (const { value } of await client.forever({})) {
        values.push(value)
        if (value === 3) break
      }
      return { values, cleanedUp: await until(() => seen.includes('forever cleaned up')), seen }
    })
    expect(found).toEqual({ values: [0, 1, 2, 3], cleanedUp: true, seen: ['forever cleaned up'] })
  })

  it('carries a cancel to the server and ends the call as CANCELLED', async () => {
    const found = await sameEverywhere(async ({ client, seen }) => {
      const abort = new AbortController()
      const call = outcome(client.wait({}, { signal: abort.signal }))
      await sleep(30)
      abort.abort()
      return { call: await call, arrived: await until(() => seen.includes('wait cancelled')) }
    })
    expect(found).toEqual({
      call: { error: { code: 'CANCELLED', message: 'Cancelled.', data: { retryable: false }, defined: true } },
      arrived: true,
    })
  })

  it('carries two megabytes of text and a file of every byte', async () => {
    const text = 'größe '.repeat(350_000)
    const bytes = Uint8Array.from({ length: 300_000 }, (_, index) => index % 256)
    const found = await sameEverywhere(async ({ client }) => {
      const large = await client.large({ text })
      const { name, file } = await client.file({
        name: 'ü',
        file: new File([bytes], 'all.bin', { type: 'image/x-test' }),
      })
      const back = new Uint8Array(await file.arrayBuffer())
      return {
        large: [large.length, large.text === text.toUpperCase()],
        file: [
          name,
          file.name,
          file.type,
          back.length,
          back.every((byte, index) => byte === bytes[bytes.length - 1 - index]),
        ],
      }
    })
    expect(found).toEqual({ large: [2_100_000, true], file: ['ü', 'back all.bin', 'image/x-test', 300_000, true] })
  })

  it('keeps 200 calls at once apart', async () => {
    const values = Array.from({ length: 200 }, (_, value) => value)
    const found = await sameEverywhere(({ client }) => Promise.all(values.map((value) => client.double({ value }))))
    expect(found).toEqual(values.map((value) => value * 2))
  })
})

describe.each(['message port', 'electron ports', 'websocket'] as const)('over %s', (name) => {
  it('a procedure that is not in the router is NOT_FOUND, and what cannot be read is BAD_INPUT', async () => {
    const { raw } = await open(name)
    const answers = await Promise.all([
      outcome(raw.call(['shell', 'addPaths'], { paths: ['/etc'] }, { context: {} })),
      outcome(raw.call(['__proto__'], {}, { context: {} })),
      outcome(raw.call(['constructor'], {}, { context: {} })),
    ])
    const notFound = { error: expect.objectContaining({ code: 'NOT_FOUND', data: { retryable: false } }) }
    expect(answers).toEqual([notFound, notFound, notFound])
  })

  it('closing the connection aborts what runs on the server and ends what waits on the page', async () => {
    const { client, seen } = await open(name)
    const call = outcome(client.wait({}))
    const stream = client.forever({}).then(drain)
    await sleep(60)
    await opened.splice(0)[0]?.close()
    const lost = expect.objectContaining({ code: 'UNAVAILABLE', data: { retryable: true } })
    const cleaned = await until(() => seen.length === 2)
    expect({ call: await call, last: (await stream).at(-1), cleaned, seen: [...seen].sort() }).toEqual({
      call: { error: lost },
      last: lost,
      cleaned: true,
      seen: ['forever cleaned up', 'wait cancelled'],
    })
  })
})

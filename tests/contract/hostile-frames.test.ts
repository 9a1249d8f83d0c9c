import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { connectPort } from '../../src/main/core/api/connect.ts'
import { silentLogger } from '../../src/main/core/log/logger.ts'
import { type Seen, sampleRouter, type sampleContract } from './sample-contract.ts'

const ports: MessagePort[] = []
afterEach(() => {
  for (const port of ports.splice(0)) port.close()
})

function open() {
  const seen: Seen = []
  const { port1, port2 } = new MessageChannel()
  ports.push(port1)
  connectPort(sampleRouter(seen), port2, { seen }, silentLogger)
  const client = createORPCClient<ContractRouterClient<typeof sampleContract>>(new RPCLink({ port: port1 }))
  port1.start()
  return { port: port1, client, seen }
}

const json = fc.json({ maxDepth: 4 })
const path = fc.constantFrom(
  '/echo',
  '/strict',
  '/fail',
  '/file',
  '/count',
  '/',
  '//',
  '/..',
  '/__proto__',
  '/constructor',
  'x',
  '',
)
const content = fc.constantFrom(
  'text/event-stream',
  'multipart/form-data',
  'multipart/form-data; boundary=x',
  'application/x-www-form-urlencoded',
  '\u0000',
)
/** Frames that look like the RPC layer's own, with parts that are not. */
const nearFrame = fc
  .record(
    {
      // Never one of the ids that the good client on the same port uses.
      i: fc.oneof(
        fc.string({ maxLength: 4 }).map((id) => `~${id}`),
        fc.integer(),
        fc.constant(null),
      ),
      t: fc.oneof(fc.integer({ min: 0, max: 6 }), fc.string({ maxLength: 3 })),
      p: fc.oneof(
        fc.jsonValue({ maxDepth: 3 }),
        fc.record(
          {
            u: fc.oneof(path, fc.webUrl(), fc.integer()),
            m: fc.constantFrom('GET', 'POST', '', 7),
            h: fc.oneof(
              fc.record({ 'content-type': content, 'content-disposition': fc.string() }, { requiredKeys: [] }),
              fc.jsonValue({ maxDepth: 2 }),
            ),
            b: fc.oneof(
              fc.jsonValue({ maxDepth: 3 }),
              fc.record({
                json: fc.jsonValue({ maxDepth: 3 }),
                meta: fc.array(
                  fc.array(
                    fc.oneof(fc.integer({ min: -1, max: 9 }), fc.constantFrom('__proto__', 'length', 'constructor')),
                  ),
                ),
              }),
            ),
          },
          { requiredKeys: [] },
        ),
      ),
    },
    { requiredKeys: [] },
  )
  .map((frame) => JSON.stringify(frame))
const bytes = fc.uint8Array({ maxLength: 200 })
const withDelimiter = fc
  .tuple(nearFrame, bytes)
  .map(([text, tail]) => new Uint8Array([...new TextEncoder().encode(text), 255, ...tail]))
const cloneable = fc.oneof(
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.constant(undefined),
  fc.bigInt(),
  fc.date(),
  fc.dictionary(fc.string(), fc.jsonValue()),
)

describe('what a page may send to the core', () => {
  it('10,000 frames that are wrong in every way throw nothing, change nothing, and leave the port working', async () => {
    const { port, client, seen } = open()
    const prototype = Object.keys(Object.prototype)
    const frames = fc.sample(
      fc.oneof(json, fc.string(), nearFrame, nearFrame, nearFrame, bytes, withDelimiter, cloneable),
      {
        numRuns: 10_000,
        seed: 7,
      },
    )
    for (const [index, frame] of frames.entries()) {
      port.postMessage(frame)
      // An unhandled rejection in between would fail this run.
      if (index % 500 === 0) await client.double({ value: index })
    }
    expect({ answer: await client.double({ value: 21 }), prototype, polluted: 'polluted' in {} }).toEqual({
      answer: 42,
      prototype: Object.keys(Object.prototype),
      polluted: false,
    })
    expect(seen.filter((event) => event !== 'count cleaned up')).toEqual([])
  })

  it("an object in the RPC layer's decoded form is not taken: values reach procedures through the parser only", async () => {
    const { port, client, seen } = open()
    const answered: unknown[] = []
    port.addEventListener('message', ({ data }) => answered.push(data))
    port.postMessage({ i: 'x', p: { u: '/wait', h: {}, m: 'POST', b: { json: {} } } })
    await client.double({ value: 1 })
    port.postMessage(JSON.stringify({ i: 'x', t: 4 }))
    await client.double({ value: 1 })
    expect([answered.filter((data) => String(data).includes('"i":"x"')), seen]).toEqual([[], []])
  })
})

import { describe, expect, it } from 'vitest'
import { bridgeOf } from '../../../../src/renderer/transport/bridge.ts'
import { dialPort } from '../../../../src/renderer/transport/dial-port.ts'
import { socketAddress } from '../../../../src/renderer/transport/dial-socket.ts'
import { mediaUrl } from '../../../../src/renderer/transport/media-url.ts'
import { AssetId } from '../../../../src/shared/domain/ids.ts'

const rest = {
  addDropped: async () => ({ batchId: '' }),
  dragOut: async () => ({ files: 0 }),
  lookUp: async () => ({ items: [] }),
  endLookUp: async () => undefined,
}
const assetId = AssetId.parse('0190a0b0-0000-7000-8000-000000000001')

/** A window that can only hear messages, sent by the test from wherever it likes. */
function fakeWindow() {
  const target = new EventTarget()
  const send = (data: unknown, ports: MessagePort[], source: unknown) =>
    target.dispatchEvent(Object.assign(new Event('message'), { data, ports, source }))
  return { target, send }
}

describe('the Electron bridge', () => {
  it('only a port that comes from this very window is taken', async () => {
    const { target, send } = fakeWindow()
    const foreign = new MessageChannel()
    const own = new MessageChannel()
    const bridge = {
      ...rest,
      connect() {
        send('metastamp:port', [foreign.port1], {})
        send('something else', [foreign.port1], target)
        send('metastamp:port', [], target)
        send('metastamp:port', [own.port1], target)
      },
    }
    const line = await dialPort(bridge, target)(new AbortController().signal)
    const heard = new Promise((resolve) => own.port2.addEventListener('message', ({ data }) => resolve(data)))
    own.port2.start()
    line.link.call(['app', 'info'], {}, { context: {} }).catch(() => undefined)
    expect(await heard).toContain('/app/info')
    line.close()
    foreign.port1.close()
    expect(line.lost).toBe(true)
  })

  it('a refusal, and closing while waiting, end the dial', async () => {
    const { target, send } = fakeWindow()
    const refused = dialPort(
      { ...rest, connect: () => send({ type: 'metastamp:refused', message: 'no' }, [], target) },
      target,
    )
    const closing = new AbortController()
    const waiting = dialPort({ ...rest, connect: () => undefined }, target)(closing.signal)
    closing.abort()
    const ends = await Promise.allSettled([refused(new AbortController().signal), waiting])
    expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  })

  it('is recognised by its five functions, and decides where pictures and sockets are', () => {
    const bridge = { connect: () => undefined, ...rest }
    expect([
      bridgeOf({ metastamp: bridge }),
      bridgeOf({}),
      bridgeOf({ metastamp: { connect: 1 } }),
      mediaUrl(assetId, 'thumbnail', 'k/1', { metastamp: bridge }),
      mediaUrl(assetId, 'original', 'abc', {}),
      socketAddress({ protocol: 'http:', host: '127.0.0.1:4321' }),
    ]).toEqual([
      bridge,
      null,
      null,
      `asset://media/${assetId}/thumbnail?v=k%2F1`,
      `/asset/${assetId}/original?v=abc`,
      'ws://127.0.0.1:4321/rpc',
    ])
  })
})

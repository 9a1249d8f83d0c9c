import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import type { WebSocket } from 'ws'
import type { MediaAnswer } from '../../src/main/core/core.ts'
import type { WebCore } from '../../src/main/hosts/web/web-core.ts'
import type { Failure } from '../../src/shared/contract/errors.ts'
import { AssetId, BatchId } from '../../src/shared/domain/ids.ts'

export type FakeWebCore = WebCore & {
  /** What the page's ports received, in order. */
  readonly heard: unknown[]
  readonly added: string[][]
  readonly ports: MessagePort[]
  /** The files it was asked about, as they were then. */
  readonly lookedUp: { path: string; bytes: Buffer; signal: AbortSignal }[]
  setMedia(assetId: AssetId, variant: 'thumbnail' | 'original', answer: MediaAnswer): void
  /** The next addPaths fails with this. */
  failNextAdd(failure: Failure): void
  setMaxFileBytes(bytes: number): void
}

/** A core that echoes what a page sends, knows the media it was given, and clones what passes through it. */
export function createFakeWebCore(): FakeWebCore {
  const heard: unknown[] = []
  const added: string[][] = []
  const ports: MessagePort[] = []
  const lookedUp: FakeWebCore['lookedUp'] = []
  const media = new Map<string, MediaAnswer>()
  let maxFileBytes = 524_288_000
  let nextFailure: Failure | null = null
  return {
    heard,
    added,
    ports,
    lookedUp,
    connect() {
      const { port1, port2 } = new MessageChannel()
      port1.on('message', (value: unknown) => {
        heard.push(value)
        port1.postMessage(value)
      })
      ports.push(port1)
      return port2
    },
    media: (assetId, variant) => Promise.resolve(structuredClone(media.get(`${assetId}/${variant}`) ?? null)),
    addPaths(paths) {
      if (nextFailure !== null) {
        const failure = nextFailure
        nextFailure = null
        return Promise.reject(failure)
      }
      added.push(structuredClone(paths))
      return Promise.resolve({ batchId: BatchId.parse(uuid7()) })
    },
    lookUp: async (path, signal) => {
      const bytes = await readFile(path)
      lookedUp.push({ path, bytes, signal })
      if (bytes.includes('never ends'))
        await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
      return { items: [] }
    },
    maxFileBytes: () => Promise.resolve(maxFileBytes),
    setMedia: (assetId, variant, answer) => media.set(`${assetId}/${variant}`, structuredClone(answer)),
    failNextAdd: (failure) => {
      nextFailure = failure
    },
    setMaxFileBytes: (bytes) => {
      maxFileBytes = bytes
    },
  }
}

/** Text frames to messages and back; each side's end ends the other. */
export function pipeText(socket: WebSocket, port: MessagePort): void {
  socket.on('message', (data) => port.postMessage(String(data)))
  port.on('message', (value: unknown) => socket.send(String(value)))
  socket.on('close', () => port.close())
  port.on('close', () => socket.close())
}

export function newAssetId(): AssetId {
  return AssetId.parse(uuid7())
}

function uuid7(): string {
  const hex = Date.now().toString(16).padStart(12, '0')
  const random = randomBytes(9).toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7${random.slice(0, 3)}-8${random.slice(3, 6)}-${random.slice(6, 18)}`
}

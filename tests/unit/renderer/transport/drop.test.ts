import { describe, expect, it } from 'vitest'
import {
  type DroppedFile,
  filesFromDrop,
  type UnreadableDrop,
} from '../../../../src/renderer/transport/files-from-drop.ts'
import { isCoreError } from '../../../../src/renderer/transport/core-error.ts'
import { type UploadOptions, uploadDropped } from '../../../../src/renderer/transport/upload-dropped.ts'

const batchId = '0190a0b0-0000-7000-8000-000000000001'

type Tree = { [name: string]: Tree | number | 'unreadable' }
type Walk = { handed: number; taken: number; ahead: number }

/** Directory entries as Chromium gives them: at most 100 at a time, an empty batch at the end. */
function entryOf(name: string, node: Tree[string], walk: Walk): FileSystemEntry {
  const base = { name, isFile: typeof node === 'number', isDirectory: typeof node !== 'number' }
  const entry =
    typeof node === 'number'
      ? { ...base, file: (done: (file: File) => void) => done(new File([new Uint8Array(node)], name)) }
      : {
          ...base,
          createReader() {
            const children = node === 'unreadable' ? [] : Object.entries(node)
            return {
              readEntries(done: (entries: FileSystemEntry[]) => void, failed: (error: Error) => void) {
                if (node === 'unreadable') return failed(new Error('not allowed'))
                const batch = children.splice(0, 100)
                walk.handed += batch.length
                walk.ahead = Math.max(walk.ahead, walk.handed - walk.taken)
                done(batch.map(([child, value]) => entryOf(child, value, walk)))
              },
            }
          },
        }
  return entry as unknown as FileSystemEntry // the walk uses no more of an entry than this
}

function drop(tree: Tree, walk: Walk = { handed: 0, taken: 0, ahead: 0 }): Pick<DataTransfer, 'items'> {
  const items = Object.entries(tree).map(([name, node]) => ({
    kind: 'file',
    webkitGetAsEntry: () => entryOf(name, node, walk),
    getAsFile: () => null,
  }))
  const text = { kind: 'string', webkitGetAsEntry: () => null, getAsFile: () => null }
  return { items: [...items, text] as unknown as DataTransferItemList } // iterated, nothing else
}

/** The browser host's inbox, small: keeps what arrives and answers as the real one does. */
function inbox(refuse: (path: string) => Response | Error | null = () => null) {
  const requests: string[] = []
  const stored = new Map<string, number>()
  let atOnce = 0
  let mostAtOnce = 0
  const json = (value: unknown, status = 200) => new Response(JSON.stringify(value), { status })
  const send: typeof fetch = async (input, init) => {
    const address = new URL(String(input), 'http://host')
    const path = address.searchParams.get('path') ?? ''
    requests.push(`${init?.method ?? ''} ${address.pathname}`)
    atOnce += 1
    mostAtOnce = Math.max(mostAtOnce, atOnce)
    await new Promise((resolve) => setTimeout(resolve, 1))
    atOnce -= 1
    init?.signal?.throwIfAborted()
    if (address.pathname === '/inbox') return json({ uploadId: 'u1' }, 201)
    if (address.pathname.endsWith('/done')) return json({ batchId })
    if (init?.method === 'DELETE') return json({})
    const refusal = refuse(path)
    if (refusal instanceof Error) throw refusal
    if (refusal !== null) return refusal
    stored.set(path, init?.body instanceof File ? init.body.size : -1)
    return json({}, 201)
  }
  return { send, requests, stored, mostAtOnce: () => mostAtOnce }
}

const outcome = (items: Iterable<DroppedFile> | AsyncIterable<DroppedFile>, options: UploadOptions) =>
  uploadDropped(items, options).catch((thrown: unknown) =>
    isCoreError(thrown) ? { code: thrown.code, data: thrown.data } : thrown,
  )

const file = (path: string, bytes = 1): DroppedFile => ({ path, file: new File([new Uint8Array(bytes)], path) })

describe('what was dropped', () => {
  it('is walked to its last folder, says what cannot be read, and leaves out what is no file', async () => {
    const problems: UnreadableDrop[] = []
    const found: string[] = []
    const tree = {
      'a.png': 1,
      trip: { 'b.png': 2, empty: {}, locked: 'unreadable', beach: { 'ü 1.jpg': 3 } },
    } satisfies Tree
    for await (const { path, file: found_ } of filesFromDrop(drop(tree), (problem) => problems.push(problem))) {
      found.push(`${path} ${String(found_.size)}`)
    }
    expect({ found, problems }).toEqual({
      found: ['a.png 1', 'trip/b.png 2', 'trip/beach/ü 1.jpg 3'],
      problems: [{ path: 'trip/locked', reason: 'not allowed' }],
    })
  })

  it('is read a batch at a time, however large the folder', async () => {
    const walk: Walk = { handed: 0, taken: 0, ahead: 0 }
    const tree: Tree = {
      big: Object.fromEntries(Array.from({ length: 1250 }, (_, index) => [`${String(index)}.png`, 1])),
    }
    for await (const { path } of filesFromDrop(drop(tree, walk))) walk.taken += path === '' ? 0 : 1
    expect(walk).toEqual({ handed: 1250, taken: 1250, ahead: 100 })
  })

  it('goes into the inbox three at a time, with its names intact and its progress told', async () => {
    const { send, stored, requests, mostAtOnce } = inbox()
    const progress: number[] = []
    const files = ['a/1 ü&?.png', 'a/2#.png', 'a/3%.png', '4+.png', '5.png'].map((path, index) => file(path, index + 1))
    const result = await outcome(files, { fetch: send, onProgress: (sent) => progress.push(sent.bytes) })
    expect({
      result,
      stored: Object.fromEntries(stored),
      most: mostAtOnce(),
      last: progress.at(-1),
      end: requests.at(-1),
    }).toEqual({
      result: { batchId, sent: { files: 5, bytes: 15 }, problems: [] },
      stored: { 'a/1 ü&?.png': 1, 'a/2#.png': 2, 'a/3%.png': 3, '4+.png': 4, '5.png': 5 },
      most: 3,
      last: 15,
      end: 'POST /inbox/u1/done',
    })
  })

  it('one bad file is reported and the rest goes on', async () => {
    const tooLarge = { error: { code: 'TOO_LARGE', message: 'Larger than 1 GB.', retryable: false } }
    const { send } = inbox((path) => {
      if (path === 'large') return new Response(JSON.stringify(tooLarge), { status: 413 })
      return path === 'gone' ? new DOMException('gone', 'NotFoundError') : null
    })
    const result = await uploadDropped([file('ok'), file('large'), file('gone')], { fetch: send })
    expect([result.sent.files, result.problems.map(({ path, error }) => [path, error.code])]).toEqual([
      1,
      [
        ['large', 'TOO_LARGE'],
        ['gone', 'UNREADABLE'],
      ],
    ])
  })

  it('when it is cancelled, or the host is gone, or nothing arrived, the inbox is emptied and the reason told', async () => {
    const abort = new AbortController()
    const cancelled = inbox((path) => {
      if (path === '2') abort.abort()
      return null
    })
    const gone = inbox(() => new TypeError('fetch failed'))
    const empty = inbox()
    const many = Array.from({ length: 50 }, (_, index) => file(String(index)))
    const ends = [
      await outcome(many, { fetch: cancelled.send, signal: abort.signal }),
      await outcome(many, { fetch: gone.send }),
      await outcome([], { fetch: empty.send }),
    ]
    expect({
      ends,
      last: [cancelled, gone, empty].map(({ requests }) => requests.at(-1)),
      stoppedEarly: cancelled.requests.length < 15 && gone.requests.length < 15,
    }).toEqual({
      ends: [
        { code: 'CANCELLED', data: { retryable: false } },
        { code: 'UNAVAILABLE', data: { retryable: true } },
        { code: 'BAD_INPUT', data: { retryable: false } },
      ],
      last: ['DELETE /inbox/u1', 'DELETE /inbox/u1', 'DELETE /inbox/u1'],
      stoppedEarly: true,
    })
  })
})

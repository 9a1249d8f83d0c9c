import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { Failure } from '../../../shared/contract/errors.ts'
import { cleanFileName } from '../../../shared/domain/file-name.ts'
import {
  type FileSystem,
  makeRealFolder,
  moveIntoPlace,
  nodeFileSystem,
  placeFor,
  type Received,
  receiveFile,
  tooLarge,
} from './inbox-files.ts'

// Files a browser drops reach the program as streams. An upload gathers them; only when it is done do they enter the
// inbox, so an abandoned or broken upload leaves nothing behind.

export type ReceivedFile = { sha256: string; bytes: number; name: string }

export type Inbox = {
  begin(): Promise<string>
  /** `declaredBytes` is what the sender announced, null when it did not. */
  receive(
    uploadId: string,
    relativePath: string,
    body: Readable,
    declaredBytes: number | null,
    maxBytes: number,
  ): Promise<ReceivedFile>
  /** Moves everything into the inbox and hands the paths to `take`; the upload ends when that succeeds and can be repeated when it does not. */
  finish<T>(uploadId: string, take: (paths: string[]) => Promise<T>): Promise<T>
  abort(uploadId: string): Promise<void>
  /** Ends uploads that nothing has happened to for an hour. */
  sweep(): Promise<void>
  close(): Promise<void>
}

type Waiting = Received & { name: string }

type Upload = {
  folder: string
  waiting: Waiting[]
  placed: Set<string>
  running: Map<Readable, Promise<unknown>>
  files: number
  touchedAt: number
  state: 'open' | 'finishing' | 'aborted'
}

const maxOpenUploads = 64
const maxFilesPerUpload = 100_000
const maxAbandonedMs = 3_600_000

export type InboxOptions = { inboxDir: string; fs?: FileSystem; now?: () => number }

/** Where files wait that are not in the inbox yet, and may never be. */
export const incomingOf = (inboxDir: string): string => join(inboxDir, '.incoming')

/** Clears what an earlier run left unfinished. */
export async function openInbox({ inboxDir, fs = nodeFileSystem, now = Date.now }: InboxOptions): Promise<Inbox> {
  const incoming = incomingOf(inboxDir)
  await makeRealFolder(fs, inboxDir)
  await fs.rm(incoming, { recursive: true, force: true })
  await makeRealFolder(fs, incoming)
  const uploads = new Map<string, Upload>()

  function find(uploadId: string): Upload {
    const upload = uploads.get(uploadId)
    if (upload === undefined) throw new Failure('NOT_FOUND', 'This upload has ended. Drop the files again.')
    return upload
  }

  function findOpen(uploadId: string): Upload {
    const upload = find(uploadId)
    if (upload.state !== 'open') throw new Failure('CONFLICT', 'This upload is already being finished.')
    upload.touchedAt = now()
    return upload
  }

  async function abort(uploadId: string): Promise<void> {
    const upload = find(uploadId)
    if (upload.state === 'finishing') throw new Failure('CONFLICT', 'This upload is already being finished.')
    upload.state = 'aborted'
    uploads.delete(uploadId)
    for (const body of upload.running.keys()) body.destroy(aborted())
    await Promise.allSettled(upload.running.values())
    await fs.rm(upload.folder, { recursive: true, force: true })
  }

  async function place(upload: Upload): Promise<string[]> {
    for (let next = upload.waiting[0]; next !== undefined; next = upload.waiting[0]) {
      const { path, occupied } = await placeFor(fs, inboxDir, next, next.name)
      if (occupied) await fs.rm(next.temporary, { force: true })
      else await moveIntoPlace(fs, inboxDir, next.temporary, path)
      upload.placed.add(path)
      upload.waiting.shift()
    }
    return [...upload.placed]
  }

  return {
    async begin() {
      if (uploads.size >= maxOpenUploads) {
        throw new Failure('UNAVAILABLE', 'Too many uploads are open. Wait for one to end and try again.', {
          retryable: true,
        })
      }
      const uploadId = randomUUID()
      const folder = join(incoming, uploadId)
      const upload: Upload = {
        folder,
        waiting: [],
        placed: new Set(),
        running: new Map(),
        files: 0,
        touchedAt: now(),
        state: 'open',
      }
      uploads.set(uploadId, upload)
      try {
        await makeRealFolder(fs, folder)
      } catch (thrown) {
        uploads.delete(uploadId)
        throw thrown
      }
      return uploadId
    },

    async receive(uploadId, relativePath, body, declaredBytes, maxBytes) {
      const upload = findOpen(uploadId)
      if (declaredBytes !== null && declaredBytes > maxBytes) throw tooLarge(maxBytes)
      if (upload.files >= maxFilesPerUpload)
        throw new Failure('TOO_LARGE', 'Too many files at once. Drop fewer of them.')
      upload.files++
      const name = cleanFileName(relativePath)
      const receiving = receiveFile(fs, alive(body, upload, now), join(upload.folder, `${upload.files}.part`), maxBytes)
      upload.running.set(body, receiving)
      try {
        const received = await receiving
        if (declaredBytes !== null && received.bytes !== declaredBytes) {
          await fs.rm(received.temporary, { force: true })
          throw new Failure('BAD_INPUT', 'The file was not sent to its end. Send it again.', { retryable: true })
        }
        if (upload.state === 'aborted') throw aborted()
        upload.waiting.push({ ...received, name })
        return { sha256: received.sha256, bytes: received.bytes, name }
      } finally {
        upload.running.delete(body)
      }
    },

    async finish(uploadId, take) {
      const upload = findOpen(uploadId)
      if (upload.running.size > 0)
        throw new Failure('CONFLICT', 'Some files are still on their way.', { retryable: true })
      if (upload.waiting.length + upload.placed.size === 0) {
        throw new Failure('BAD_INPUT', 'No file has arrived in this upload.')
      }
      upload.state = 'finishing'
      try {
        const taken = await take(await place(upload))
        uploads.delete(uploadId)
        await fs.rm(upload.folder, { recursive: true, force: true })
        return taken
      } catch (thrown) {
        upload.state = 'open'
        throw thrown
      }
    },

    abort,

    async sweep() {
      const old = [...uploads].filter(
        ([, upload]) => upload.state === 'open' && now() - upload.touchedAt >= maxAbandonedMs,
      )
      await Promise.all(old.map(([uploadId]) => abort(uploadId)))
    },

    async close() {
      const open = [...uploads].filter(([, upload]) => upload.state === 'open')
      await Promise.all(open.map(([uploadId]) => abort(uploadId)))
    },
  }
}

/** Passes a body on while its upload lives; a reader that stops early leaves the connection open for the answer. */
async function* alive(body: Readable, upload: Upload, now: () => number): AsyncIterable<Uint8Array> {
  for await (const chunk of body.iterator({ destroyOnReturn: false })) {
    if (upload.state === 'aborted') throw aborted()
    upload.touchedAt = now()
    yield chunk
  }
}

function aborted(): Failure {
  return new Failure('CANCELLED', 'The upload was stopped.')
}

import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { Failure } from '../../../shared/contract/errors.ts'
import { cleanFileName } from '../../../shared/domain/file-name.ts'
import { sendJson } from './answers.ts'
import { type FileSystem, makeRealFolder, receiveFile } from './inbox-files.ts'
import { endWhenIdle, RelativePath } from './inbox-routes.ts'
import type { WebCore } from './web-core.ts'

// PUT /look-up?path=: a file that is compared with the library and forgotten.

export const lookUpAddress = '/look-up'

export type LookUpOptions = {
  core: WebCore
  /** Cleared at every start, so that what a crash left behind goes too. */
  incomingDir: string
  fs: FileSystem
  bodyIdleMs: number
}

/** Answers with the works that match. The file is gone by then, however it ends; a sender who leaves ends the work. */
export async function serveLookUp(
  options: LookUpOptions,
  request: IncomingMessage,
  response: ServerResponse,
  query: URLSearchParams,
): Promise<void> {
  if (request.method !== 'PUT') throw new Failure('BAD_INPUT', 'This method is not supported here.')
  const name = RelativePath.safeParse(query.get('path'))
  if (!name.success) throw new Failure('BAD_INPUT', 'The name of the file is missing.')
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  if (request.headers.expect !== undefined) response.writeContinue()
  sendJson(response, 200, await lookUp(options, request, cleanFileName(name.data), gone.signal))
}

async function lookUp(
  { core, incomingDir, fs, bodyIdleMs }: LookUpOptions,
  request: IncomingMessage,
  name: string,
  signal: AbortSignal,
) {
  const maxBytes = await core.maxFileBytes()
  const folder = join(incomingDir, randomUUID())
  const stopWatching = endWhenIdle(request, bodyIdleMs)
  try {
    await makeRealFolder(fs, folder)
    await receiveFile(fs, request, join(folder, name), maxBytes)
    stopWatching()
    return await core.lookUp(join(folder, name), signal)
  } finally {
    stopWatching()
    await fs.rm(folder, { recursive: true, force: true })
  }
}

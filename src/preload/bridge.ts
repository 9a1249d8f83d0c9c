import { contextBridge, ipcRenderer, webUtils } from 'electron'
import {
  addDroppedChannel,
  commandChannel,
  connectChannel,
  dragOutChannel,
  endLookUpChannel,
  type Envelope,
  lookUpChannel,
  portChannel,
} from './channels.ts'

// All that the page gets from the shell: one frozen object with five functions. It runs in the isolated world, so that
// nothing here but the object can be reached from the page; paths of dropped files stay on this side.

const maxDropped = 10_000
/** More files than this no program takes from a drag in one piece. */
const maxDragged = 500

/** The answer's value; a failure becomes an error with the message for people, all that crosses to the page. */
async function request<T>(channel: string, argument: unknown): Promise<T> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- both ends are built from channels.ts, in one program
  const answer = (await ipcRenderer.invoke(channel, argument)) as Envelope<T>
  if (answer.ok) return answer.value
  throw new Error(answer.failure.message)
}

function connect(): void {
  request<null>(connectChannel, null).catch((error: unknown) => {
    const message = error instanceof Error ? error.message : String(error)
    window.postMessage({ type: 'metastamp:refused', message }, location.origin)
  })
}

async function addDropped(files: File[]): Promise<{ batchId: string }> {
  if (!Array.isArray(files) || files.length === 0) throw new Error('Nothing was dropped. Drag files or folders here.')
  if (files.length > maxDropped) {
    throw new Error('More than 10,000 items were dropped at once. Drop the folder that holds them instead.')
  }
  const paths = files.map((file) => webUtils.getPathForFile(file)).filter((path) => path !== '')
  if (paths.length === 0) {
    throw new Error('What was dropped is not a file on this computer. Save it first, then drop the saved file.')
  }
  return request(addDroppedChannel, paths)
}

async function dragOut(assetIds: string[]): Promise<{ files: number }> {
  if (!Array.isArray(assetIds) || assetIds.length === 0) throw new Error('There is nothing to drag.')
  return request(dragOutChannel, assetIds.slice(0, maxDragged))
}

/** The works that a file matches, as the contract describes them; the file is not added. */
async function lookUp(key: string, file: File): Promise<unknown> {
  const path = webUtils.getPathForFile(file)
  if (path === '') throw new Error('This is not a file on this computer. Save it first, then choose the saved file.')
  return request(lookUpChannel, { key, path })
}

async function endLookUp(key: string): Promise<void> {
  await request(endLookUpChannel, key)
}

ipcRenderer.on(portChannel, (event) => {
  window.postMessage('metastamp:port', location.origin, event.ports)
})
ipcRenderer.on(commandChannel, (_event, id: unknown) => {
  if (typeof id === 'string') window.postMessage({ type: 'metastamp:command', id }, location.origin)
})

contextBridge.exposeInMainWorld('metastamp', Object.freeze({ connect, addDropped, dragOut, lookUp, endLookUp }))

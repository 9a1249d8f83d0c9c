import { isAbsolute } from 'node:path'
import { type BrowserWindow, type IpcMainInvokeEvent, ipcMain, MessageChannelMain } from 'electron'
import { z } from 'zod'
import {
  addDroppedChannel,
  connectChannel,
  dragOutChannel,
  endLookUpChannel,
  type Envelope,
  lookUpChannel,
  portChannel,
} from '../../../preload/channels.ts'
import { Failure, toFailure } from '../../../shared/contract/errors.ts'
import { AssetId } from '../../../shared/domain/ids.ts'
import { pipePorts } from '../../workers/pipe-frames.ts'
import { dragOut } from './drag-out.ts'
import type { ElectronCore } from './electron-core.ts'
import { isOurPage } from './sender-gate.ts'

// The page's five requests. Always in this order: who asks, what is asked, then the act; and always an envelope back.

const Nothing = z.null()
const AbsolutePath = z
  .string()
  .min(1)
  .max(32_767)
  .refine((path) => isAbsolute(path) && !path.includes('\0'))
const DroppedPaths = z.array(AbsolutePath).min(1).max(10_000)
const LookUpKey = z.string().min(1).max(64)
const LookUp = z.object({ key: LookUpKey, path: AbsolutePath })

const DraggedWorks = z.array(AssetId).min(1).max(500)

export type BridgeOptions = {
  /** Null while there is no window. */
  window: () => BrowserWindow | null
  core: ElectronCore
  onFailed: (channel: string, failure: Failure) => void
}

/** Answers the bridge until the function it returns is called. */
export function serveBridge({ window, core, onFailed }: BridgeOptions): () => void {
  let closePipe: () => void = () => undefined
  const watched = new WeakSet<BrowserWindow>()
  const lookUps = new Map<string, AbortController>()

  /** A page that goes away, by whatever way, takes its pipe with it. */
  const watch = (target: BrowserWindow) => {
    if (watched.has(target)) return
    watched.add(target)
    target.webContents.on('did-start-navigation', (details) => {
      if (details.isMainFrame && !details.isSameDocument) closePipe()
    })
    target.webContents.on('render-process-gone', () => closePipe())
    target.on('closed', () => closePipe())
  }

  const answer = async <T>(
    channel: string,
    event: IpcMainInvokeEvent,
    act: (target: BrowserWindow) => T | Promise<T>,
  ): Promise<Envelope<T>> => {
    try {
      const target = window()
      const ours = target !== null && event.sender === target.webContents
      if (!ours || !isOurPage(event.senderFrame, target.webContents.mainFrame)) {
        throw new Failure('FORBIDDEN', 'Only the page of this program may ask for this.')
      }
      return { ok: true, value: await act(target) }
    } catch (thrown) {
      const failure = toFailure(thrown)
      onFailed(channel, failure)
      // Path and detail stay on this side: the page has no use for them.
      return { ok: false, failure: { code: failure.code, message: failure.message, retryable: failure.retryable } }
    }
  }

  ipcMain.handle(connectChannel, (event, input: unknown) =>
    answer(connectChannel, event, (target) => {
      parse(Nothing, input)
      watch(target)
      const corePort = core.connectPage()
      const { port1, port2 } = new MessageChannelMain()
      closePipe()
      pipePorts(corePort, port1)
      closePipe = () => corePort.close()
      target.webContents.mainFrame.postMessage(portChannel, null, [port2])
      return null
    }),
  )
  ipcMain.handle(addDroppedChannel, (event, input: unknown) =>
    answer(addDroppedChannel, event, () => core.addDropped(parse(DroppedPaths, input))),
  )
  ipcMain.handle(dragOutChannel, (event, input: unknown) =>
    answer(dragOutChannel, event, (target) => dragOut(target.webContents, core.media, parse(DraggedWorks, input))),
  )
  ipcMain.handle(lookUpChannel, (event, input: unknown) =>
    answer(lookUpChannel, event, async () => {
      const { key, path } = parse(LookUp, input)
      const end = new AbortController()
      lookUps.set(key, end)
      try {
        return await core.lookUp(path, end.signal)
      } finally {
        lookUps.delete(key)
      }
    }),
  )
  ipcMain.handle(endLookUpChannel, (event, input: unknown) =>
    answer(endLookUpChannel, event, () => {
      lookUps.get(parse(LookUpKey, input))?.abort()
      return null
    }),
  )

  return () => {
    ipcMain.removeHandler(connectChannel)
    ipcMain.removeHandler(addDroppedChannel)
    ipcMain.removeHandler(dragOutChannel)
    ipcMain.removeHandler(lookUpChannel)
    ipcMain.removeHandler(endLookUpChannel)
    for (const lookUp of lookUps.values()) lookUp.abort()
    closePipe()
  }
}

function parse<T>(schema: z.ZodType<T>, input: unknown): T {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  throw new Failure('BAD_INPUT', 'The page asked in a way this program does not know.', {
    detail: z.prettifyError(result.error),
  })
}

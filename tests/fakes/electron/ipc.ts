import { covered } from './not-implemented.ts'

export type InvokeEvent = { sender: unknown; senderFrame: unknown; frameId: number; processId: number; type: 'frame' }
type Handler = (event: InvokeEvent, ...args: unknown[]) => unknown

const handlers = new Map<string, Handler>()

export const ipcMain = covered('ipcMain', {
  handle: (channel: string, handler: Handler) => {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
    handlers.set(channel, handler)
  },
  removeHandler: (channel: string) => void handlers.delete(channel),
})

/** What a page's `invoke` comes to; the error text is the one that reaches a renderer. */
export async function invoke(event: InvokeEvent, channel: string, args: unknown[]): Promise<unknown> {
  const handler = handlers.get(channel)
  if (handler === undefined)
    throw new Error(`Error invoking remote method '${channel}': No handler registered for '${channel}'`)
  try {
    return structuredClone(await handler(event, ...args))
  } catch (error) {
    throw new Error(`Error invoking remote method '${channel}': ${error}`, { cause: error })
  }
}

export const channels = (): string[] => [...handlers.keys()].sort()

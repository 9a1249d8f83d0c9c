import type { AssetId } from '../../shared/domain/ids.ts'
import { bridgeOf } from '../transport/bridge.ts'
import type { CoreClient, CoreConnection } from '../transport/connect-to-core.ts'
import { filesFromDrop } from '../transport/files-from-drop.ts'
import { type LookUp, lookUpOverBridge, lookUpOverHttp } from '../transport/look-up.ts'
import { uploadDropped } from '../transport/upload-dropped.ts'

export type { CoreClient } from '../transport/connect-to-core.ts'
export type { ConnectionState } from '../transport/connection.ts'

export type HandOver = {
  /** Files handed over so far, and of how many where that is known; not called where only paths travel. */
  onProgress(done: number, total: number | null): void
  signal: AbortSignal
}

/** Files that could not be handed over, while the rest went on. */
export type LeftBehind = { path: string; message: string }

/** The core, and how files get from the page to it: as paths through the bridge, or streamed into the inbox. */
export type Transport = {
  client: CoreClient
  state: CoreConnection['state']
  /** Must be called within the drop event. Null when there were no files in it. */
  addDropped(data: DataTransfer, handOver: HandOver): Promise<readonly LeftBehind[] | null>
  addFiles(files: readonly File[], handOver: HandOver): Promise<readonly LeftBehind[] | null>
  /** The works that a file matches; the file is not added. */
  lookUp: LookUp
  /** Lets the system drag the works' files out of the window; null where only a browser's window is. */
  dragOut: ((assetIds: readonly AssetId[]) => Promise<unknown>) | null
}

export function createTransport({ client, state }: CoreConnection, page: Window = window): Transport {
  const bridge = bridgeOf(page)

  const upload = async (
    items: Parameters<typeof uploadDropped>[0],
    total: number | null,
    { onProgress, signal }: HandOver,
    unread: readonly LeftBehind[],
  ) => {
    onProgress(0, total)
    const { problems } = await uploadDropped(items, { signal, onProgress: ({ files }) => onProgress(files, total) })
    return [...unread, ...problems.map(({ path, error }) => ({ path, message: error.message }))]
  }

  return {
    client,
    state,
    lookUp: bridge === null ? lookUpOverHttp() : lookUpOverBridge(bridge),
    dragOut: bridge === null ? null : (assetIds) => bridge.dragOut([...assetIds]),
    async addFiles(files, handOver) {
      if (files.length === 0) return null
      if (bridge === null) {
        const items = files.map((file) => ({ path: file.name, file }))
        return upload(items, files.length, handOver, [])
      }
      await bridge.addDropped([...files])
      return []
    },
    async addDropped(data, handOver) {
      if (data.files.length === 0) return null
      if (bridge === null) {
        const unread: LeftBehind[] = []
        const items = filesFromDrop(data, ({ path, reason }) => unread.push({ path, message: reason }))
        return upload(items, null, handOver, unread)
      }
      await bridge.addDropped([...data.files])
      return []
    },
  }
}

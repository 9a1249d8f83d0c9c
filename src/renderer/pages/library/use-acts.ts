import type { AssetId } from '../../../shared/domain/ids.ts'
import { useT } from '../../i18n/locale.tsx'
import type { Translate } from '../../i18n/translate.ts'
import { useUndoAct } from '../../state/acts.ts'
import type { CoreClient } from '../../state/connection.ts'
import { useClient } from '../../state/core.tsx'
import { describeError } from '../../state/errors.ts'
import { showToast } from '../../state/toasts.ts'
import { useUndo } from '../../state/undo.ts'

// What a person can do with works, from the library and from a work's own page: each act can be taken back as one step and says so once.

export type WorkActs = {
  /** True once it is done; a refusal has been told. */
  remove(assetIds: readonly AssetId[]): Promise<boolean>
  restore(assetIds: readonly AssetId[]): Promise<boolean>
  rename(assetId: AssetId, title: string): Promise<boolean>
  reveal(assetId: AssetId): Promise<boolean>
  /** Puts text on the clipboard; `told` is what the toast says. */
  copy(text: string, told: string): Promise<boolean>
}

/** Most works the contract takes in one call. */
const batchLimit = 10_000

export function useWorkActs(): WorkActs {
  const client = useClient()
  const t = useT()
  const undo = useUndoAct()
  return createActs(client, t, undo)
}

export function createActs(client: CoreClient, t: Translate, undo: (id?: number) => void): WorkActs {
  const undoable = (label: string, back: () => Promise<unknown>, detail?: string) => {
    const id = useUndo.getState().push({ label, undo: back })
    const action = { label: t('common.undo'), run: () => undo(id) }
    showToast({ key: 'act', title: label, action, ...(detail === undefined ? {} : { detail }) })
  }
  const told = async (act: () => Promise<void>): Promise<boolean> => {
    try {
      await act()
      return true
    } catch (error) {
      const { message, path, text } = describeError(error, t)
      const detail = path === undefined ? message : `${message} ${path}`
      showToast({ key: 'act', title: t('library.actFailed'), detail, tone: 'needs', copy: text })
      return false
    }
  }
  const remove = async (ids: readonly AssetId[]) => {
    const done: AssetId[] = []
    for (const assetIds of chunks(ids)) done.push(...(await client.library.remove({ assetIds })).removed)
    return done
  }
  const restore = async (ids: readonly AssetId[]) => {
    const done: AssetId[] = []
    for (const assetIds of chunks(ids)) done.push(...(await client.library.restore({ assetIds })).restored)
    return done
  }
  return {
    remove: (ids) =>
      told(async () => {
        const removed = await remove(ids)
        const label = t('library.removed', { count: removed.length })
        if (removed.length > 0) undoable(label, () => restore(removed), t('library.removedHint'))
      }),
    restore: (ids) =>
      told(async () => {
        const restored = await restore(ids)
        const label = t('library.restored', { count: restored.length })
        if (restored.length > 0) undoable(label, () => remove(restored))
      }),
    rename: (assetId, title) =>
      told(async () => {
        const { previousTitle } = await client.library.rename({ assetId, title })
        const label = t('library.renamed', { title })
        if (previousTitle !== title) undoable(label, () => client.library.rename({ assetId, title: previousTitle }))
      }),
    reveal: (assetId) =>
      told(async () => {
        await client.library.reveal({ assetId })
      }),
    copy: async (text, title) => {
      try {
        await navigator.clipboard.writeText(text)
        showToast({ key: 'copied', title })
        return true
      } catch {
        showToast({ key: 'copied', title: t('common.copyRefused'), tone: 'needs' })
        return false
      }
    },
  }
}

/** Ids in portions the contract takes. */
export function chunks(ids: readonly AssetId[], size = batchLimit): AssetId[][] {
  return Array.from({ length: Math.ceil(ids.length / size) }, (_chunk, i) => ids.slice(i * size, (i + 1) * size))
}

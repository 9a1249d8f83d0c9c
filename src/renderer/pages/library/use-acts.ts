import type { Edit, Step } from '../../../shared/contract/organise.ts'
import { type AssetId, StepId } from '../../../shared/domain/ids.ts'
import { useT } from '../../i18n/locale.tsx'
import type { Translate } from '../../i18n/translate.ts'
import { useUndoAct } from '../../state/acts.ts'
import type { CoreClient } from '../../state/connection.ts'
import { useClient } from '../../state/core.tsx'
import { describeError } from '../../state/errors.ts'
import { describeStep } from '../../state/organise.ts'
import { showToast } from '../../state/toasts.ts'
import { useUndo } from '../../state/undo.ts'

// What a person can do with works, from the library and from a work's own page: each act can be taken back as one step and says so once.

export type WorkActs = {
  /** True once it is done; a refusal has been told. */
  remove(assetIds: readonly AssetId[]): Promise<boolean>
  restore(assetIds: readonly AssetId[]): Promise<boolean>
  rename(assetId: AssetId, title: string): Promise<boolean>
  edit(assetIds: readonly AssetId[], edit: Edit): Promise<boolean>
  /** An act that is one call and tells its step: of tags and collections. */
  step(act: () => Promise<{ step: Step | null }>): Promise<boolean>
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
  /** The library remembers the step itself; here it only gets its place among this window's acts, and its toast. */
  const undoable = (label: string, detail?: string) => {
    const id = useUndo.getState().push({ label, undo: () => client.organise.undo({}) })
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
  /** In as many calls as it takes, all of them one step. */
  const inParts = async (ids: readonly AssetId[], act: (assetIds: AssetId[], step: StepId) => Promise<number>) => {
    const step = StepId.parse(crypto.randomUUID())
    let done = 0
    for (const assetIds of chunks(ids)) done += await act(assetIds, step)
    return done
  }
  const tellStep = (step: Step | null) => {
    if (step === null) showToast({ key: 'act', title: t('organise.nothing') })
    else undoable(describeStep(step, t))
  }
  return {
    remove: (ids) =>
      told(async () => {
        const count = await inParts(ids, async (assetIds, step) => {
          return (await client.library.remove({ assetIds, step })).removed.length
        })
        if (count > 0) undoable(t('library.removed', { count }), t('library.removedHint'))
      }),
    restore: (ids) =>
      told(async () => {
        const count = await inParts(ids, async (assetIds, step) => {
          return (await client.library.restore({ assetIds, step })).restored.length
        })
        if (count > 0) undoable(t('library.restored', { count }))
      }),
    rename: (assetId, title) =>
      told(async () => {
        const { stepId } = await client.library.rename({ assetId, title })
        if (stepId !== null) undoable(t('library.renamed', { title }))
      }),
    edit: (ids, edit) =>
      told(async () => {
        let last: Step | null = null
        await inParts(ids, async (assetIds, step) => {
          last = (await client.organise.edit({ assetIds, edit, step })).step ?? last
          return assetIds.length
        })
        tellStep(last)
      }),
    step: (act) => told(async () => tellStep((await act()).step)),
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

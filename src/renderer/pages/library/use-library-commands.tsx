import { Copy, FolderMinus } from 'lucide-react'
import { useState } from 'react'
import type { AssetSummary, LibraryQuery } from '../../../shared/contract/library.ts'
import type { AssetId } from '../../../shared/domain/ids.ts'
import type { CommandId } from '../../../shared/domain/commands.ts'
import { commandItem } from '../../commands/command-item.ts'
import { useCommand } from '../../commands/registry.ts'
import type { MenuItem } from '../../components/menu.tsx'
import { useT } from '../../i18n/locale.tsx'
import { navigate } from '../../router/router.ts'
import { useAppInfo } from '../../state/core.tsx'
import { useCollections } from '../../state/organise.ts'
import { nothing, selectAll, selectIds, selectionCount } from './selection.ts'
import type { LibrarySession } from './session.ts'
import { useWorkActs } from './use-acts.ts'
import { useRatingCommands } from './use-rating-commands.ts'
import { focusActive } from './use-grid-keys.ts'

/** Where one stands once these works are gone: at the place of the first of them. */
function firstOf(session: LibrarySession, ids: readonly AssetId[]): number {
  const { active, selection } = session.view.getState()
  if (selection.range !== null) return Math.min(active, selection.range.first)
  return ids.reduce((least, assetId) => Math.min(least, session.window.indexOf(assetId) ?? least), active)
}

/** A dialog that a command opened. */
export type Asking =
  | { what: 'rename'; work: AssetSummary }
  | { what: 'tag' | 'collect'; assetIds: readonly AssetId[] }
  | { what: 'compare'; pair: readonly [AssetId, AssetId] }

export type LibraryCommands = {
  menu: readonly MenuItem[]
  previewing: boolean
  asking: Asking | null
  open(index: number): void
  closePreview(): void
  closeAsking(): void
  restore(): void
}

/** Everything a person can do in the library, offered to keys, menus and palette while the screen stands. */
export function useLibraryCommands(session: LibrarySession, query: LibraryQuery): LibraryCommands {
  const { trashed } = query
  const t = useT()
  const acts = useWorkActs()
  const info = useAppInfo()
  const writable = info?.readOnly === false
  const [previewing, setPreviewing] = useState(false)
  const [asking, setAsking] = useState<Asking | null>(null)
  const count = session.view((state) => selectionCount(state.selection))
  const total = session.view((state) => state.layout.total)
  const active = session.view((state) => state.active)
  const activeWork = session.window.itemAt(active)
  const any = total > 0

  const open = (index: number) => {
    const work = session.window.itemAt(index)
    if (work === undefined) return
    // Where the person will be found again on return.
    session.view.setState({ active: index, pivot: index })
    navigate({ name: 'work', assetId: work.assetId })
  }
  /** What is selected, or else the work one stands on. */
  const withSelection = async (act: (ids: readonly AssetId[]) => Promise<boolean>) => {
    const ids = count > 0 ? await session.selectedIds(new AbortController().signal) : activeWork && [activeWork.assetId]
    if (ids === undefined || ids.length === 0) return
    const first = firstOf(session, ids)
    if (!(await act(ids))) return
    session.view.setState({ selection: nothing, active: first, pivot: first })
    requestAnimationFrame(() => focusActive(session, document.querySelector('.works')))
  }
  /** The same, with all of them staying where they are. */
  const withChosen = (act: (ids: readonly AssetId[]) => unknown) =>
    void withSelection(async (ids) => {
      await act(ids)
      return false
    })
  const favourite = () => withChosen((ids) => acts.edit(ids, { favourite: activeWork?.favourite !== true }))
  const copySha = () =>
    void withSelection(async (ids) => {
      const works = ids.flatMap((assetId) => {
        const index = session.window.indexOf(assetId)
        const work = index === undefined ? undefined : session.window.itemAt(index)
        return work === undefined ? [] : [work]
      })
      const text = works.map((work) => (works.length === 1 ? work.sha256 : `${work.sha256}  ${work.title}`)).join('\n')
      await acts.copy(text, t('library.copiedSha', { count: works.length }))
      return false
    })
  const restore = () => void withSelection(acts.restore)

  useCommand('selection.open', () => open(active), any)
  useCommand('selection.preview', () => setPreviewing(true), any)
  useCommand(
    'selection.rename',
    () => activeWork && setAsking({ what: 'rename', work: activeWork }),
    any && writable && !trashed,
  )
  useCommand(
    'selection.reveal',
    () => activeWork && void acts.reveal(activeWork.assetId),
    any && info?.capabilities.reveal === true,
  )
  useCommand('selection.remove', () => void withSelection(acts.remove), any && writable && !trashed)
  useCommand('selection.restore', restore, any && writable && trashed)
  const changeable = any && writable && !trashed
  useCommand('selection.favourite', favourite, changeable)
  useCommand('selection.tag', () => withChosen((assetIds) => setAsking({ what: 'tag', assetIds })), changeable)
  useCommand('selection.collect', () => withChosen((assetIds) => setAsking({ what: 'collect', assetIds })), changeable)
  const compare = () =>
    withChosen(([one, other]) => {
      if (one !== undefined && other !== undefined) setAsking({ what: 'compare', pair: [one, other] })
    })
  useCommand('selection.compare', compare, count === 2)
  useRatingCommands((rating) => withChosen((ids) => acts.edit(ids, { rating })), changeable)
  useCommand('selection.all', () => session.view.setState({ selection: selectAll(total), pivot: 0 }), any)
  useCommand('selection.clear', () => session.view.setState({ selection: selectIds([]) }), count > 0)

  const collection = useCollections().find(({ collectionId }) => collectionId === query.collectionId)
  const takeOut: MenuItem[] =
    collection === undefined || collection.search !== null
      ? []
      : [
          {
            id: 'take-out',
            label: t('organise.takeOut', { name: collection.name }),
            icon: FolderMinus,
            disabled: !changeable,
            onSelect: () => void withSelection((ids) => acts.edit(ids, { uncollect: collection.collectionId })),
          },
        ]
  const named = (id: CommandId, label: string): MenuItem => {
    const item = commandItem(id, t)
    return item.type === 'separator' ? item : { ...item, label }
  }
  const menu: MenuItem[] = [
    commandItem('selection.open', t),
    commandItem('selection.preview', t),
    { type: 'separator', id: 'look' },
    ...(trashed
      ? []
      : [
          named(
            'selection.favourite',
            t(activeWork?.favourite === true ? 'organise.unfavourite' : 'organise.favourite'),
          ),
          commandItem('selection.tag', t),
          commandItem('selection.collect', t),
          ...takeOut,
          { type: 'separator', id: 'own' } as const,
        ]),
    ...(count === 2 ? [commandItem('selection.compare', t)] : []),
    { id: 'copy-sha', label: t('library.copySha'), icon: Copy, onSelect: copySha },
    ...(info?.capabilities.reveal === true ? [commandItem('selection.reveal', t)] : []),
    ...(trashed ? [] : [commandItem('selection.rename', t)]),
    { type: 'separator', id: 'hurt' },
    trashed ? named('selection.restore', t('library.restore')) : named('selection.remove', t('library.remove')),
  ]
  return {
    menu,
    previewing,
    asking,
    open,
    restore,
    closePreview: () => setPreviewing(false),
    closeAsking: () => setAsking(null),
  }
}

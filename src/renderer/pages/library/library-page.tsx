import { useQuery } from '@tanstack/react-query'
import { FilePlus2, Folder, FolderPlus, SearchX, Sparkles, Trash2 } from 'lucide-react'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { LibraryQuery } from '../../../shared/contract/library.ts'
import type { Collection } from '../../../shared/contract/organise.ts'
import { commands } from '../../commands/registry.ts'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { useT } from '../../i18n/locale.tsx'
import { useClient, useOrpc, useWritable } from '../../state/core.tsx'
import { useCollections } from '../../state/organise.ts'
import { useChangeSettings, useSettings } from '../../state/settings.ts'
import { Filters, isFiltered, noFilters } from './filters.tsx'
import { CollectDialog } from './collect-dialog.tsx'
import { CompareDialog } from './compare-dialog.tsx'
import { GridSkeleton } from './grid-skeleton.tsx'
import { Preview } from './preview.tsx'
import { SearchChips } from './search-chips.tsx'
import { RenameDialog } from './rename-dialog.tsx'
import { SelectionBar } from './selection-bar.tsx'
import { selectionCount } from './selection.ts'
import { type LibrarySession, sessionOf } from './session.ts'
import { Sidebar } from './sidebar.tsx'
import { TagDialog } from './tag-dialog.tsx'
import { Toolbar } from './toolbar.tsx'
import { useKeptFlag } from './use-kept-flag.ts'
import { useLibraryCommands } from './use-library-commands.tsx'
import { focusActive } from './use-grid-keys.ts'
import { WorkGrid } from './work-grid.tsx'
import './library.css'
import './search.css'
import './sidebar.css'

export function LibraryPage() {
  const t = useT()
  const session = sessionOf(useClient())
  const { phase, error, query, total, changing } = useSyncExternalStore(
    session.window.subscribe,
    session.window.getState,
  )
  const { values } = useSettings()
  const settings = useChangeSettings()
  const view = values['library.view']
  const [size, setSize] = useThumbnailSize(values['appearance.thumbnailSize'], (next) =>
    settings.set({ 'appearance.thumbnailSize': next }),
  )
  const [asking, setAsking] = useState(false)
  const counts = useFollowedCounts(session, query)
  const writable = useWritable()
  const collections = useCollections()
  const collection = collections.find(({ collectionId }) => collectionId === query.collectionId)
  const [side, setSide] = useKeptFlag('metastamp.library.side', true)
  const acts = useLibraryCommands(session, query)
  const selected = session.view((state) => selectionCount(state.selection))
  const narrowed = isFiltered(query)
  const count = phase === 'loading' ? '' : t(narrowed ? 'library.countFound' : 'library.count', { count: total })
  const bare = phase === 'ready' && total === 0 && !narrowed && !query.trashed && query.collectionId === null
  const onQuery = (change: Partial<LibraryQuery>) => session.setQuery(change)
  // The focus returns to where the person stood.
  const closed = (close: () => void) => {
    close()
    requestAnimationFrame(() => focusActive(session, document.querySelector('.works')))
  }

  return (
    <div className="library" aria-busy={phase === 'loading' || changing}>
      {side && !bare && (
        <Sidebar query={query} counts={counts} writable={writable} onQuery={onQuery} onHide={() => setSide(false)} />
      )}
      <div className="library-main">
        <Toolbar
          title={query.trashed ? t('library.trashTitle') : (collection?.name ?? t('library.title'))}
          onSide={side ? undefined : () => setSide(true)}
          count={count}
          query={query}
          onQuery={onQuery}
          view={view}
          onView={(next) => settings.set({ 'library.view': next })}
          thumbnailSize={size}
          onThumbnailSize={setSize}
          onAsking={setAsking}
          bare={bare}
        />
        <SearchChips text={query.text} asking={asking} onText={(text) => onQuery({ text })} />
        <Filters query={query} counts={counts} onQuery={onQuery} />
        <div className="library-stage">
          {phase === 'loading' && <GridSkeleton view={view} thumbnailSize={size} />}
          {phase === 'failed' && <ErrorState error={error} onRetry={() => session.window.retry()} />}
          {phase === 'ready' && total === 0 && <Nothing query={query} collection={collection} onQuery={onQuery} />}
          {phase === 'ready' && total > 0 && (
            <WorkGrid session={session} view={view} thumbnailSize={size} menu={acts.menu} onOpen={acts.open} />
          )}
          {selected > 1 && <SelectionBar count={selected} trashed={query.trashed} onRestore={acts.restore} />}
        </div>
        <Announcer text={selected > 1 ? t('library.selected', { count: selected }) : count} />
        {acts.previewing && total > 0 && (
          <Preview session={session} onClose={() => closed(acts.closePreview)} onOpen={acts.open} />
        )}
        {acts.asking?.what === 'rename' && (
          <RenameDialog work={acts.asking.work} onClose={() => closed(acts.closeAsking)} />
        )}
        {acts.asking?.what === 'tag' && (
          <TagDialog assetIds={acts.asking.assetIds} onClose={() => closed(acts.closeAsking)} />
        )}
        {acts.asking?.what === 'compare' && (
          <CompareDialog pair={acts.asking.pair} onClose={() => closed(acts.closeAsking)} />
        )}
        {acts.asking?.what === 'collect' && (
          <CollectDialog assetIds={acts.asking.assetIds} onClose={() => closed(acts.closeAsking)} />
        )}
      </div>
    </div>
  )
}

/** Figures for the filters. They are asked for anew whenever the library changes, and then the works on the screen are too. */
function useFollowedCounts(session: LibrarySession, query: LibraryQuery) {
  const orpc = useOrpc()
  const { data, dataUpdatedAt, isPlaceholderData } = useQuery({
    ...orpc.library.counts.queryOptions({ input: { query } }),
    placeholderData: (before) => before,
  })
  const seen = useRef<LibraryQuery | null>(null)
  useEffect(() => {
    if (dataUpdatedAt === 0 || isPlaceholderData) return
    // The first answer belongs to the query that was just opened, unless that one could not be answered.
    if (seen.current === query || session.window.getState().phase === 'failed') void session.window.refresh()
    seen.current = query
  }, [session, query, dataUpdatedAt, isPlaceholderData])
  return data
}

/** The slider's own value while it moves; the setting follows when it rests. */
function useThumbnailSize(setting: number, save: (size: number) => void): [number, (size: number) => void] {
  const [moving, setMoving] = useState<number | null>(null)
  const saveRef = useRef(save)
  useEffect(() => {
    saveRef.current = save
  })
  useEffect(() => {
    if (moving === null) return
    const timer = setTimeout(() => saveRef.current(moving), 400)
    return () => clearTimeout(timer)
  }, [moving])
  useEffect(() => setMoving(null), [setting])
  return [moving ?? setting, setMoving]
}

function Nothing(props: {
  query: LibraryQuery
  collection: Collection | undefined
  onQuery(change: Partial<LibraryQuery>): void
}) {
  const { query, collection, onQuery } = props
  const t = useT()
  if (collection !== undefined && !isFiltered(query)) {
    const smart = collection.search !== null
    return (
      <EmptyState
        icon={smart ? Sparkles : Folder}
        title={t(smart ? 'organise.emptySmart' : 'organise.emptyCollection', { name: collection.name })}
        description={t(smart ? 'organise.emptySmartHint' : 'organise.emptyCollectionHint')}
      />
    )
  }
  if (isFiltered(query)) {
    const description =
      query.text.trim() === '' ? t('library.noResultsFilters') : t('library.noResultsText', { text: query.text.trim() })
    const actions = <Button onClick={() => onQuery(noFilters)}>{t('library.clearFilters')}</Button>
    return <EmptyState icon={SearchX} title={t('library.noResultsTitle')} description={description} actions={actions} />
  }
  if (query.trashed) {
    const actions = <Button onClick={() => onQuery({ trashed: false })}>{t('library.leaveTrash')}</Button>
    return (
      <EmptyState
        icon={Trash2}
        title={t('library.trashEmptyTitle')}
        description={t('library.trashEmptyHint')}
        actions={actions}
      />
    )
  }
  return (
    <EmptyState
      picture={<EmptyPicture />}
      title={t('library.emptyTitle')}
      description={t('library.emptyHint')}
      actions={
        <>
          <Button icon={FilePlus2} onClick={() => commands.run('add.files')}>
            {t('library.addFiles')}
          </Button>
          <Button icon={FolderPlus} onClick={() => commands.run('add.folder')}>
            {t('library.addFolder')}
          </Button>
        </>
      }
    />
  )
}

/** An uncarved stone on an empty sheet. */
function EmptyPicture() {
  return (
    <svg aria-hidden="true" viewBox="0 0 96 112" width={96} height={112} className="empty-picture">
      <path d="M4.500 4.500h87v103h-87z" />
      <path d="M66 82.500c0-1.800 1.200-3 3-3h11c1.800 0 3 1.200 3 3v11.500c0 1.800-1.200 3-3 3H69c-1.800 0-3-1.200-3-3z" />
    </svg>
  )
}

/** Says what changed once it has settled. */
function Announcer({ text }: { text: string }) {
  const [said, setSaid] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setSaid(text), 700)
    return () => clearTimeout(timer)
  }, [text])
  return (
    <span role="status" className="sr-only">
      {said}
    </span>
  )
}

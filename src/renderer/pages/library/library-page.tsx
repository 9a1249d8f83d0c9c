import { useQuery } from '@tanstack/react-query'
import { FilePlus2, FolderPlus, SearchX, Trash2 } from 'lucide-react'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { LibraryQuery } from '../../../shared/contract/library.ts'
import { commands } from '../../commands/registry.ts'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { useT } from '../../i18n/locale.tsx'
import { useClient, useOrpc } from '../../state/core.tsx'
import { useChangeSettings, useSettings } from '../../state/settings.ts'
import { Filters, isFiltered, noFilters } from './filters.tsx'
import { GridSkeleton } from './grid-skeleton.tsx'
import { Preview } from './preview.tsx'
import { SearchChips } from './search-chips.tsx'
import { RenameDialog } from './rename-dialog.tsx'
import { SelectionBar } from './selection-bar.tsx'
import { selectionCount } from './selection.ts'
import { type LibrarySession, sessionOf } from './session.ts'
import { Toolbar } from './toolbar.tsx'
import { useLibraryCommands } from './use-library-commands.tsx'
import { focusActive } from './use-grid-keys.ts'
import { WorkGrid } from './work-grid.tsx'
import './library.css'
import './search.css'

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
  const acts = useLibraryCommands(session, query.trashed)
  const selected = session.view((state) => selectionCount(state.selection))
  const narrowed = isFiltered(query)
  const count = phase === 'loading' ? '' : t(narrowed ? 'library.countFound' : 'library.count', { count: total })
  const onQuery = (change: Partial<LibraryQuery>) => session.setQuery(change)
  // The focus returns to where the person stood.
  const closed = (close: () => void) => {
    close()
    requestAnimationFrame(() => focusActive(session, document.querySelector('.works')))
  }

  return (
    <div className="library" aria-busy={phase === 'loading' || changing}>
      <Toolbar
        title={t(query.trashed ? 'library.trashTitle' : 'library.title')}
        count={count}
        query={query}
        onQuery={onQuery}
        view={view}
        onView={(next) => settings.set({ 'library.view': next })}
        thumbnailSize={size}
        onThumbnailSize={setSize}
        onAsking={setAsking}
        bare={phase === 'ready' && total === 0 && !narrowed && !query.trashed}
      />
      <SearchChips text={query.text} asking={asking} onText={(text) => onQuery({ text })} />
      <Filters query={query} counts={counts} onQuery={onQuery} />
      <div className="library-stage">
        {phase === 'loading' && <GridSkeleton view={view} thumbnailSize={size} />}
        {phase === 'failed' && <ErrorState error={error} onRetry={() => session.window.retry()} />}
        {phase === 'ready' && total === 0 && <Nothing query={query} onQuery={onQuery} />}
        {phase === 'ready' && total > 0 && (
          <WorkGrid session={session} view={view} thumbnailSize={size} menu={acts.menu} onOpen={acts.open} />
        )}
        {selected > 1 && <SelectionBar count={selected} trashed={query.trashed} onRestore={acts.restore} />}
      </div>
      <Announcer text={selected > 1 ? t('library.selected', { count: selected }) : count} />
      {acts.previewing && total > 0 && (
        <Preview session={session} onClose={() => closed(acts.closePreview)} onOpen={acts.open} />
      )}
      {acts.renaming !== null && <RenameDialog work={acts.renaming} onClose={() => closed(acts.closeRename)} />}
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

function Nothing({ query, onQuery }: { query: LibraryQuery; onQuery(change: Partial<LibraryQuery>): void }) {
  const t = useT()
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

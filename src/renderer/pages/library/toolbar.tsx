import { LayoutGrid, List, PanelLeftOpen } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { LibraryQuery } from '../../../shared/contract/library.ts'
import { commandKeys } from '../../../shared/domain/commands.ts'
import { useCommand } from '../../commands/registry.ts'
import { IconButton } from '../../components/icon-button.tsx'
import { SearchField } from '../../components/search-field.tsx'
import { SegmentedControl } from '../../components/segmented-control.tsx'
import { Select } from '../../components/select.tsx'
import { useT } from '../../i18n/locale.tsx'
import type { LibraryView } from './row-layout.ts'

export type ToolbarProps = {
  title: string
  /** Shows the sidebar; absent while it is shown. */
  onSide: (() => void) | undefined
  count: string
  query: LibraryQuery
  onQuery(change: Partial<LibraryQuery>): void
  view: LibraryView
  onView(view: LibraryView): void
  thumbnailSize: number
  onThumbnailSize(size: number): void
  /** The search box has the focus, or has lost it. */
  onAsking(asking: boolean): void
  /** There is nothing yet to search, order or look at in another way. */
  bare: boolean
}

/** After the last key press, before the library is asked. */
const typingPauseMs = 120

export function Toolbar(props: ToolbarProps) {
  const t = useT()
  const heading = (
    <div className="flex min-w-0 items-baseline gap-2.5">
      <h1 className="truncate font-semibold text-lg">{props.title}</h1>
      <span className="whitespace-nowrap text-muted text-sm tabular">{props.count}</span>
    </div>
  )
  if (props.bare) return <header className="library-toolbar">{heading}</header>
  return (
    <header className="library-toolbar">
      {props.onSide !== undefined && (
        <IconButton size="sm" icon={PanelLeftOpen} label={t('organise.side.show')} onClick={props.onSide} />
      )}
      {heading}
      <Search text={props.query.text} onText={(text) => props.onQuery({ text })} onAsking={props.onAsking} />
      <Select
        aria-label={t('library.sort')}
        value={props.query.sort}
        onChange={(sort) => props.onQuery({ sort })}
        options={(['newest', 'oldest', 'name'] as const).map((sort) => ({
          value: sort,
          label: t(`library.sort.${sort}`),
        }))}
      />
      {props.view === 'grid' && <ThumbnailSize size={props.thumbnailSize} onSize={props.onThumbnailSize} />}
      <SegmentedControl
        compact
        label={t('library.view')}
        value={props.view}
        onChange={props.onView}
        segments={[
          { value: 'grid', label: t('library.view.grid'), icon: LayoutGrid, keys: commandKeys['view.grid'][0] ?? '' },
          { value: 'list', label: t('library.view.list'), icon: List, keys: commandKeys['view.list'][0] ?? '' },
        ]}
      />
    </header>
  )
}

function Search(props: { text: string; onText(text: string): void; onAsking(asking: boolean): void }) {
  const { text, onText, onAsking } = props
  const t = useT()
  const ref = useRef<HTMLDivElement>(null)
  const [typed, setTyped] = useState(text)
  // A query changed from elsewhere, such as by "Clear filters", shows in the field.
  useEffect(() => setTyped(text), [text])
  useEffect(() => {
    if (typed === text) return
    const timer = setTimeout(() => onText(typed), typed === '' ? 0 : typingPauseMs)
    return () => clearTimeout(timer)
  }, [typed, text, onText])
  useCommand('search.focus', () => {
    const field = ref.current?.querySelector('input')
    field?.focus()
    field?.select()
  })
  return (
    <div ref={ref} className="library-search">
      <SearchField
        label={t('library.search')}
        clearLabel={t('common.clearSearch')}
        value={typed}
        onChange={setTyped}
        keys="/"
        maxLength={10_000}
        onFocus={() => onAsking(true)}
        onBlur={() => onAsking(false)}
        onKeyDown={(event) => {
          // Down leads into the works, Escape in an empty field back to them.
          if (event.key === 'ArrowDown' || event.key === 'Enter' || (event.key === 'Escape' && typed === '')) {
            event.preventDefault()
            event.currentTarget.blur()
          }
        }}
      />
    </div>
  )
}

function ThumbnailSize({ size, onSize }: { size: number; onSize(size: number): void }) {
  const t = useT()
  return (
    <input
      type="range"
      className="library-size"
      aria-label={t('library.thumbnailSize')}
      title={t('library.thumbnailSize')}
      min={96}
      max={320}
      step={8}
      value={size}
      onChange={(event) => onSize(event.currentTarget.valueAsNumber)}
    />
  )
}

import { FolderPlus, Heart, Images, PanelLeftClose, Plus, Sparkles, Tag as TagIcon } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { LibraryCounts, LibraryQuery } from '../../../shared/contract/library.ts'
import type { Collection, Tag } from '../../../shared/contract/organise.ts'
import type { CollectionId } from '../../../shared/domain/ids.ts'
import { termOf } from '../../../shared/domain/search/parse-search.ts'
import { useCommand } from '../../commands/registry.ts'
import { IconButton } from '../../components/icon-button.tsx'
import { ContextMenu, Menu, type MenuItem } from '../../components/menu.tsx'
import { useFormat, useT } from '../../i18n/locale.tsx'
import { useClient } from '../../state/core.tsx'
import { branchesOf, useCollections, useTags } from '../../state/organise.ts'
import { CollectionLine } from './collection-line.tsx'
import { isFiltered, noFilters } from './filters.tsx'
import { NameDialog } from './name-dialog.tsx'
import { useWorkActs } from './use-acts.ts'

export type SidebarProps = {
  query: LibraryQuery
  counts: LibraryCounts | undefined
  writable: boolean
  onQuery(change: Partial<LibraryQuery>): void
  onHide(): void
}

/** Tags that have a line before one asks for all of them. */
const shownTags = 12
const favouriteSearch = 'is:favourite'

type Asking =
  | { what: 'new'; parentId: CollectionId | null; smart: boolean }
  | { what: 'rename'; collection: Collection }
  | { what: 'tag'; tag: Tag }

/** The rooms of the library: everything, favourites, collections and tags. */
export function Sidebar({ query, counts, writable, onQuery, onHide }: SidebarProps) {
  const t = useT()
  const format = useFormat()
  const client = useClient()
  const acts = useWorkActs()
  const collections = useCollections()
  const tags = useTags()
  const [allTags, setAllTags] = useState(false)
  const [asking, setAsking] = useState<Asking | null>(null)
  const all = counts === undefined ? 0 : Object.values(counts.byKind).reduce((sum, count) => sum + count, 0)
  const here = (change: Partial<LibraryQuery>) =>
    onQuery({ ...noFilters, trashed: false, collectionId: null, ...change })
  const search = { text: query.text, kinds: query.kinds, statuses: query.statuses }
  const searching = isFiltered(query)

  const named = (name: string) => {
    if (asking === null) return
    if (asking.what === 'rename') {
      const { collectionId } = asking.collection
      void acts.step(() => client.organise.changeCollection({ collectionId, name }))
    } else if (asking.what === 'tag') {
      void acts.step(() => client.organise.renameTag({ tagId: asking.tag.tagId, name }))
    } else {
      const made = { name, parentId: asking.parentId, search: asking.smart ? search : null }
      void acts.step(async () => {
        const answer = await client.organise.createCollection(made)
        if (asking.smart) here({ collectionId: answer.collectionId })
        return answer
      })
    }
  }
  const begin = (parentId: CollectionId | null, smart: boolean) => setAsking({ what: 'new', parentId, smart })
  useCommand('collection.new', () => begin(null, false), writable)

  const more = (collection: Collection): MenuItem[] => {
    const { collectionId, parentId } = collection
    const change = (to: { parentId?: CollectionId | null; search?: typeof search }) =>
      void acts.step(() => client.organise.changeCollection({ collectionId, ...to }))
    return [
      { id: 'rename', label: t('organise.rename'), onSelect: () => setAsking({ what: 'rename', collection }) },
      ...(collection.search === null
        ? [{ id: 'inside', label: t('organise.newInside'), onSelect: () => begin(collectionId, false) }]
        : [
            {
              id: 'search',
              label: t('organise.useSearch'),
              disabled: !searching || query.collectionId === collectionId,
              onSelect: () => change({ search }),
            },
          ]),
      ...(parentId === null
        ? []
        : [{ id: 'top', label: t('organise.toTop'), onSelect: () => change({ parentId: null }) }]),
      { type: 'separator', id: 'end' },
      {
        id: 'remove',
        label: t('organise.remove'),
        onSelect: () => {
          if (query.collectionId === collectionId) onQuery({ collectionId: null })
          void acts.step(() => client.organise.removeCollection({ collectionId }))
        },
      },
    ]
  }
  const plain = !query.trashed && query.collectionId === null
  const often = allTags ? tags : tags.toSorted((a, b) => b.works - a.works).slice(0, shownTags)

  return (
    <nav aria-label={t('organise.side')} className="library-side">
      <div className="side-top">
        <SideLine
          icon={<Images aria-hidden size={16} />}
          label={t('organise.all')}
          count={format.number(all)}
          current={plain && !searching}
          onClick={() => here({})}
        />
        <IconButton size="sm" icon={PanelLeftClose} label={t('organise.side.hide')} onClick={onHide} />
      </div>
      <SideLine
        icon={<Heart aria-hidden size={16} />}
        label={t('organise.favourites')}
        current={plain && query.text === favouriteSearch}
        onClick={() => here({ text: favouriteSearch })}
      />
      <SideHead title={t('organise.collections')}>
        <Menu
          align="end"
          label={t('organise.new')}
          trigger={<IconButton size="sm" icon={Plus} label={t('organise.new')} disabled={!writable} />}
          items={[
            { id: 'plain', label: t('organise.newPlain'), icon: FolderPlus, onSelect: () => begin(null, false) },
            {
              id: 'smart',
              label: t('organise.newSmart'),
              icon: Sparkles,
              disabled: !searching,
              onSelect: () => begin(null, true),
            },
          ]}
        />
      </SideHead>
      {collections.length === 0 && <p className="side-hint">{t('organise.noCollections')}</p>}
      <ul>
        {branchesOf(collections).map(({ collection, depth }) => (
          <CollectionLine
            key={collection.collectionId}
            collection={collection}
            depth={depth}
            current={!query.trashed && query.collectionId === collection.collectionId}
            menu={writable ? more(collection) : []}
            onOpen={() => here({ collectionId: collection.collectionId })}
            onDropped={(assetIds) => void acts.edit(assetIds, { collect: collection.collectionId })}
          />
        ))}
      </ul>
      {tags.length > 0 && <SideHead title={t('organise.tags')} />}
      <ul>
        {often.map((tag) => {
          const text = termOf('tag', tag.name)
          const menu: MenuItem[] = [
            { id: 'rename', label: t('organise.rename'), onSelect: () => setAsking({ what: 'tag', tag }) },
            {
              id: 'remove',
              label: t('organise.removeTag'),
              onSelect: () => void acts.step(() => client.organise.removeTag({ tagId: tag.tagId })),
            },
          ]
          return (
            <li key={tag.tagId}>
              <ContextMenu items={writable ? menu : []}>
                <SideLine
                  icon={<TagIcon aria-hidden size={14} />}
                  label={tag.name}
                  count={format.number(tag.works)}
                  current={plain && query.text === text}
                  onClick={() => here({ text })}
                />
              </ContextMenu>
            </li>
          )
        })}
      </ul>
      {!allTags && tags.length > shownTags && (
        <button type="button" className="side-more" onClick={() => setAllTags(true)}>
          {t('organise.allTags', { count: format.number(tags.length) })}
        </button>
      )}
      {asking !== null && (
        <NameDialog
          title={
            asking.what === 'new'
              ? t('organise.new')
              : t('organise.renameTitle', { name: asking.what === 'tag' ? asking.tag.name : asking.collection.name })
          }
          {...(asking.what === 'new'
            ? { hint: t(asking.smart ? 'organise.newSmartHint' : 'organise.newPlainHint') }
            : {})}
          label={t('organise.name')}
          confirm={t(asking.what === 'new' ? 'organise.make' : 'organise.save')}
          name={
            asking.what === 'new'
              ? asking.smart
                ? query.text.slice(0, 120)
                : ''
              : asking.what === 'tag'
                ? asking.tag.name
                : asking.collection.name
          }
          onName={named}
          onClose={() => setAsking(null)}
        />
      )}
    </nav>
  )
}

function SideHead({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="side-head">
      <h2>{title}</h2>
      {children}
    </div>
  )
}

type SideLineProps = {
  icon: ReactNode
  label: string
  count?: string
  current: boolean
  onClick(): void
}

function SideLine({ icon, label, count, current, onClick, ...rest }: SideLineProps) {
  return (
    <button type="button" {...rest} className="side-line" aria-current={current ? 'page' : undefined} onClick={onClick}>
      {icon}
      <span className="min-w-0 flex-1 truncate text-start">{label}</span>
      {count !== undefined && <span className="side-count">{count}</span>}
    </button>
  )
}

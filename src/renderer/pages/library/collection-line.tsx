import { Ellipsis, Folder, Sparkles } from 'lucide-react'
import { useState } from 'react'
import type { Collection } from '../../../shared/contract/organise.ts'
import type { AssetId } from '../../../shared/domain/ids.ts'
import { IconButton } from '../../components/icon-button.tsx'
import { ContextMenu, Menu, type MenuItem } from '../../components/menu.tsx'
import { useFormat, useT } from '../../i18n/locale.tsx'
import { endDragging, useDragging } from '../../state/dragging.ts'

export type CollectionLineProps = {
  collection: Collection
  /** Collections above it. */
  depth: number
  current: boolean
  menu: readonly MenuItem[]
  onOpen(): void
  onDropped(assetIds: readonly AssetId[]): void
}

/** A collection by its name: pressed it opens, and works dropped on it are put into it. */
export function CollectionLine({ collection, depth, current, menu, onOpen, onDropped }: CollectionLineProps) {
  const t = useT()
  const format = useFormat()
  const dragged = useDragging((state) => state.works)
  const [over, setOver] = useState(false)
  const smart = collection.search !== null
  const takes = !smart && dragged !== null && menu.length > 0
  const Icon = smart ? Sparkles : Folder
  return (
    <ContextMenu items={menu}>
      <li
        className="side-row"
        data-over={(takes && over) || undefined}
        onDragEnter={(event) => {
          if (!takes) return
          event.preventDefault()
          setOver(true)
        }}
        onDragOver={(event) => {
          if (!takes) return
          event.preventDefault()
          event.dataTransfer.dropEffect = 'copy'
        }}
        onDragLeave={(event) => {
          if (!(event.relatedTarget instanceof Node) || !event.currentTarget.contains(event.relatedTarget))
            setOver(false)
        }}
        onDrop={(event) => {
          if (!takes) return
          event.preventDefault()
          setOver(false)
          onDropped(dragged)
          endDragging()
        }}
      >
        <button
          type="button"
          className="side-line"
          style={{ paddingInlineStart: 8 + depth * 14 }}
          aria-current={current ? 'page' : undefined}
          aria-label={smart ? t('organise.smart', { name: collection.name }) : undefined}
          onClick={onOpen}
        >
          <Icon aria-hidden size={15} />
          <span className="min-w-0 flex-1 truncate text-start">{collection.name}</span>
          {collection.works !== null && <span className="side-count">{format.number(collection.works)}</span>}
        </button>
        {menu.length > 0 && (
          <span className="side-row-more">
            <Menu
              align="end"
              label={t('organise.more', { name: collection.name })}
              trigger={<IconButton size="sm" icon={Ellipsis} label={t('organise.more', { name: collection.name })} />}
              items={menu}
            />
          </span>
        )}
      </li>
    </ContextMenu>
  )
}

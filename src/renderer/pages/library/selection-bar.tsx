import { ArchiveRestore, Columns2, FolderHeart, Heart, Star, Tag, Trash2, X } from 'lucide-react'
import { type CommandId, commandKeys } from '../../../shared/domain/commands.ts'
import { commandItem } from '../../commands/command-item.ts'
import { commands } from '../../commands/registry.ts'
import { Button } from '../../components/button.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { Menu } from '../../components/menu.tsx'
import { useT } from '../../i18n/locale.tsx'

const ratings: readonly CommandId[] = ['rate.5', 'rate.4', 'rate.3', 'rate.2', 'rate.1', 'rate.0']

/** What can be done with several works at once; a single one has its menu and its keys. */
export function SelectionBar({ count, trashed, onRestore }: { count: number; trashed: boolean; onRestore(): void }) {
  const t = useT()
  const act = (id: CommandId, icon: typeof Heart, label: string) => (
    <IconButton size="sm" icon={icon} label={label} keys={commandKeys[id][0]} onClick={() => commands.run(id)} />
  )
  return (
    <div role="toolbar" aria-label={t('library.selected', { count })} className="selection-bar">
      <span className="px-2 text-sm tabular">{t('library.selected', { count })}</span>
      {trashed ? (
        <Button variant="ghost" size="sm" icon={ArchiveRestore} onClick={onRestore}>
          {t('library.restore')}
        </Button>
      ) : (
        <>
          {act('selection.favourite', Heart, t('command.selection.favourite'))}
          <Menu
            label={t('organise.rating')}
            trigger={<IconButton size="sm" icon={Star} label={t('organise.rating')} />}
            items={ratings.map((id) => commandItem(id, t))}
          />
          {act('selection.tag', Tag, t('command.selection.tag'))}
          {act('selection.collect', FolderHeart, t('command.selection.collect'))}
          {count === 2 && act('selection.compare', Columns2, t('command.selection.compare'))}
          {act('selection.remove', Trash2, t('library.remove'))}
        </>
      )}
      {act('selection.clear', X, t('command.selection.clear'))}
    </div>
  )
}

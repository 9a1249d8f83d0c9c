import { ArchiveRestore, Trash2, X } from 'lucide-react'
import { commandKeys } from '../../../shared/domain/commands.ts'
import { commands } from '../../commands/registry.ts'
import { Button } from '../../components/button.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { useT } from '../../i18n/locale.tsx'

/** What can be done with several works at once; a single one has its menu and its keys. */
export function SelectionBar({ count, trashed, onRestore }: { count: number; trashed: boolean; onRestore(): void }) {
  const t = useT()
  return (
    <div role="toolbar" aria-label={t('library.selected', { count })} className="selection-bar">
      <span className="px-2 text-sm tabular">{t('library.selected', { count })}</span>
      {trashed ? (
        <Button variant="ghost" size="sm" icon={ArchiveRestore} onClick={onRestore}>
          {t('library.restore')}
        </Button>
      ) : (
        <Button variant="ghost" size="sm" icon={Trash2} onClick={() => commands.run('selection.remove')}>
          {t('library.remove')}
        </Button>
      )}
      <IconButton
        size="sm"
        icon={X}
        label={t('command.selection.clear')}
        keys={commandKeys['selection.clear'][0]}
        onClick={() => commands.run('selection.clear')}
      />
    </div>
  )
}

import type { AssetSummary } from '../../../shared/contract/library.ts'
import { useT } from '../../i18n/locale.tsx'
import { NameDialog } from './name-dialog.tsx'
import { useWorkActs } from './use-acts.ts'

export function RenameDialog({ work, onClose }: { work: AssetSummary; onClose(): void }) {
  const t = useT()
  const acts = useWorkActs()
  return (
    <NameDialog
      title={t('library.renameTitle')}
      hint={t('library.renameHint')}
      label={t('library.renameField')}
      confirm={t('library.renameSave')}
      name={work.title}
      maxLength={255}
      onName={(title) => void acts.rename(work.assetId, title)}
      onClose={onClose}
    />
  )
}

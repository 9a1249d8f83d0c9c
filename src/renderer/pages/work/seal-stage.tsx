import type { AssetSummary } from '../../../shared/contract/library.ts'
import { Seal } from '../../components/seal/seal.tsx'
import { useT } from '../../i18n/locale.tsx'

/** The seal where there is nothing to look at, and a sentence that says why. */
export function SealStage({ work, note }: { work: AssetSummary; note?: string }) {
  const t = useT()
  return (
    <div className="stage">
      <div className="stage-seal">
        <Seal
          hash={work.seal}
          kind={work.kind}
          status={work.status}
          size={240}
          label={t('work.sealOf', { title: work.title })}
        />
        {note !== undefined && note !== '' && <p className="stage-note">{note}</p>}
      </div>
    </div>
  )
}

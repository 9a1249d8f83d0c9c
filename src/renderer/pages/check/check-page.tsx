import { ScanSearch } from 'lucide-react'
import { commandKeys } from '../../../shared/domain/commands.ts'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { KeyHint } from '../../components/key-hint.tsx'
import { Page } from '../../components/page.tsx'
import { useT } from '../../i18n/locale.tsx'
import { Link } from '../../router/link.tsx'
import { useScrollMemory } from '../../router/router.ts'
import { useAdding } from '../../state/adding.ts'
import { useConnectionState } from '../../state/core.tsx'
import { useLooks } from '../../state/looks.ts'
import { LookRow } from './look-row.tsx'
import './check.css'

/** "Have I seen this?": any file beside the library, without adding it. */
export function CheckPage() {
  const t = useT()
  const { checkFiles } = useAdding()
  const connected = useConnectionState() === 'open'
  const looks = useLooks((state) => state.looks)
  const scroll = useScrollMemory(true)
  const choose = (
    <Button
      variant={looks.length === 0 ? 'primary' : 'plain'}
      icon={ScanSearch}
      disabled={!connected}
      onClick={checkFiles}
    >
      {t('check.choose')}
    </Button>
  )
  return (
    <Page
      title={t('check.title')}
      description={t('check.subtitle')}
      scrollRef={scroll}
      actions={
        <>
          <Link to={{ name: 'matches', assetId: null }} className="me-2 text-sm underline underline-offset-4">
            {t('check.matches')}
          </Link>
          {looks.length > 0 && (
            <>
              <Button variant="ghost" onClick={() => useLooks.getState().forgetAll()}>
                {t('check.clear')}
              </Button>
              {choose}
            </>
          )}
        </>
      }
    >
      {looks.length === 0 ? (
        <EmptyState
          icon={ScanSearch}
          title={t('check.emptyTitle')}
          description={t('check.emptyHint')}
          actions={
            <div className="flex flex-col items-center gap-3">
              {choose}
              <KeyHint keys={commandKeys['add.check'][0] ?? ''} />
            </div>
          }
        />
      ) : (
        <ul aria-label={t('check.list')}>
          {looks.map((look) => (
            <LookRow key={look.id} look={look} />
          ))}
        </ul>
      )}
    </Page>
  )
}

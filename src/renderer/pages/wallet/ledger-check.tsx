import { useMutation } from '@tanstack/react-query'
import { Link2 } from 'lucide-react'
import { Button } from '../../components/button.tsx'
import { Mono } from '../../components/mono.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { useT } from '../../i18n/locale.tsx'
import { useOrpc } from '../../state/core.tsx'
import { describeError } from '../../state/errors.ts'

/** Recomputes the whole ledger when asked, and names the first entry that does not hold. */
export function LedgerCheck() {
  const t = useT()
  const orpc = useOrpc()
  const check = useMutation(orpc.wallet.verify.mutationOptions())
  return (
    <div className="mt-10 flex flex-wrap items-center gap-4 border-line border-t pt-4">
      <Button size="sm" variant="ghost" icon={Link2} busy={check.isPending} onClick={() => check.mutate({})}>
        {t('wallet.check')}
      </Button>
      <div role="status" className="flex min-w-0 flex-wrap items-center gap-x-4 text-sm">
        {check.isPending && <span className="text-muted">{t('wallet.checking')}</span>}
        {check.isError && <StatusMark tone="needs">{describeError(check.error, t).message}</StatusMark>}
        {check.data?.broken != null && (
          <>
            <StatusMark tone="needs">{t('wallet.checkBroken', { sequence: check.data.broken.sequence })}</StatusMark>
            <p>{check.data.broken.message}</p>
          </>
        )}
        {check.data?.ok === true && (
          <>
            <StatusMark tone="protected">{t('wallet.checkOk', { count: check.data.entries })}</StatusMark>
            {check.data.head !== null && (
              <Mono value={check.data.head} name={t('wallet.head')} ends={8} className="text-muted" />
            )}
          </>
        )}
      </div>
    </div>
  )
}

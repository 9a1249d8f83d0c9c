import { useMutation } from '@tanstack/react-query'
import { Link2 } from 'lucide-react'
import type { CustodyVerification } from '../../../shared/contract/custody.ts'
import { Button } from '../../components/button.tsx'
import { Mono } from '../../components/mono.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { useT } from '../../i18n/locale.tsx'
import { useOrpc } from '../../state/core.tsx'
import { describeError } from '../../state/errors.ts'

/** Recomputes the whole record of protection when asked. */
export function Custody() {
  const t = useT()
  const orpc = useOrpc()
  const check = useMutation(orpc.custody.verify.mutationOptions())
  return (
    <div className="py-5">
      <h3 className="font-semibold">{t('custody.title')}</h3>
      <p className="text-muted text-sm">{t('custody.hint')}</p>
      <div className="mt-3 flex flex-wrap items-center gap-4">
        <Button icon={Link2} busy={check.isPending} onClick={() => check.mutate({})}>
          {t('custody.verify')}
        </Button>
        <div role="status" className="min-w-0">
          {check.isPending && <span className="text-muted text-sm">{t('custody.checking')}</span>}
          {check.isSuccess && <Verdict result={check.data} />}
          {check.isError && <StatusMark tone="needs">{describeError(check.error, t).message}</StatusMark>}
        </div>
      </div>
    </div>
  )
}

function Verdict({ result }: { result: CustodyVerification }) {
  const t = useT()
  if (result.broken !== null) {
    return (
      <>
        <StatusMark tone="needs">{t('custody.broken', { sequence: result.broken.sequence })}</StatusMark>
        <p className="text-sm">{result.broken.message}</p>
      </>
    )
  }
  return (
    <div className="flex flex-wrap items-center gap-x-4">
      <StatusMark tone="protected">{t('custody.ok', { count: result.events })}</StatusMark>
      {result.head !== null && <Mono value={result.head} name={t('custody.head')} ends={8} className="text-muted" />}
    </div>
  )
}

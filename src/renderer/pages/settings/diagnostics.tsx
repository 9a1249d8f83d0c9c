import { useQuery } from '@tanstack/react-query'
import { RotateCw } from 'lucide-react'
import type { DoctorCheck } from '../../../shared/contract/app.ts'
import { Button } from '../../components/button.tsx'
import { CopyButton } from '../../components/copy-button.tsx'
import { DefinitionList } from '../../components/definition-list.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { StatusGlyph } from '../../components/status-mark.tsx'
import { useFormat, useT } from '../../i18n/locale.tsx'
import { reportText } from '../../state/acts.ts'
import { useOrpc } from '../../state/core.tsx'

const tones = { ok: 'quiet', attention: 'needs', failed: 'needs' } as const satisfies Record<
  DoctorCheck['status'],
  string
>

/** What the program found when it looked at itself. */
export function Diagnostics() {
  const t = useT()
  const format = useFormat()
  const orpc = useOrpc()
  const query = useQuery(orpc.app.doctor.queryOptions({ input: {}, staleTime: 60_000 }))
  const report = query.data
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  if (report === undefined) return <Skeleton className="my-5 h-40" />
  return (
    <div className="py-5">
      <div className="flex flex-wrap items-start gap-2">
        <div className="min-w-48 flex-1">
          <h3 className="font-semibold">{t('diagnostics.title')}</h3>
          <p className="text-muted text-sm">{t('diagnostics.at', { when: format.dateTime(report.at) })}</p>
        </div>
        <Button icon={RotateCw} busy={query.isFetching} onClick={() => void query.refetch()}>
          {t('diagnostics.run')}
        </Button>
        <CopyButton text={reportText(report)} label={t('diagnostics.copy')} />
      </div>
      <ul className="mt-4 divide-y divide-line border-line border-t">
        {report.checks.map(({ id, status, title, detail, next }) => (
          <li key={id} className="flex gap-3 py-2.5 text-sm">
            <span className="pt-1">
              {status === 'ok' ? (
                <span aria-hidden className="block size-3 text-center text-muted text-xs leading-3!">
                  ✓
                </span>
              ) : (
                <StatusGlyph tone={tones[status]} />
              )}
            </span>
            <div className="min-w-0 flex-1">
              <p>
                <span className="font-semibold">{title}</span>
                {status !== 'ok' && <span className="text-needs"> · {t(`diagnostics.${status}`)}</span>}
                <span className="sr-only">{status === 'ok' && `: ${t('diagnostics.ok')}`}</span>
              </p>
              <p className="break-words text-muted">{detail}</p>
              {next !== undefined && <p className="text-muted">{next}</p>}
            </div>
          </li>
        ))}
      </ul>
      <h3 className="mt-6 text-muted text-xs">{t('diagnostics.versions')}</h3>
      <DefinitionList
        items={Object.entries(report.versions).map(([term, version]) => ({
          term,
          value: version ?? t('diagnostics.none'),
          mono: true,
        }))}
      />
    </div>
  )
}

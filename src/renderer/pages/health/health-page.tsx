import { useQuery } from '@tanstack/react-query'
import { RotateCw } from 'lucide-react'
import type { DoctorReport } from '../../../shared/contract/app.ts'
import { Button } from '../../components/button.tsx'
import { CopyButton } from '../../components/copy-button.tsx'
import { DefinitionList } from '../../components/definition-list.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { Page } from '../../components/page.tsx'
import { PathText } from '../../components/path-text.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { useFormat, useT } from '../../i18n/locale.tsx'
import { reportText } from '../../state/acts.ts'
import { useOrpc } from '../../state/core.tsx'
import { Section } from '../activity/section.tsx'
import { Check, ToDo } from './check.tsx'
import { Custody } from './custody.tsx'

/** What the program finds when it looks at itself: what needs a person first, each with its one button, then everything else. */
export function HealthPage() {
  const t = useT()
  const format = useFormat()
  const orpc = useOrpc()
  const query = useQuery(orpc.app.doctor.queryOptions({ input: {}, staleTime: 60_000 }))
  const report = query.data
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  return (
    <Page
      title={t('health.title')}
      description={report === undefined ? t('health.checking') : t('health.at', { when: format.dateTime(report.at) })}
      actions={
        report !== undefined && (
          <>
            <CopyButton text={reportText(report)} label={t('health.copy')} />
            <Button icon={RotateCw} busy={query.isFetching} onClick={() => void query.refetch()}>
              {t('health.run')}
            </Button>
          </>
        )
      }
    >
      {report === undefined ? (
        <div aria-busy="true" className="space-y-4">
          <Skeleton className="h-16" />
          <Skeleton className="h-48" />
        </div>
      ) : (
        <Findings report={report} onDone={() => void query.refetch()} />
      )}
    </Page>
  )
}

function Findings({ report, onDone }: { report: DoctorReport; onDone(): void }) {
  const t = useT()
  const open = report.checks.filter(({ status }) => status !== 'ok')
  return (
    <div className="space-y-12">
      <Section title={t('health.todo')}>
        {open.length === 0 ? (
          <div className="py-3">
            <StatusMark tone="protected" className="whitespace-normal">
              {t('health.nothing')}
            </StatusMark>
          </div>
        ) : (
          open.map((check) => <ToDo key={check.id} check={check} onDone={onDone} />)
        )}
      </Section>
      <Section title={t('health.library')}>
        <Place place={report.place} />
      </Section>
      <Section title={t('health.checks')}>
        <ul className="divide-y divide-line">
          {report.checks.map((check) => (
            <Check key={check.id} check={check} />
          ))}
        </ul>
      </Section>
      <Custody />
      <Section title={t('health.versions')}>
        <DefinitionList
          items={Object.entries(report.versions).map(([term, version]) => ({
            term,
            value: version ?? t('health.none'),
            mono: true,
          }))}
        />
      </Section>
    </div>
  )
}

function Place({ place }: { place: DoctorReport['place'] }) {
  const t = useT()
  const format = useFormat()
  const { lastBackupAt, freeBytes } = place
  return (
    <DefinitionList
      items={[
        { term: t('health.profile'), value: <PathText path={place.profileDir} /> },
        {
          term: t('health.size'),
          value: t('health.sizeValue', {
            library: format.bytes(place.libraryBytes),
            cache: format.bytes(place.cacheBytes),
          }),
        },
        { term: t('health.free'), value: freeBytes === null ? t('health.unknown') : format.bytes(freeBytes) },
        {
          term: t('health.lastBackup'),
          value:
            lastBackupAt === null
              ? t('health.noBackup')
              : `${format.dateTime(lastBackupAt)} · ${format.relative(lastBackupAt, Date.now())}`,
        },
        {
          term: t('health.backups'),
          value: t('health.backupsValue', { count: place.backups, bytes: format.bytes(place.backupBytes) }),
        },
      ]}
    />
  )
}

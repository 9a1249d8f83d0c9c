import type { ReactNode } from 'react'
import { assertNever } from '../../../shared/domain/assert-never.ts'
import type { ResultOf, ToolResult, WorkRef } from '../../../shared/domain/assistant-tools.ts'
import { kindIcons } from '../../components/kind-icons.ts'
import { StatusMark } from '../../components/status-mark.tsx'
import { useFormat, useT } from '../../i18n/locale.tsx'
import { Link } from '../../router/link.tsx'
import type { Route } from '../../router/routes.ts'
import { ChangedResult } from './changed-result.tsx'
import { Lead } from './lead.tsx'
import { MoneyResult } from './money-result.tsx'

// What a tool found, drawn: the same card for a model's call and for a ready question.

export function Result({ result }: { result: ToolResult }) {
  switch (result.type) {
    case 'works':
      return <Works result={result} />
    case 'work':
      return (
        <Lines
          items={[
            <Work key="w" work={result.work} />,
            ...result.tags.map(({ tagId, name }) => <span key={tagId}>#{name.text}</span>),
          ]}
        />
      )
    case 'fingerprint':
      return <Fingerprint result={result} />
    case 'matches':
      return <Matches result={result} />
    case 'analytics':
      return <Analytics result={result} />
    case 'health':
      return <Health result={result} />
    case 'collections':
      return <Collections result={result} />
    case 'changed':
      return <ChangedResult result={result} />
    case 'value':
    case 'balance':
    case 'transactions':
      return <MoneyResult result={result} />
    default:
      return assertNever(result)
  }
}

function Lines({ items }: { items: readonly ReactNode[] }) {
  return (
    <ul className="card-lines">
      {items.map((item, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- a kept result never changes
        <li key={index}>{item}</li>
      ))}
    </ul>
  )
}

function Stats({ items }: { items: readonly { label: string; value: string; to?: Route }[] }) {
  return (
    <dl className="card-stats">
      {items.map(({ label, value, to }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            {to === undefined ? (
              value
            ) : (
              <Link to={to} className="underline underline-offset-4">
                {value}
              </Link>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Work({ work, aside }: { work: WorkRef; aside?: string }) {
  const Icon = kindIcons[work.kind]
  return (
    <span className="flex min-w-0 items-center gap-2">
      <Icon aria-hidden size={14} className="shrink-0 text-faint" />
      <Link
        to={{ name: 'work', assetId: work.assetId }}
        className="min-w-0 truncate underline-offset-4 hover:underline"
      >
        {work.title.text}
      </Link>
      {aside !== undefined && <span className="shrink-0 text-muted text-xs tabular">{aside}</span>}
    </span>
  )
}

function Cut({ shown }: { shown: boolean }) {
  const t = useT()
  return shown ? <p className="mt-1 text-muted text-xs">{t('ask.cut')}</p> : null
}

function Works({ result }: { result: ResultOf<'works'> }) {
  const t = useT()
  const format = useFormat()
  const { search, total: count, items, cut } = result
  return (
    <>
      <p className="font-semibold">
        {search === '' ? t('ask.works', { count }) : t('ask.worksFor', { count, search })}
      </p>
      <Lines items={items.map((work) => <Work key={work.assetId} work={work} aside={format.date(work.addedAt)} />)} />
      <Cut shown={cut} />
      {count > 0 && <Lead to={{ name: 'library' }}>{t('ask.seeLibrary')}</Lead>}
    </>
  )
}

function Fingerprint({ result }: { result: ResultOf<'fingerprint'> }) {
  return (
    <>
      <Work work={result.work} />
      <dl className="card-facts">
        {Object.entries({
          sha256: result.sha256,
          ...(result.iscc === null ? {} : { iscc: result.iscc }),
          ...result.facts,
        }).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="break-all font-mono text-xs">{value}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}

function Matches({ result }: { result: ResultOf<'matches'> }) {
  const t = useT()
  const format = useFormat()
  const { items, total: count, open } = result
  return (
    <>
      <p className="font-semibold">
        {t('ask.matches', { count })}
        {open > 0 && <span className="ms-2 font-normal text-muted">{t('ask.openMatches', { count: open })}</span>}
      </p>
      <ul className="card-lines">
        {items.map(({ matchId, first, second, match, similarity }) => (
          <li key={matchId} className="card-pair">
            <StatusMark tone="matched">{t(`matches.type.${match}`)}</StatusMark>
            <Work work={first} />
            <Work work={second} />
            <span className="text-end text-muted text-xs tabular">{format.percent(similarity)}</span>
          </li>
        ))}
      </ul>
      {count > 0 && <Lead to={{ name: 'matches', assetId: null }}>{t('ask.seeMatches')}</Lead>}
    </>
  )
}

const kinds = ['image', 'audio', 'video', 'text'] as const

function Analytics({ result }: { result: ResultOf<'analytics'> }) {
  const t = useT()
  const { number } = useFormat()
  return (
    <Stats
      items={[
        { label: t('ask.stat.works'), value: number(result.works), to: { name: 'library' } },
        ...kinds.map((kind) => ({ label: t(`ask.kind.${kind}`), value: number(result.protectedByKind[kind] ?? 0) })),
        { label: t('ask.stat.favourites'), value: number(result.favourites) },
        { label: t('ask.stat.collections'), value: number(result.collections) },
        { label: t('ask.stat.failed'), value: number(result.failed) },
        { label: t('ask.stat.missing'), value: number(result.missing) },
      ]}
    />
  )
}

function Health({ result }: { result: ResultOf<'health'> }) {
  const t = useT()
  const { number } = useFormat()
  const { failed, missing, openMatches, jobs, parked, failedWorks, folders } = result
  const stats = [
    { label: t('ask.stat.failed'), n: failed, to: { name: 'library' } as const },
    { label: t('ask.stat.missing'), n: missing, to: { name: 'library' } as const },
    { label: t('ask.stat.openMatches'), n: openMatches, to: { name: 'matches', assetId: null } as const },
    { label: t('ask.stat.parked'), n: jobs.parked, to: { name: 'activity' } as const },
  ].filter(({ n }) => n > 0)
  const bad = folders.some(({ health }) => health !== 'ok' && health !== 'scanning')
  return (
    <>
      {stats.length === 0 && !bad ? (
        <p className="font-semibold">{t('ask.calm')}</p>
      ) : (
        <Stats items={stats.map(({ label, n, to }) => ({ label, value: number(n), to }))} />
      )}
      <Lines
        items={[
          ...failedWorks.map((work) => <Work key={work.assetId} work={work} aside={t('ask.stat.failed')} />),
          ...parked.map(({ label, failure }) => `${label.text}${failure === null ? '' : `: ${failure.text}`}`),
        ]}
      />
      {folders.length > 0 && (
        <ul className="card-lines">
          {folders.map(({ name, health, present }, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- a kept result never changes
            <li key={index} className="flex gap-2">
              <Link to={{ name: 'watched' }} className="min-w-0 flex-1 truncate underline-offset-4 hover:underline">
                {name.text}
              </Link>
              <span className="text-muted tabular">{t('ask.works', { count: present })}</span>
              <StatusMark tone={health === 'ok' ? 'protected' : health === 'scanning' ? 'working' : 'needs'}>
                {t(`ask.folder.${health}`)}
              </StatusMark>
            </li>
          ))}
        </ul>
      )}
      <Cut shown={result.cut} />
    </>
  )
}

function Collections({ result }: { result: ResultOf<'collections'> }) {
  const t = useT()
  const { number } = useFormat()
  const { collections, tags } = result
  return (
    <>
      <Lines
        items={collections.map(({ name, works, smart }) => (
          <span key={name.text} className="flex gap-2">
            <span className="min-w-0 flex-1 truncate">{name.text}</span>
            <span className="text-muted tabular">{smart || works === null ? t('ask.smart') : number(works)}</span>
          </span>
        ))}
      />
      <p className="mt-2 flex flex-wrap gap-x-3 gap-y-1 text-sm">
        {tags.map(({ tagId, name, works }) => (
          <span key={tagId}>
            #{name.text} <span className="text-muted tabular">{number(works)}</span>
          </span>
        ))}
      </p>
      <Cut shown={result.cut} />
    </>
  )
}

import { useQuery } from '@tanstack/react-query'
import type { Batch } from '../../../shared/contract/intake.ts'
import type { Overview } from '../../../shared/contract/overview.ts'
import type { WatchedRoot } from '../../../shared/contract/watch.ts'
import { ProgressBar } from '../../components/progress-bar.tsx'
import { useFormat, useT } from '../../i18n/locale.tsx'
import { Link } from '../../router/link.tsx'
import { navigate } from '../../router/router.ts'
import { useRecentBatches, workUnderWay } from '../../state/batches.ts'
import { useOrpc } from '../../state/core.tsx'
import { Tile, Way } from './tile.tsx'
import { useLibraryAt } from './use-library-at.ts'

/** Folders of which nothing new is seen until somebody looks. */
const troubled: ReadonlySet<WatchedRoot['health']> = new Set(['offline', 'replaced'])

export function NeedsYou({ overview: { needsYou } }: { overview: Overview }) {
  const t = useT()
  const open = useLibraryAt()
  const orpc = useOrpc()
  const { failed, missing, jobs } = needsYou
  const matches = useQuery(orpc.matches.counts.queryOptions({ input: {} })).data?.open ?? 0
  const roots = useQuery(orpc.watch.list.queryOptions({ input: {} })).data?.roots ?? []
  const away = roots.filter(({ health }) => troubled.has(health)).length
  return (
    <Tile title={t('dashboard.needsYou')}>
      {failed + missing + jobs + matches + away === 0 && (
        <p className="text-muted text-sm">{t('dashboard.needsNothing')}</p>
      )}
      {failed > 0 && (
        <Way needs onClick={() => open({ statuses: ['failed'] })}>
          {t('dashboard.failed', { count: failed })}
        </Way>
      )}
      {missing > 0 && (
        <Way needs onClick={() => open({ text: 'is:missing' })}>
          {t('dashboard.missing', { count: missing })}
        </Way>
      )}
      {jobs > 0 && (
        <Way needs onClick={() => navigate({ name: 'activity' })}>
          {t('dashboard.jobs', { count: jobs })}
        </Way>
      )}
      {away > 0 && (
        <Way needs onClick={() => navigate({ name: 'watched' })}>
          {t('dashboard.away', { count: away })}
        </Way>
      )}
      {matches > 0 && (
        <Way onClick={() => navigate({ name: 'matches', assetId: null })}>
          {t('dashboard.matches', { count: matches })}
        </Way>
      )}
    </Tile>
  )
}

export function UnderWay({ overview }: { overview: Overview }) {
  const t = useT()
  const batches = useRecentBatches()
  const running = workUnderWay(batches) !== null
  return (
    <Tile title={t('dashboard.underWay')}>
      {!running && overview.waiting === 0 && <p className="text-muted text-sm">{t('dashboard.idle')}</p>}
      {!running && overview.waiting > 0 && (
        <Way onClick={() => navigate({ name: 'activity' })}>{t('dashboard.waiting', { count: overview.waiting })}</Way>
      )}
      <Running batches={batches} />
    </Tile>
  )
}

/** All batches under way as one bar; nothing when there is none. */
function Running({ batches }: { batches: readonly Batch[] }) {
  const t = useT()
  const format = useFormat()
  const work = workUnderWay(batches)
  if (work === null) return null
  const values = { done: format.number(work.done), found: format.number(work.found) }
  const label = t(work.paused ? 'frame.pausedWork' : work.counted ? 'frame.working' : 'frame.workingCounting', values)
  return (
    <Link to={{ name: 'activity' }} className="block text-sm">
      <span className="mb-1 block tabular">{label}</span>
      <ProgressBar label={label} value={work.counted && work.found > 0 ? work.done / work.found : null} />
    </Link>
  )
}

/** Folders that take care of themselves; nothing while there are none. */
export function Watched() {
  const t = useT()
  const format = useFormat()
  const roots = useQuery(useOrpc().watch.list.queryOptions({ input: {} })).data?.roots ?? []
  if (roots.length === 0) return null
  const lookedAt = Math.max(0, ...roots.map(({ lastScan }) => lastScan?.at ?? 0))
  return (
    <Tile title={t('nav.watched')}>
      <Way onClick={() => navigate({ name: 'watched' })}>
        {t('dashboard.watched', { count: roots.length })}
        {lookedAt > 0 && (
          <span className="block text-muted text-xs">
            {t('dashboard.lookedAt', { when: format.relative(lookedAt, Date.now()) })}
          </span>
        )}
      </Way>
    </Tile>
  )
}

/** The latest estimate with its range, and what is there in each currency; nothing before either. */
export function Worth() {
  const t = useT()
  const format = useFormat()
  const orpc = useOrpc()
  const estimate = useQuery(orpc.value.latest.queryOptions({ input: {} })).data ?? null
  const balances = useQuery(orpc.wallet.balances.queryOptions({ input: {} })).data?.balances ?? []
  if (estimate === null && balances.length === 0) return null
  return (
    <Tile title={t('dashboard.worth')}>
      {estimate !== null && (
        <Way onClick={() => navigate({ name: 'value', assetId: null })}>
          {t('dashboard.estimate', { value: format.roundMoney(estimate.result.value) })}
          <span className="block text-muted text-xs">
            {estimate.range === null
              ? t('dashboard.estimateHint')
              : t('dashboard.estimateRange', {
                  low: format.roundMoney(estimate.range.p5),
                  high: format.roundMoney(estimate.range.p95),
                })}
          </span>
        </Way>
      )}
      {balances.map(({ currency, available }) => (
        <Way key={currency} onClick={() => navigate({ name: 'wallet', section: 'transactions' })}>
          {t('dashboard.available', { value: format.money(available) })}
        </Way>
      ))}
    </Tile>
  )
}

export function Storage({ overview: { storage } }: { overview: Overview }) {
  const t = useT()
  const format = useFormat()
  const parts = [
    { name: t('dashboard.originals'), hint: t('dashboard.originalsHint'), bytes: storage.originalBytes },
    { name: t('dashboard.library'), hint: t('dashboard.libraryHint'), bytes: storage.libraryBytes },
    { name: t('dashboard.cache'), hint: t('dashboard.cacheHint'), bytes: storage.cacheBytes },
  ]
  return (
    <Tile title={t('dashboard.storage')}>
      <dl className="board-storage">
        {parts.map(({ name, hint, bytes }) => (
          <div key={name}>
            <dt>
              {name}
              <span className="block text-muted text-xs">{hint}</span>
            </dt>
            <dd className="tabular">{format.bytes(bytes)}</dd>
          </div>
        ))}
      </dl>
    </Tile>
  )
}

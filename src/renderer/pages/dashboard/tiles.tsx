import type { Batch } from '../../../shared/contract/intake.ts'
import type { Overview } from '../../../shared/contract/overview.ts'
import { ProgressBar } from '../../components/progress-bar.tsx'
import { useFormat, useT } from '../../i18n/locale.tsx'
import { Link } from '../../router/link.tsx'
import { navigate } from '../../router/router.ts'
import { useRecentBatches, workUnderWay } from '../../state/batches.ts'
import { Tile, Way } from './tile.tsx'
import { useLibraryAt } from './use-library-at.ts'

export function NeedsYou({ overview: { needsYou } }: { overview: Overview }) {
  const t = useT()
  const open = useLibraryAt()
  const { failed, missing, jobs } = needsYou
  return (
    <Tile title={t('dashboard.needsYou')}>
      {failed + missing + jobs === 0 && <p className="text-muted text-sm">{t('dashboard.needsNothing')}</p>}
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

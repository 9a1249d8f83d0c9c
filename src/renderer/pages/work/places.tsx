import { clsx } from 'clsx'
import type { AssetDetail, LocationStatus, Version } from '../../../shared/contract/library.ts'
import { PathText } from '../../components/path-text.tsx'
import { StatusMark, type Tone } from '../../components/status-mark.tsx'
import { Mono } from '../../components/mono.tsx'
import { useFormat, useT } from '../../i18n/locale.tsx'

const placeTones: Record<LocationStatus, Tone> = { present: 'quiet', missing: 'needs', offline: 'working' }
const versionTones: Record<Version['fingerprintState'], Tone> = {
  complete: 'protected',
  pending: 'working',
  failed: 'needs',
}

/** Where the file lies, and whether it still does. */
export function Places({ work }: { work: AssetDetail }) {
  const t = useT()
  const format = useFormat()
  if (work.locations.length === 0) return <p className="text-muted text-sm">{t('work.placesNone')}</p>
  return (
    <ul className="divide-y divide-line">
      {work.locations.map(({ locationId, path, status, lastSeenAt }) => (
        <li key={locationId} className="py-2">
          <PathText path={path} className={clsx('text-sm', status !== 'present' && 'text-muted')} />
          <div className="flex flex-wrap items-center justify-between gap-x-4 text-xs">
            <StatusMark tone={placeTones[status]} className="text-xs!">
              {t(`work.place.${status}`)}
            </StatusMark>
            <span className="text-muted tabular">{t('work.placeSeen', { when: format.dateTime(lastSeenAt) })}</span>
          </div>
        </li>
      ))}
    </ul>
  )
}

/** What the work looked like before, each version with its own proof. */
export function Versions({ work }: { work: AssetDetail }) {
  const t = useT()
  const format = useFormat()
  return (
    <ol className="divide-y divide-line">
      {work.versions.map((version) => (
        <li key={version.versionId} className="flex flex-col gap-0.5 py-2 text-sm">
          <div className="flex flex-wrap items-baseline justify-between gap-x-4">
            <span className={clsx('tabular', version.current && 'font-semibold')}>
              {format.dateTime(version.createdAt)}
              {version.current && ` · ${t('work.version.current')}`}
            </span>
            <StatusMark tone={versionTones[version.fingerprintState]}>
              {t(`work.version.${version.fingerprintState}`)}
            </StatusMark>
          </div>
          <div className="flex flex-wrap items-center justify-between gap-x-4 text-muted">
            <Mono value={version.sha256} name="SHA-256" ends={8} />
            <span className="text-xs tabular">{format.bytes(version.bytes)}</span>
          </div>
        </li>
      ))}
    </ol>
  )
}

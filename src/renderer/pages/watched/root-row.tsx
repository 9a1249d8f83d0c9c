import { CircleCheck, Ellipsis, FolderX, Pause, Play, ScanSearch, SlidersHorizontal } from 'lucide-react'
import { useState } from 'react'
import type { RootHealth, WatchedRoot } from '../../../shared/contract/watch.ts'
import { AlertDialog } from '../../components/alert-dialog.tsx'
import { Disclosure } from '../../components/disclosure.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { Menu, type MenuItem } from '../../components/menu.tsx'
import { PathText } from '../../components/path-text.tsx'
import { StatusMark, type Tone } from '../../components/status-mark.tsx'
import { useFormat, useT } from '../../i18n/locale.tsx'
import { useClient, useWritable } from '../../state/core.tsx'
import { useTelling } from '../activity/use-telling.ts'
import { RootIssues } from './root-issues.tsx'
import { RulesDialog, type RuleLists } from './rules-dialog.tsx'

const tones: Record<RootHealth, Tone> = {
  ok: 'protected',
  scanning: 'working',
  offline: 'quiet',
  replaced: 'needs',
  limited: 'needs',
  paused: 'quiet',
}

/** One folder: its state in a line, what is wrong with it in another, and what can be done. */
export function RootRow({ root, lists }: { root: WatchedRoot; lists: RuleLists }) {
  const t = useT()
  const client = useClient()
  const writable = useWritable()
  const tell = useTelling()
  const [asking, setAsking] = useState(false)
  const [ruling, setRuling] = useState(false)
  const { rootId, name, path, health, failure, issues } = root
  const paused = health === 'paused'
  const items: MenuItem[] = [
    {
      id: 'rules',
      label: t('watched.rules'),
      icon: SlidersHorizontal,
      disabled: !writable,
      onSelect: () => setRuling(true),
    },
    ...(health === 'replaced'
      ? [
          {
            id: 'accept',
            label: t('watched.accept'),
            icon: CircleCheck,
            disabled: !writable,
            onSelect: () => tell(client.watch.accept({ rootId })),
          },
        ]
      : []),
    { type: 'separator', id: 'line' },
    { id: 'remove', label: t('watched.remove'), icon: FolderX, disabled: !writable, onSelect: () => setAsking(true) },
  ]

  return (
    <article aria-label={name} className="py-5">
      <div className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <h2 className="flex items-center gap-3">
            <bdi className="truncate font-semibold">{name}</bdi>
            <StatusMark tone={tones[health]}>{t(`watched.health.${health}`)}</StatusMark>
          </h2>
          <PathText path={path} className="mt-0.5 font-mono text-muted text-xs" />
          <Facts root={root} />
          {failure !== null && <p className="mt-1 text-needs text-sm">{failure.message}</p>}
          {health === 'limited' && <p className="mt-1 text-needs text-sm">{t('watched.limitedHint')}</p>}
          {root.drive === 'network' && <p className="mt-1 text-muted text-sm">{t('watched.network')}</p>}
        </div>
        <div className="flex shrink-0 items-center gap-1">
          <IconButton
            label={`${t('watched.scan')}: ${name}`}
            icon={ScanSearch}
            disabled={!writable || paused || health === 'scanning'}
            onClick={() => tell(client.watch.scan({ rootId }))}
          />
          <IconButton
            label={`${t(paused ? 'common.resume' : 'common.pause')}: ${name}`}
            icon={paused ? Play : Pause}
            disabled={!writable}
            onClick={() => tell(paused ? client.watch.resume({ rootId }) : client.watch.pause({ rootId }))}
          />
          <Menu
            align="end"
            label={name}
            trigger={<IconButton label={`${t('watched.more')}: ${name}`} icon={Ellipsis} />}
            items={items}
          />
        </div>
      </div>
      {issues > 0 && (
        <Disclosure label={(open) => (open ? t('watched.problemsHide') : t('watched.problems', { count: issues }))}>
          <RootIssues root={root} />
        </Disclosure>
      )}
      {ruling && <RulesDialog root={root} lists={lists} onClose={() => setRuling(false)} />}
      <AlertDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('watched.removeTitle', { name })}
        description={t('watched.removeHint')}
        confirmLabel={t('watched.remove')}
        onConfirm={() => tell(client.watch.remove({ rootId }), t('watched.removed', { name }))}
      />
    </article>
  )
}

/** Counts and times, between dots. */
function Facts({ root }: { root: WatchedRoot }) {
  const t = useT()
  const format = useFormat()
  const { locations, lastScan, scanned, settling } = root
  const facts = [
    scanned === null
      ? lastScan === null
        ? t('watched.never')
        : t('watched.lastScan', { when: format.relative(lastScan.at, Date.now()) })
      : t('watched.reading', { count: scanned }),
    locations.present > 0 ? t('watched.present', { count: locations.present }) : '',
    locations.offline > 0 ? t('watched.offline', { count: locations.offline }) : '',
    locations.missing > 0 ? t('watched.missing', { count: format.number(locations.missing) }) : '',
    lastScan !== null && lastScan.leftOut > 0 ? t('watched.leftOut', { count: format.number(lastScan.leftOut) }) : '',
    settling > 0 ? t('watched.settling', { count: settling }) : '',
  ]
  return <p className="mt-1 text-muted text-sm tabular">{facts.filter((fact) => fact !== '').join(' · ')}</p>
}

import { clsx } from 'clsx'
import { useQuery } from '@tanstack/react-query'
import type { LucideIcon } from 'lucide-react'
import {
  Activity,
  Blend,
  Command,
  FolderSync,
  HeartPulse,
  House,
  Images,
  MessagesSquare,
  Plus,
  Scale,
  Settings2,
  Wallet,
} from 'lucide-react'
import { commandKeys } from '../../shared/domain/commands.ts'
import { commandItem } from '../commands/command-item.ts'
import { commands } from '../commands/registry.ts'
import { Badge } from '../components/badge.tsx'
import { BrandMark } from '../components/brand-mark.tsx'
import { Button } from '../components/button.tsx'
import { KeyHint } from '../components/key-hint.tsx'
import { Menu } from '../components/menu.tsx'
import { Tooltip } from '../components/tooltip.tsx'
import { useFormat, useT } from '../i18n/locale.tsx'
import { Link } from '../router/link.tsx'
import { useRoute } from '../router/router.ts'
import type { Route } from '../router/routes.ts'
import { useJobCounts } from '../state/batches.ts'
import { useAppInfo, useOrpc } from '../state/core.tsx'
import { RunningWork } from './running-work.tsx'

const labelClass = 'truncate max-lg:sr-only'

function NavLink(props: {
  to: Route
  icon: LucideIcon
  label: string
  keys?: string
  current: boolean
  badge?: string
}) {
  const { icon: Icon } = props
  return (
    <Tooltip content={props.label} keys={props.keys} side="right">
      <Link
        to={props.to}
        aria-current={props.current ? 'page' : undefined}
        className={clsx(
          'relative flex h-9 items-center gap-3 rounded-sm px-3 text-sm transition-colors max-lg:justify-center max-lg:px-0',
          props.current ? 'bg-pressed font-semibold text-ink' : 'text-muted hover:bg-hover hover:text-ink',
        )}
      >
        <Icon aria-hidden size={18} strokeWidth={props.current ? 2 : 1.75} className="shrink-0" />
        <span className={clsx(labelClass, 'flex-1')}>{props.label}</span>
        {props.badge !== undefined && (
          <span className="max-lg:absolute max-lg:end-0 max-lg:top-0 max-lg:scale-75">
            <Badge tone="needs">{props.badge}</Badge>
          </span>
        )}
      </Link>
    </Tooltip>
  )
}

/** The calm edge of the window: brand, the one primary action, three rooms, and what is under way. */
export function Rail() {
  const t = useT()
  const format = useFormat()
  const route = useRoute()
  const parked = useJobCounts()?.parked ?? 0
  const open = useQuery(useOrpc().matches.counts.queryOptions({ input: {} })).data?.open ?? 0
  const readOnly = useAppInfo()?.readOnly === true
  return (
    <nav
      aria-label={t('frame.navigation')}
      className="flex w-56 shrink-0 flex-col border-line border-e bg-sunken p-3 max-lg:w-16"
    >
      <div className="flex h-10 items-center gap-2.5 px-1.5 max-lg:justify-center max-lg:px-0">
        <BrandMark size={24} />
        <span className={clsx(labelClass, 'font-semibold text-sm tracking-[0.08em]')}>META-STAMP</span>
      </div>
      <div className="mt-4 mb-5">
        <Menu
          trigger={
            <Button variant="primary" icon={Plus} aria-label={t('frame.add')} className="h-9! w-full max-lg:px-0">
              <span className={labelClass}>{t('frame.add')}</span>
            </Button>
          }
          items={[commandItem('add.files', t), commandItem('add.folder', t), commandItem('add.check', t)]}
        />
      </div>
      <div className="flex flex-col gap-0.5">
        <NavLink
          to={{ name: 'home' }}
          icon={House}
          label={t('nav.home')}
          keys={commandKeys['go.home'][0] ?? ''}
          current={route.name === 'home'}
        />
        <NavLink
          to={{ name: 'library' }}
          icon={Images}
          label={t('nav.library')}
          keys={commandKeys['go.library'][0] ?? ''}
          current={route.name === 'library' || route.name === 'work'}
        />
        <NavLink
          to={{ name: 'matches', assetId: null }}
          icon={Blend}
          label={t('nav.matches')}
          keys={commandKeys['go.matches'][0] ?? ''}
          current={route.name === 'matches' || route.name === 'check'}
          {...(open > 0 ? { badge: format.number(open) } : {})}
        />
        <NavLink
          to={{ name: 'value', assetId: null }}
          icon={Scale}
          label={t('nav.value')}
          keys={commandKeys['go.value'][0] ?? ''}
          current={route.name === 'value'}
        />
        <NavLink
          to={{ name: 'wallet', section: 'transactions' }}
          icon={Wallet}
          label={t('nav.wallet')}
          keys={commandKeys['go.wallet'][0] ?? ''}
          current={route.name === 'wallet'}
        />
        <NavLink
          to={{ name: 'assistant', conversationId: null }}
          icon={MessagesSquare}
          label={t('nav.assistant')}
          keys={commandKeys['go.assistant'][0] ?? ''}
          current={route.name === 'assistant'}
        />
        <NavLink
          to={{ name: 'watched' }}
          icon={FolderSync}
          label={t('nav.watched')}
          keys={commandKeys['go.watched'][0] ?? ''}
          current={route.name === 'watched'}
        />
        <NavLink
          to={{ name: 'activity' }}
          icon={Activity}
          label={t('nav.activity')}
          keys={commandKeys['go.activity'][0] ?? ''}
          current={route.name === 'activity'}
          {...(parked > 0 ? { badge: format.number(parked) } : {})}
        />
      </div>
      <div className="flex-1" />
      <RunningWork />
      <div className="mt-2 flex flex-col gap-0.5 border-line border-t pt-2">
        <Tooltip content={t('palette.title')} keys={commandKeys['palette.open'][0]} side="right">
          <button
            type="button"
            onClick={() => commands.run('palette.open')}
            className="flex h-9 items-center gap-3 rounded-sm px-3 text-muted text-sm transition-colors hover:bg-hover hover:text-ink max-lg:justify-center max-lg:px-0"
          >
            <Command aria-hidden size={18} strokeWidth={1.75} className="shrink-0" />
            <span className={clsx(labelClass, 'flex-1 text-start')}>{t('frame.search')}</span>
            <span className="max-lg:hidden">
              <KeyHint keys="CmdOrCtrl+K" />
            </span>
          </button>
        </Tooltip>
        <NavLink
          to={{ name: 'health' }}
          icon={HeartPulse}
          label={t('nav.health')}
          current={route.name === 'health'}
          {...(readOnly ? { badge: '!' } : {})}
        />
        <NavLink
          to={{ name: 'settings', section: 'appearance' }}
          icon={Settings2}
          label={t('nav.settings')}
          keys={commandKeys['go.settings'][0] ?? ''}
          current={route.name === 'settings'}
        />
      </div>
    </nav>
  )
}

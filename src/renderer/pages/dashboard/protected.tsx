import { FolderHeart, Heart, type LucideIcon } from 'lucide-react'
import type { Overview } from '../../../shared/contract/overview.ts'
import { MediaKind } from '../../../shared/domain/media-kind.ts'
import { kindIcons } from '../../components/kind-icons.ts'
import { useFormat, useT } from '../../i18n/locale.tsx'
import { Arrivals, kindInk } from './arrivals.tsx'
import { useLibraryAt } from './use-library-at.ts'

/** How much is protected, since when, of which kinds, and what a person made of it. */
export function Protected({ overview }: { overview: Overview }) {
  const t = useT()
  const format = useFormat()
  const open = useLibraryAt()
  const { protectedByKind } = overview
  const total = MediaKind.options.reduce((sum, kind) => sum + protectedByKind[kind], 0)
  return (
    <section aria-label={t('dashboard.overTime')} className="board-main">
      <p>
        <button type="button" className="board-figure" onClick={() => open({ statuses: ['ready'] })}>
          <span className="tabular">{format.number(total)}</span>{' '}
          <span className="board-figure-name">{t('dashboard.protected', { count: total })}</span>
        </button>
      </p>
      {/* A single bar says nothing that the figure above it does not. */}
      {overview.periods.length > 1 && (
        <div className="mt-4">
          <Arrivals overview={overview} />
        </div>
      )}
      <ul className="board-kinds">
        {MediaKind.options.map((kind) => {
          const Icon = kindIcons[kind]
          const count = format.number(protectedByKind[kind])
          return (
            <li key={kind}>
              <button type="button" onClick={() => open({ kinds: [kind], statuses: ['ready'] })}>
                <span aria-hidden className="board-swatch" style={{ background: kindInk[kind] }} />
                <Icon aria-hidden size={15} className="text-muted" />
                <span className="text-muted">{t(`kind.${kind}s`)}</span>
                <span className="tabular">{count}</span>
              </button>
            </li>
          )
        })}
      </ul>
      <ul className="board-kinds">
        <Own
          icon={Heart}
          label={t('dashboard.favourites', { count: overview.favourites })}
          onClick={() => open({ text: 'is:favourite' })}
        />
        <Own
          icon={FolderHeart}
          label={t('dashboard.collections', { count: overview.collections })}
          onClick={() => open({ text: 'is:collected' })}
        />
      </ul>
    </section>
  )
}

function Own({ icon: Icon, label, onClick }: { icon: LucideIcon; label: string; onClick(): void }) {
  return (
    <li>
      <button type="button" onClick={onClick}>
        <Icon aria-hidden size={15} className="text-muted" />
        {label}
      </button>
    </li>
  )
}

import { clsx } from 'clsx'
import { SearchX } from 'lucide-react'
import { useRef, useState } from 'react'
import { useCommand } from '../../commands/registry.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { SearchField } from '../../components/search-field.tsx'
import { useT } from '../../i18n/locale.tsx'
import { Link } from '../../router/link.tsx'
import type { SettingsSection } from '../../router/routes.ts'
import { settingsSections } from '../../router/routes.ts'
import type { SettingItem } from './items.tsx'
import { settingItems } from './items.tsx'
import { matchesWords } from './match.ts'
import { SettingRow } from './setting-row.tsx'

/** Every setting with its default and the way back to it; found by section or by word. */
export function SettingsPage({ section }: { section: SettingsSection }) {
  const t = useT()
  const [query, setQuery] = useState('')
  const field = useRef<HTMLInputElement>(null)
  useCommand('search.focus', () => field.current?.focus())
  const searching = query.trim() !== ''
  const textOf = (item: SettingItem) =>
    [item.label, item.hint].map((key) => (key === undefined ? '' : t(key))).join(' ')
  const found = settingItems.filter((item) =>
    searching
      ? matchesWords(`${textOf(item)} ${t(`settings.section.${item.section}`)}`, query)
      : item.section === section,
  )
  const sections = settingsSections.filter((name) => found.some((item) => item.section === name))
  return (
    <div className="flex h-full flex-col">
      <header className="flex shrink-0 flex-wrap items-center gap-x-6 gap-y-2 border-line border-b px-8 py-4">
        <h1 className="flex-1 font-semibold text-xl">{t('settings.title')}</h1>
        <SearchField
          ref={field}
          label={t('settings.search')}
          clearLabel={t('common.clearSearch')}
          value={query}
          onChange={setQuery}
          keys="/"
          className="w-72"
        />
      </header>
      <div className="flex min-h-0 flex-1">
        <nav aria-label={t('settings.sections')} className="w-44 shrink-0 overflow-y-auto py-6 ps-6">
          {settingsSections.map((name) => (
            <Link
              key={name}
              to={{ name: 'settings', section: name }}
              onClick={() => setQuery('')}
              aria-current={!searching && name === section ? 'page' : undefined}
              className={clsx(
                'flex h-8 items-center rounded-sm px-2 text-sm',
                !searching && name === section
                  ? 'bg-hover font-semibold text-ink'
                  : 'text-muted hover:bg-hover hover:text-ink',
              )}
            >
              <span className="truncate">{t(`settings.section.${name}`)}</span>
            </Link>
          ))}
        </nav>
        {/* A section without a control is scrolled by the keys all the same. */}
        <div
          key={searching ? 'found' : section}
          tabIndex={0}
          className="min-w-0 flex-1 overflow-y-auto px-8 pt-6 pb-16"
        >
          <div className="max-w-2xl">
            {sections.length === 0 && (
              <EmptyState icon={SearchX} title={t('settings.noResults', { query: query.trim() })} />
            )}
            {sections.map((name) => (
              <section key={name} aria-label={t(`settings.section.${name}`)} className="mb-10">
                <h2 className="border-line-strong border-b pb-2 font-semibold text-sm">
                  {t(`settings.section.${name}`)}
                </h2>
                <div className="divide-y divide-line">
                  {found
                    .filter((item) => item.section === name)
                    .map((item) =>
                      item.type === 'panel' ? <item.Panel key={item.id} /> : <SettingRow key={item.id} item={item} />,
                    )}
                </div>
              </section>
            ))}
          </div>
        </div>
      </div>
    </div>
  )
}

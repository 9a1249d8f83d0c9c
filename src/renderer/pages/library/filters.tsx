import { AudioLines, FileText, Film, Image, type LucideIcon, Trash2, X } from 'lucide-react'
import type { AssetStatus, LibraryCounts, LibraryQuery } from '../../../shared/contract/library.ts'
import { MediaKind } from '../../../shared/domain/media-kind.ts'
import { Button } from '../../components/button.tsx'
import { ToggleChip } from '../../components/toggle-chip.tsx'
import { useFormat, useT } from '../../i18n/locale.tsx'

export const kindIcons: Record<MediaKind, LucideIcon> = { image: Image, audio: AudioLines, video: Film, text: FileText }

/** Waiting and working are one thing to a person: not done yet. */
const stagesOf: readonly { name: AssetStatus; statuses: readonly AssetStatus[] }[] = [
  { name: 'ready', statuses: ['ready'] },
  { name: 'processing', statuses: ['queued', 'processing'] },
  { name: 'failed', statuses: ['failed'] },
]

export type FiltersProps = {
  query: LibraryQuery
  counts: LibraryCounts | undefined
  onQuery(change: Partial<LibraryQuery>): void
}

/** Whether anything but the order narrows what is shown. */
export function isFiltered({ text, kinds, statuses }: LibraryQuery): boolean {
  return text.trim() !== '' || kinds.length > 0 || statuses.length > 0
}

export const noFilters = { text: '', kinds: [], statuses: [] } satisfies Partial<LibraryQuery>

/** Kinds and states that occur, with how many works stand behind each; pressed ones narrow the view until pressed again. */
export function Filters({ query, counts, onQuery }: FiltersProps) {
  const t = useT()
  const format = useFormat()
  const kinds = MediaKind.options.filter((kind) => query.kinds.includes(kind) || (counts?.byKind[kind] ?? 0) > 0)
  const stages = stagesOf.filter(({ statuses }) =>
    statuses.some((status) => query.statuses.includes(status) || (counts?.byStatus[status] ?? 0) > 0),
  )
  const trashed = counts?.trashed ?? 0
  if (kinds.length === 0 && stages.length === 0 && trashed === 0 && !query.trashed && !isFiltered(query)) return null
  const figure = (count: number | undefined) => (query.trashed ? {} : { count: format.number(count ?? 0) })
  return (
    <div role="group" aria-label={t('library.filters')} className="library-filters">
      {kinds.map((kind) => (
        <ToggleChip
          key={kind}
          icon={kindIcons[kind]}
          pressed={query.kinds.includes(kind)}
          onClick={() => onQuery({ kinds: toggled(query.kinds, kind) })}
          {...figure(counts?.byKind[kind])}
        >
          {t(`kind.${kind}s`)}
        </ToggleChip>
      ))}
      {kinds.length > 0 && stages.length > 0 && <span aria-hidden className="library-filter-gap" />}
      {stages.map(({ name, statuses }) => {
        const pressed = statuses.every((status) => query.statuses.includes(status))
        const others = query.statuses.filter((status) => !statuses.includes(status))
        return (
          <ToggleChip
            key={name}
            pressed={pressed}
            onClick={() => onQuery({ statuses: pressed ? others : [...others, ...statuses] })}
            {...figure(statuses.reduce((sum, status) => sum + (counts?.byStatus[status] ?? 0), 0))}
          >
            {t(`status.${name}`)}
          </ToggleChip>
        )
      })}
      {isFiltered(query) && (
        <Button variant="ghost" size="sm" icon={X} onClick={() => onQuery(noFilters)}>
          {t('library.clearFilters')}
        </Button>
      )}
      <span className="library-trash-note">{query.trashed && t('library.trashNote')}</span>
      {(trashed > 0 || query.trashed) && (
        <ToggleChip
          icon={Trash2}
          pressed={query.trashed}
          count={format.number(trashed)}
          onClick={() => onQuery({ trashed: !query.trashed, collectionId: null, ...noFilters })}
        >
          {t('library.filter.trash')}
        </ToggleChip>
      )}
    </div>
  )
}

/** A set as a list in which one member was switched. */
function toggled<T>(list: readonly T[], member: T): T[] {
  return list.includes(member) ? list.filter((other) => other !== member) : [...list, member]
}

import { X } from 'lucide-react'
import { useMemo } from 'react'
import { parseSearch, withoutTerm, withTerm } from '../../../shared/domain/search/parse-search.ts'
import { mostTerms, type SearchTerm } from '../../../shared/domain/search/search-filter.ts'
import { useFormat, useT } from '../../i18n/locale.tsx'
import type { MessageKey } from '../../i18n/messages/en.ts'
import type { Translate } from '../../i18n/translate.ts'

type FilterTerm = Extract<SearchTerm, { type: 'filter' }>

function nameOf(term: FilterTerm, t: Translate): string {
  const { filter } = term
  const field = filter.field === 'range' || filter.field === 'text' ? filter.of : filter.field
  const name = t('search.term', { field: t(`search.field.${field}`), value: term.value })
  return term.negated ? t('search.not', { term: name }) : name
}

/** What a new hand can put into the box, as it is written and what it asks for. */
const hints: readonly { term: string; about: MessageKey }[] = [
  { term: 'kind:image', about: 'search.hint.kind' },
  { term: 'created:2026', about: 'search.hint.created' },
  { term: 'size:>10mb', about: 'search.hint.size' },
  { term: 'bpm:90..120', about: 'search.hint.bpm' },
  { term: 'duration:>3m', about: 'search.hint.duration' },
  { term: 'camera:canon', about: 'search.hint.camera' },
  { term: '-draft', about: 'search.hint.not' },
  { term: '"night market"', about: 'search.hint.phrase' },
]

/** The filters in what was typed, each removable, and what was not understood; while the box is empty and asked, what could be typed. */
export function SearchChips(props: { text: string; asking: boolean; onText(text: string): void }) {
  const { text, asking, onText } = props
  const t = useT()
  const format = useFormat()
  const { terms, problems } = useMemo(() => parseSearch(text, Date.now()), [text])
  const filters = terms.filter((term): term is FilterTerm => term.type === 'filter')
  if (text.trim() === '') return asking ? <Hints onText={onText} /> : null
  if (filters.length === 0 && problems.length === 0) return null
  return (
    <div role="group" aria-label={t('search.chips')} className="search-chips">
      {filters.map((term) => {
        const name = nameOf(term, t)
        return (
          <button
            key={`${term.start}`}
            type="button"
            className="search-chip"
            aria-label={t('search.take', { term: name })}
            onClick={() => onText(withoutTerm(text, term))}
          >
            <span className="truncate">{name}</span>
            <X aria-hidden size={12} className="shrink-0" />
          </button>
        )
      })}
      {problems.slice(0, 2).map((problem) => (
        <p key={`${problem.reason}${problem.text}`} role="status" className="text-needs text-sm">
          {t(`search.problem.${problem.reason}`, { text: problem.text, count: format.number(mostTerms) })}
        </p>
      ))}
    </div>
  )
}

function Hints({ onText }: { onText(text: string): void }) {
  const t = useT()
  return (
    <div role="group" aria-label={t('search.hints')} className="search-chips">
      {hints.map(({ term, about }) => (
        <button
          key={term}
          type="button"
          tabIndex={-1}
          className="search-hint"
          title={t(about)}
          // The box keeps the focus, so that the person types on.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onText(withTerm('', term))}
        >
          {term}
        </button>
      ))}
    </div>
  )
}

import { MediaKind } from '../media-kind.ts'
import {
  longestWord,
  mostTerms,
  type ParsedSearch,
  rangeFields,
  type SearchFilter,
  type SearchProblem,
  type SearchTerm,
  stages,
  textFields,
  traits,
} from './search-filter.ts'
import { rangeOf } from './search-values.ts'

// The language of the one search box: `sunset kind:image tag:"on tour" -draft created:>2025-01 bpm:120..130`. Nothing a person types
// is an error: what is not understood is looked for as words, and said.

const aliases: Readonly<Record<string, string>> = {
  added: 'created',
  date: 'created',
  tags: 'tag',
  stars: 'rating',
  collection: 'in',
  folder: 'path',
  lang: 'language',
  length: 'duration',
  tempo: 'bpm',
  has: 'is',
}
const kindNames: Readonly<Record<string, MediaKind>> = {
  picture: 'image',
  photo: 'image',
  sound: 'audio',
  song: 'audio',
  music: 'audio',
  film: 'video',
}
const stageNames: Readonly<Record<string, (typeof stages)[number]>> = {
  protected: 'ready',
  queued: 'working',
  processing: 'working',
}
const traitNames: Readonly<Record<string, (typeof traits)[number]>> = {
  favorite: 'favourite',
  fav: 'favourite',
  rating: 'rated',
  tag: 'tagged',
  tags: 'tagged',
  collection: 'collected',
  note: 'noted',
}

const memberOf = <T extends string>(members: readonly T[], name: string): T | undefined =>
  members.find((member) => member === name)

/** Every one of the names as a member, or null when one is none. */
function members<T extends string>(
  all: readonly T[],
  also: Readonly<Record<string, T>>,
  names: readonly string[],
): T[] | null {
  const found = names.map((name) => {
    const lower = name.toLowerCase()
    const singular = lower.replace(/s$/, '')
    return memberOf(all, lower) ?? also[lower] ?? memberOf(all, singular) ?? also[singular]
  })
  return found.every((member) => member !== undefined) ? [...new Set(found)] : null
}

const filterNames = ['kind', 'status', 'tag', 'is', ...rangeFields, ...textFields] as const
type FilterName = (typeof filterNames)[number]

function filterNamed(name: string): FilterName | undefined {
  const lower = name.toLowerCase()
  return memberOf(filterNames, Object.hasOwn(aliases, lower) ? (aliases[lower] ?? lower) : lower)
}

function toFilter(name: FilterName, value: string, values: readonly string[], nowMs: number): SearchFilter | null {
  switch (name) {
    case 'kind': {
      const kinds = members(MediaKind.options, kindNames, values)
      return kinds === null ? null : { field: 'kind', kinds }
    }
    case 'status': {
      const found = members(stages, stageNames, values)
      return found === null ? null : { field: 'status', stages: found }
    }
    case 'is': {
      const found = members(traits, traitNames, values)
      return found === null ? null : { field: 'is', traits: found }
    }
    case 'tag':
      return { field: 'tag', names: values }
    default: {
      const text = memberOf(textFields, name)
      if (text !== undefined)
        return { field: 'text', of: text, values: values.map((each) => each.slice(0, longestWord)) }
      const range = memberOf(rangeFields, name)
      const wanted = range === undefined ? null : rangeOf(range, value, nowMs)
      return range === undefined || wanted === null ? null : { field: 'range', of: range, range: wanted }
    }
  }
}

/** A piece of what was typed: up to white space that stands outside quotes. A quote that is never closed reaches to the end. */
const piece = /(?:[^\s"]|"[^"]*(?:"|$))+/gu
const field = /^([a-z]+):(.*)$/isu

/** The values of a filter: commas between them, quotes around those that hold a comma or a space. */
function valuesOf(text: string): string[] {
  const found = text.match(/(?:[^,"]|"[^"]*(?:"|$))+/gu) ?? []
  return found.map((value) => value.replaceAll('"', '').trim()).filter((value) => value !== '')
}

/**
 * What was typed, as terms that must all hold. `nowMs` is what "today" means. Never throws; takes time in proportion to the length.
 */
export function parseSearch(text: string, nowMs: number): ParsedSearch {
  const terms: SearchTerm[] = []
  const problems: SearchProblem[] = []
  for (const { 0: typed, index: start } of text.matchAll(piece)) {
    const end = start + typed.length
    const negated = typed.length > 1 && typed.startsWith('-')
    const bare = negated ? typed.slice(1) : typed
    const [, name, value] = field.exec(bare) ?? []
    const filterName = name === undefined ? undefined : filterNamed(name)
    const values = value === undefined ? [] : valuesOf(value)
    const filter =
      filterName === undefined || values.length === 0
        ? null
        : toFilter(filterName, (value ?? '').replaceAll('"', '').trim(), values, nowMs)
    const words = bare.replaceAll('"', ' ').replace(/\s+/gu, ' ').trim()
    // "kind:" is on its way to being a filter: it asks for nothing yet.
    const unfinished = filterName !== undefined && values.length === 0
    if (filter === null && (words === '' || unfinished)) continue
    if (terms.length === mostTerms) {
      problems.push({ text: typed.slice(0, 80), reason: 'many' })
      break
    }
    if (filter !== null) {
      terms.push({ type: 'filter', filter, value: values.join(', '), negated, start, end })
      continue
    }
    // A colon with a name before it that nobody would write in a title: a filter was meant.
    if (filterName !== undefined) problems.push({ text: typed.slice(0, 80), reason: 'value' })
    else if (name !== undefined && !(value ?? '').startsWith('//'))
      problems.push({ text: typed.slice(0, 80), reason: 'field' })
    terms.push({ type: 'word', text: words.slice(0, longestWord), negated, start, end })
  }
  return { terms, problems }
}

/** What was typed without one of its terms. */
export function withoutTerm(text: string, term: Pick<SearchTerm, 'start' | 'end'>): string {
  return `${text.slice(0, term.start).trimEnd()} ${text.slice(term.end).trimStart()}`.trim()
}

/** What was typed with a further term at its end. */
export function withTerm(text: string, term: string): string {
  return `${text.trimEnd()} ${term}`.trim()
}

/** `field:value`, the value in quotes where it needs them. */
export function termOf(name: string, value: string): string {
  const clean = value.replaceAll('"', '')
  return /[\s,]/u.test(clean) ? `${name}:"${clean}"` : `${name}:${clean}`
}

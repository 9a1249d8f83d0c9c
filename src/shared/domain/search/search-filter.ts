import type { MediaKind } from '../media-kind.ts'

// What one search can ask for, as values: the page draws chips of them and the core answers them.

/** From `min`, included, up to `max`, left out; null where there is no bound. */
export type SearchRange = { readonly min: number | null; readonly max: number | null }

export const rangeFields = [
  'created',
  'rating',
  'size',
  'width',
  'height',
  'duration',
  'bpm',
  'words',
  'quality',
] as const
/** `created` in milliseconds UTC, `size` in bytes, `duration` in seconds, `quality` in hundredths. */
export type RangeField = (typeof rangeFields)[number]

export const textFields = ['name', 'note', 'text', 'path', 'camera', 'type', 'key', 'language', 'in'] as const
/** `in` is the name of a collection, `key` a musical key, `type` a media type or a part of one. */
export type TextField = (typeof textFields)[number]

export const traits = ['favourite', 'rated', 'tagged', 'collected', 'noted', 'missing'] as const
export type Trait = (typeof traits)[number]

export const stages = ['ready', 'working', 'failed'] as const
export type Stage = (typeof stages)[number]

/** Values within one filter are alternatives; filters beside each other must all hold. */
export type SearchFilter =
  | { readonly field: 'kind'; readonly kinds: readonly MediaKind[] }
  | { readonly field: 'status'; readonly stages: readonly Stage[] }
  | { readonly field: 'tag'; readonly names: readonly string[] }
  | { readonly field: 'is'; readonly traits: readonly Trait[] }
  | { readonly field: 'range'; readonly of: RangeField; readonly range: SearchRange }
  | { readonly field: 'text'; readonly of: TextField; readonly values: readonly string[] }

export type SearchTerm = {
  readonly negated: boolean
  /** Where it stands in what was typed, so that a chip can take it out. */
  readonly start: number
  readonly end: number
} & (
  | { readonly type: 'word'; readonly text: string }
  | { readonly type: 'filter'; readonly filter: SearchFilter; readonly value: string }
)

export type SearchProblem = {
  /** As typed. */
  readonly text: string
  /** `field`: there is no such filter. `value`: the filter does not know this value. `many`: it comes after the most that are looked for. */
  readonly reason: 'field' | 'value' | 'many'
}

export type ParsedSearch = { readonly terms: readonly SearchTerm[]; readonly problems: readonly SearchProblem[] }

/** Terms beyond these narrow a result no further worth the asking. */
export const mostTerms = 48
/** Characters of one word that are looked for. */
export const longestWord = 128

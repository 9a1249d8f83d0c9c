import { create } from 'zustand'
import type { Calculation, CreatorMetrics } from '../../../shared/contract/value.ts'
import type { CalculationId } from '../../../shared/domain/ids.ts'
import { type Platform, type RangeField, ValueInputs } from '../../../shared/domain/valuation.ts'
import { parseFigure } from '../../i18n/parse-figure.ts'

// The calculator's form while a person types: texts as typed, and what they stand for once all of them can be read.

export type Draft = {
  currency: string
  modelEarnings: string
  earningsSource: string
  platform: Platform
  contributionBy: 'reach' | 'percent' | 'corpus'
  contentHours: string
  followers: string
  contributionPercent: string
  part: string
  whole: string
  exposureBy: 'reach' | 'percent'
  views: string
  exposurePercent: string
  equityFactor: string
  ranges: Partial<Record<RangeField, { low: string; high: string }>>
}
export type DraftField = Exclude<keyof Draft, 'ranges'>

export const emptyDraft: Draft = {
  currency: 'USD',
  modelEarnings: '',
  earningsSource: '',
  platform: 'youtube',
  contributionBy: 'reach',
  contentHours: '',
  followers: '',
  contributionPercent: '',
  part: '',
  whole: '1000000000',
  exposureBy: 'reach',
  views: '',
  exposurePercent: '',
  equityFactor: '0.25',
  ranges: {},
}

const fieldsInUse = (draft: Draft): DraftField[] => [
  'modelEarnings',
  ...({ reach: ['contentHours', 'followers'], percent: ['contributionPercent'], corpus: ['part', 'whole'] } as const)[
    draft.contributionBy
  ],
  draft.exposureBy === 'reach' ? 'views' : 'exposurePercent',
  'equityFactor',
]

/** The inputs that the formula reads as the form stands, and that may have a range. */
export const rangeFieldsOf = (draft: Draft): RangeField[] => [
  'modelEarnings',
  ...(draft.contributionBy === 'reach' ? (['contentHours', 'followers'] as const) : (['contribution'] as const)),
  draft.exposureBy === 'reach' ? 'views' : 'exposure',
  'equityFactor',
]

export type DraftProblem = 'figure' | 'range'
export type ReadDraft = {
  inputs: ValueInputs | null
  /** Fields whose text is no figure, or one that cannot be. Empty fields are no problem, only not ready. */
  problems: Partial<Record<DraftField, DraftProblem>>
  /** Inputs whose range is not one: half of it is missing, no figure, or the wrong way round. */
  wrongRanges: RangeField[]
}

const fieldOfPath: Readonly<Record<string, (draft: Draft) => DraftField>> = {
  'contribution.percent': () => 'contributionPercent',
  'contribution.part': () => 'part',
  'contribution.whole': () => 'whole',
  'exposure.percent': () => 'exposurePercent',
  equityFactor: () => 'equityFactor',
}

/** What the texts stand for. Pure. */
export function readDraft(draft: Draft): ReadDraft {
  const used = fieldsInUse(draft)
  const figures = new Map(used.map((field) => [field, parseFigure(draft[field])]))
  const problems: ReadDraft['problems'] = {}
  for (const field of used) {
    if (draft[field].trim() !== '' && figures.get(field) === null) problems[field] = 'figure'
  }
  const ranges: Partial<Record<RangeField, { low: string; high: string }>> = {}
  const wrongRanges: RangeField[] = []
  for (const field of rangeFieldsOf(draft)) {
    const { low = '', high = '' } = draft.ranges[field] ?? {}
    if (low.trim() === '' && high.trim() === '') continue
    const between = { low: parseFigure(low) ?? '', high: parseFigure(high) ?? '' }
    if (ValueInputs.shape.ranges.safeParse({ [field]: between }).success) ranges[field] = between
    else wrongRanges.push(field)
  }
  const of = (field: DraftField): string => figures.get(field) ?? ''
  const parsed = ValueInputs.safeParse({
    currency: draft.currency,
    modelEarnings: of('modelEarnings'),
    earningsSource: draft.earningsSource,
    platform: draft.platform,
    contribution: {
      reach: { by: 'reach', contentHours: of('contentHours'), followers: of('followers') },
      percent: { by: 'percent', percent: of('contributionPercent') },
      corpus: { by: 'corpus', part: of('part'), whole: of('whole') },
    }[draft.contributionBy],
    exposure:
      draft.exposureBy === 'reach'
        ? { by: 'reach', views: of('views') }
        : { by: 'percent', percent: of('exposurePercent') },
    equityFactor: of('equityFactor'),
    ranges,
  })
  if (parsed.success) return { inputs: wrongRanges.length > 0 ? null : parsed.data, problems, wrongRanges }
  for (const { path } of parsed.error.issues) {
    const field = fieldOfPath[path.join('.')]?.(draft)
    if (field !== undefined && figures.get(field) !== null && draft[field].trim() !== '') problems[field] ??= 'range'
  }
  return { inputs: null, problems, wrongRanges }
}

/** The form that would give these inputs. */
export function draftOf(inputs: ValueInputs): Draft {
  const { contribution, exposure } = inputs
  return {
    ...emptyDraft,
    currency: inputs.currency,
    modelEarnings: inputs.modelEarnings,
    earningsSource: inputs.earningsSource,
    platform: inputs.platform,
    equityFactor: inputs.equityFactor,
    ranges: inputs.ranges,
    contributionBy: contribution.by,
    ...(contribution.by === 'reach'
      ? { contentHours: contribution.contentHours, followers: contribution.followers }
      : contribution.by === 'percent'
        ? { contributionPercent: contribution.percent }
        : { part: contribution.part, whole: contribution.whole }),
    exposureBy: exposure.by,
    ...(exposure.by === 'reach' ? { views: exposure.views } : { exposurePercent: exposure.percent }),
  }
}

/** What the profile keeps of a creator's reach, for the fields that are still empty. */
export function filledFrom(draft: Draft, metrics: CreatorMetrics): Draft {
  const reach = metrics.reach[draft.platform]
  const or = (typed: string, kept: string | null | undefined) => (typed === '' ? (kept ?? '') : typed)
  return {
    ...draft,
    contentHours: or(draft.contentHours, metrics.contentHours),
    followers: or(draft.followers, reach?.followers),
    views: or(draft.views, reach?.views),
  }
}

/** The reach that a form tells of, over what is kept for other platforms. Null when it tells of none. */
export function metricsOf(draft: Draft, kept: CreatorMetrics): CreatorMetrics | null {
  const before = kept.reach[draft.platform]
  const followers = draft.contributionBy === 'reach' ? parseFigure(draft.followers) : null
  const views = draft.exposureBy === 'reach' ? parseFigure(draft.views) : null
  const hours = draft.contributionBy === 'reach' ? parseFigure(draft.contentHours) : null
  if (followers === null && views === null && hours === null) return null
  const reach = { followers: followers ?? before?.followers ?? '0', views: views ?? before?.views ?? '0' }
  return { contentHours: hours ?? kept.contentHours, reach: { ...kept.reach, [draft.platform]: reach } }
}

type Calculator = {
  draft: Draft
  /** The saved calculation the form came from: a new one says what changed since. */
  since: CalculationId | null
  change(part: Partial<Draft>): void
  open(calculation: Calculation): void
  saved(id: CalculationId): void
  clear(): void
}

/** Survives leaving the page and coming back. */
export const useCalculator = create<Calculator>()((set) => ({
  draft: emptyDraft,
  since: null,
  change: (part) => set(({ draft }) => ({ draft: { ...draft, ...part } })),
  open: ({ inputs, calculationId }) => set({ draft: draftOf(inputs), since: calculationId }),
  saved: (id) => set({ since: id }),
  clear: () => set({ draft: emptyDraft, since: null }),
}))

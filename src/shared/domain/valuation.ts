import { z } from 'zod'
import { AssetId } from './ids.ts'
import { Currency, Money } from './money.ts'

// What an AI Touch Value is made from and what comes out. Figures are decimals as text: exact on every side.

export const Platform = z.enum(['youtube', 'instagram', 'twitter', 'tiktok', 'other'])
export type Platform = z.infer<typeof Platform>

/** A figure from zero up, without exponent or separators. */
export const Figure = z.string().regex(/^\d{1,24}(?:\.\d{1,18})?$/, 'not a figure from zero up, such as 1250.5')
export type Figure = z.infer<typeof Figure>

const within = (most: number) => Figure.refine((text) => Number(text) <= most, { message: `more than ${most}` })
const positive = Figure.refine((text) => /[1-9]/.test(text), { message: 'must be more than zero' })

export const ContributionInput = z.discriminatedUnion('by', [
  /** The formula's score: hours of content and followers. */
  z.object({ by: z.literal('reach'), contentHours: Figure, followers: Figure }),
  z.object({ by: z.literal('percent'), percent: within(100) }),
  /** `part` of `whole` in any one unit: works, hours, tokens, parts per billion. */
  z
    .object({ by: z.literal('corpus'), part: Figure, whole: positive })
    .refine(({ part, whole }) => Number(part) <= Number(whole), {
      message: 'a part is not larger than its whole',
      path: ['part'],
    }),
])
export type ContributionInput = z.infer<typeof ContributionInput>

export const ExposureInput = z.discriminatedUnion('by', [
  z.object({ by: z.literal('reach'), views: Figure }),
  z.object({ by: z.literal('percent'), percent: within(100) }),
])
export type ExposureInput = z.infer<typeof ExposureInput>

/** Inputs that may lie within a range. Contribution and exposure are in per cent, the equity factor is a share of one. */
export const RangeField = z.enum([
  'modelEarnings',
  'contentHours',
  'followers',
  'contribution',
  'views',
  'exposure',
  'equityFactor',
])
export type RangeField = z.infer<typeof RangeField>

/** Nine times out of ten it lies between the two. */
const Between = z.object({ low: positive, high: positive }).refine(({ low, high }) => Number(low) <= Number(high), {
  message: 'the lower end is above the upper',
  path: ['low'],
})

const Ranges = z.partialRecord(RangeField, Between).superRefine((ranges, context) => {
  for (const [field, most] of [
    ['contribution', 100],
    ['exposure', 100],
    ['equityFactor', 1],
  ] as const) {
    const given = ranges[field]
    if (given !== undefined && Number(given.high) > most)
      context.addIssue({ code: 'custom', path: [field, 'high'], message: `more than ${most}` })
  }
})

export const ValueInputs = z.object({
  currency: Currency.default(Currency.parse('USD')),
  /** What the model earned, in whole units of the currency. */
  modelEarnings: Figure,
  /** Where that figure is from, in a person's words. */
  earningsSource: z.string().trim().max(300).default(''),
  platform: Platform.default('other'),
  contribution: ContributionInput,
  exposure: ExposureInput,
  /** A policy choice, not a measurement. */
  equityFactor: within(1).default('0.25'),
  ranges: Ranges.default({}),
  /** Same inputs, same seed: same range, to the byte. */
  seed: z.int().min(0).max(4_294_967_295).default(1),
})
export type ValueInputs = z.infer<typeof ValueInputs>

/** What is valued: one work, or everything a person has made. */
export const ValueScope = z.discriminatedUnion('type', [
  z.object({ type: z.literal('portfolio') }),
  z.object({ type: z.literal('work'), assetId: AssetId }),
])
export type ValueScope = z.infer<typeof ValueScope>

export const Score = z.object({
  /** 0–100. */
  percent: z.string(),
  /** Before the limit of 100. */
  uncapped: z.string(),
  capped: z.boolean(),
})
export type Score = z.infer<typeof Score>

export const ValueStep = z.object({
  id: z.enum(['earnings', 'contribution', 'exposure', 'equity']),
  /** What the amount before was multiplied with; null for the first. */
  factor: z.string().nullable(),
  amount: Money,
})
export type ValueStep = z.infer<typeof ValueStep>

export const ConfidenceFactor = z.enum([
  'earnings-sourced',
  'earnings-unsourced',
  'contribution-measured',
  'contribution-stated',
  'contribution-proxy',
  'contribution-capped',
  'exposure-stated',
  'exposure-proxy',
  'exposure-capped',
  'adding-up-implausible',
])
export type ConfidenceFactor = z.infer<typeof ConfidenceFactor>

export const Confidence = z.object({
  level: z.enum(['low', 'medium', 'high']),
  /** What speaks for it (positive weight) and against it. */
  factors: z.array(z.object({ id: ConfidenceFactor, weight: z.int() })),
})
export type Confidence = z.infer<typeof Confidence>

export const ValueResult = z.object({
  formulaVersion: z.string(),
  platformMultiplier: z.string(),
  contribution: Score,
  exposure: Score,
  steps: z.array(ValueStep),
  value: Money,
  /** How many works of this contribution a corpus has room for; null when it contributed nothing. */
  roomFor: z.string().nullable(),
  confidence: Confidence,
  disclaimer: z.string(),
})
export type ValueResult = z.infer<typeof ValueResult>

/** The estimate as a range. Figures are doubles: an estimate is not money. */
export const ValueRange = z.object({
  draws: z.int().positive(),
  seed: z.int(),
  /** Quantiles, rounded to three digits that count. */
  p5: Money,
  p50: Money,
  p95: Money,
  /** How many draws fell where, in equal steps of the logarithm. */
  bins: z.array(z.object({ from: z.number(), to: z.number(), count: z.int() })),
  /** How much of the result's variance goes with each input, most first; `assumed` ranges were given by nobody. */
  drivers: z.array(
    z.object({ field: RangeField, share: z.number(), assumed: z.boolean(), low: z.number(), high: z.number() }),
  ),
  /** The value as one input moves through its range and the others stay in their middles. */
  curves: z.array(z.object({ field: RangeField, points: z.array(z.object({ input: z.number(), value: z.number() })) })),
  /** Exact quantiles, where the inputs are such that there are any. */
  closedForm: z.object({ p5: z.number(), p50: z.number(), p95: z.number() }).nullable(),
})
export type ValueRange = z.infer<typeof ValueRange>

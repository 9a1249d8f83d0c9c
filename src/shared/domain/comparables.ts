import { z } from 'zod'
import { Currency } from './money.ts'

// What comparable uses were paid for: dated and sourced, so that anyone can look it up and argue with it.

export const ComparableMedium = z.enum(['image', 'audio', 'video', 'text'])
export type ComparableMedium = z.infer<typeof ComparableMedium>

const figure = z.string().regex(/^\d{1,15}(?:\.\d{1,9})?$/)

export const Comparable = z.object({
  medium: ComparableMedium,
  title: z.string().trim().min(1).max(200),
  kind: z.enum(['settlement', 'licence', 'fund', 'bulk']),
  currency: Currency,
  /** For one unit. */
  low: figure,
  high: figure,
  per: z.enum(['work', 'word', 'hour']),
  /** A year, a month or a day. */
  date: z.string().regex(/^\d{4}(-\d{2}){0,2}$/),
  /** Where it can be looked up. */
  source: z.string().trim().min(1).max(500),
})
export type Comparable = z.infer<typeof Comparable>

/** A file in the profile's folder `comparables`. */
export const ComparablesFile = z.object({ comparables: z.array(Comparable).max(1000) })

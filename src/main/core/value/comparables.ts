import { Comparable, type ComparableMedium } from '../../../shared/domain/comparables.ts'

// What was really paid, with dates and sources. Figures per unit, in US dollars.

const usd = 'USD'

export const builtInComparables: readonly Comparable[] = [
  {
    medium: 'text',
    title: 'Bartz v. Anthropic, settlement over pirated books',
    kind: 'settlement',
    currency: usd,
    low: '3109',
    high: '3109',
    per: 'work',
    date: '2025-09',
    source: 'Settlement of $1.5 bn over 482,460 works, gross, N.D. Cal.',
  },
  {
    medium: 'text',
    title: 'HarperCollins licence of backlist titles',
    kind: 'licence',
    currency: usd,
    low: '2500',
    high: '5000',
    per: 'work',
    date: '2024-11',
    source: '$5,000 a title for three years, half of it to the author',
  },
  {
    medium: 'image',
    title: 'Shutterstock contributor fund',
    kind: 'fund',
    currency: usd,
    low: '0.0069',
    high: '0.0069',
    per: 'work',
    date: '2023',
    source: 'Median per image as reported by contributors',
  },
  {
    medium: 'image',
    title: 'Bulk prices of pictures',
    kind: 'bulk',
    currency: usd,
    low: '0.02',
    high: '2',
    per: 'work',
    date: '2024',
    source: 'Press reports of dataset licences',
  },
  {
    medium: 'text',
    title: 'Bulk price of text',
    kind: 'bulk',
    currency: usd,
    low: '0.001',
    high: '0.001',
    per: 'word',
    date: '2024',
    source: 'Press reports of dataset licences',
  },
  {
    medium: 'video',
    title: 'Bulk price of film',
    kind: 'bulk',
    currency: usd,
    low: '100',
    high: '300',
    per: 'hour',
    date: '2024',
    source: 'Press reports of dataset licences',
  },
].map((each) => Comparable.parse(each))

export type Measure = { medium: ComparableMedium; works: number; words: number | null; hours: number | null }

export type ComparedSpan = { low: number; high: number; factor: number | null }

/** More than this apart, one of the two is likely wrong. */
const tenfold = 10

/** What uses comparable to one measure were paid, per medium the least and the most. */
function spanOf(currency: string, measure: Measure, comparables: readonly Comparable[]) {
  const spans = comparables
    .filter((each) => each.medium === measure.medium && each.currency === currency)
    .flatMap(({ low, high, per }) => {
      const units = per === 'work' ? measure.works : per === 'word' ? measure.words : measure.hours
      return units === null || units === 0 ? [] : [{ low: Number(low) * units, high: Number(high) * units }]
    })
  if (spans.length === 0) return null
  return { low: Math.min(...spans.map(({ low }) => low)), high: Math.max(...spans.map(({ high }) => high)) }
}

/**
 * What comparable uses were paid for as much as is valued here, and by what factor the estimate lies outside of it: above
 * one it is too high, below one too low, null within ten times. Null in all where nothing is comparable.
 */
export function compareWith(
  value: { currency: string; amount: number },
  measures: readonly Measure[],
  comparables: readonly Comparable[],
): ComparedSpan | null {
  const spans = measures.map((measure) => spanOf(value.currency, measure, comparables)).filter((span) => span !== null)
  if (spans.length === 0) return null
  const low = spans.reduce((sum, span) => sum + span.low, 0)
  const high = spans.reduce((sum, span) => sum + span.high, 0)
  const above = value.amount / high
  const below = value.amount / low
  return { low, high, factor: above > tenfold ? above : below < 1 / tenfold ? below : null }
}

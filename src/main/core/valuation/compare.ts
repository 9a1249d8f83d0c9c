import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Comparable, ComparablesFile } from '../../../shared/domain/comparables.ts'
import { Failure } from '../../../shared/contract/errors.ts'
import { Currency, type Money, roundToMoney } from '../../../shared/domain/money.ts'
import { decimal } from '../../../shared/domain/rational.ts'
import type { ValueScope } from '../../../shared/domain/valuation.ts'
import { findFingerprint } from '../store/fingerprints.ts'
import { facets } from '../store/library-queries.ts'
import { findAsset } from '../store/assets.ts'
import type { ReadStore } from '../store/handles.ts'
import type { Store } from '../store/open-store.ts'
import { builtInComparables, compareWith, type Measure } from '../value/comparables.ts'

// Gathers what was paid for comparable uses: the program's own list, and files that a person puts beside it.

export type ComparablesTold = {
  items: (Comparable & { own: boolean })[]
  compared: { low: Money; high: Money; factor: number | null } | null
  problems: string[]
}

const largestFile = 1_000_000
const mostFiles = 100

/** A bad file is named and left out; the others count. */
async function ownComparables(profileDir: string): Promise<{ items: Comparable[]; problems: string[] }> {
  const folder = join(profileDir, 'comparables')
  const names = await readdir(folder).catch(() => [])
  const items: Comparable[] = []
  const problems: string[] = []
  for (const name of names
    .filter((each) => each.endsWith('.json'))
    .sort()
    .slice(0, mostFiles)) {
    try {
      const path = join(folder, name)
      if ((await stat(path)).size > largestFile) throw new Error('larger than a megabyte')
      const parsed = ComparablesFile.safeParse(JSON.parse(await readFile(path, 'utf8')))
      if (parsed.success) items.push(...parsed.data.comparables)
      else
        problems.push(
          `${name}: ${parsed.error.issues[0]?.path.join('.') ?? ''} ${parsed.error.issues[0]?.message ?? ''}`,
        )
    } catch (thrown) {
      problems.push(`${name}: ${thrown instanceof Error ? thrown.message : 'cannot be read'}`)
    }
  }
  return { items, problems }
}

const secondsAnHour = 3600

/** How much of what is valued: one work with its words or hours, or the works of the library by kind. */
function measuresOf(read: ReadStore, scope: ValueScope): Measure[] {
  if (scope.type === 'work') {
    const asset = findAsset(read, scope.assetId)
    if (asset === undefined) throw new Failure('NOT_FOUND', 'The work to be valued is not in the library any more.')
    const fingerprint = findFingerprint(read, asset.currentVersionId)
    const seconds = fingerprint?.video?.durationSeconds ?? fingerprint?.audio?.durationSeconds
    return [
      {
        medium: asset.kind,
        works: 1,
        words: fingerprint?.text?.wordCount ?? null,
        hours: seconds === undefined ? null : seconds / secondsAnHour,
      },
    ]
  }
  const byKind = Map.groupBy(facets(read, false), ({ kind }) => kind)
  return [...byKind].map(([medium, counts]) => ({
    medium,
    works: counts.reduce((sum, { n }) => sum + n, 0),
    words: null,
    hours: null,
  }))
}

/** Fails with NOT_FOUND when the work is not there. */
export async function compareTold(
  store: Store,
  profileDir: string,
  { scope, value }: { scope: ValueScope; value: Money | null },
): Promise<ComparablesTold> {
  const own = await ownComparables(profileDir)
  const measures = store.read((read) => measuresOf(read, scope))
  const media = new Set(measures.map(({ medium }) => medium))
  const all = [
    ...own.items.map((each) => ({ ...each, own: true })),
    ...builtInComparables.map((each) => ({ ...each, own: false })),
  ]
  const items = measures.length === 0 ? all : all.filter(({ medium }) => media.has(medium))
  const span =
    value === null ? null : compareWith({ currency: value.currency, amount: Number(value.amount) }, measures, all)
  const money = (amount: number): Money =>
    roundToMoney(value?.currency ?? Currency.parse('USD'), decimal(amount.toFixed(9)))
  return {
    items,
    compared: span === null ? null : { low: money(span.low), high: money(span.high), factor: span.factor },
    problems: own.problems,
  }
}

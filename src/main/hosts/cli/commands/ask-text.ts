import { assertNever } from '../../../../shared/domain/assert-never.ts'
import type { ResultOf, ToolResult, WorkRef } from '../../../../shared/domain/assistant-tools.ts'

// What a tool found, as lines for a terminal: the card of the page in plain text.

type Money = { currency: string; amount: string }

const money = ({ amount, currency }: Money): string => `${amount} ${currency}`
const day = (at: number): string => new Date(at).toISOString().slice(0, 10)
const workName = ({ title, assetId }: WorkRef): string => `${title.text} (${assetId})`
const more = (shown: number, total: number): string[] => (total > shown ? [`  … ${total - shown} more`] : [])

export function resultLines(result: ToolResult): string[] {
  switch (result.type) {
    case 'works':
      return [
        `${result.total} works${result.search === '' ? '' : ` for “${result.search}”`}`,
        ...result.items.map((work) => `  ${work.kind.padEnd(5)}  ${work.status.padEnd(10)}  ${workName(work)}`),
        ...more(result.items.length, result.total),
      ]
    case 'work':
      return [
        workName(result.work),
        `  ${result.work.kind}, ${result.work.status}, ${result.versions} versions, ${result.matches} matches`,
        ...(result.tags.length === 0 ? [] : [`  tags: ${result.tags.map(({ name }) => name.text).join(', ')}`]),
        ...(result.note === null ? [] : [`  note: ${result.note.text}`]),
      ]
    case 'fingerprint':
      return [
        workName(result.work),
        `  sha256 ${result.sha256}`,
        ...(result.iscc === null ? [] : [`  iscc ${result.iscc}`]),
        ...Object.entries(result.facts).map(([name, value]) => `  ${name} ${String(value)}`),
      ]
    case 'matches':
      return matchLines(result)
    case 'analytics':
      return [
        `${result.works} works: ${Object.entries(result.protectedByKind)
          .map(([kind, n]) => `${n} ${kind}`)
          .join(', ')} protected`,
        `  ${result.failed} failed, ${result.missing} without their file, ${result.waiting} waiting, ${result.openMatches} open matches`,
        `  ${result.favourites} favourites, ${result.collections} collections`,
      ]
    case 'value':
      return valueLines(result)
    case 'balance':
      return result.balances.length === 0
        ? ['The wallet is empty.']
        : result.balances.map(
            (each) =>
              `${money(each.available)} available, ${money(each.pending)} pending, ${money(each.lifetimeEarned)} earned in all`,
          )
    case 'transactions':
      return [
        result.earned.length === 0 ? 'Nothing was earned.' : `Earned: ${result.earned.map(money).join(', ')}`,
        ...result.items.map(
          (item) => `  ${day(item.at)}  ${item.kind.padEnd(10)}  ${money(item.money)}  ${item.description.text}`,
        ),
        ...(result.cut ? ['  … more in `metastamp wallet list`'] : []),
      ]
    case 'health':
      return healthLines(result)
    case 'collections':
      return [
        `${result.collections.length} collections, ${result.tags.length} tags${result.cut ? ', and more' : ''}`,
        ...result.collections.map(({ name, works }) => `  ${name.text}${works === null ? '' : ` (${works})`}`),
        ...result.tags.map(({ name, works }) => `  #${name.text} (${works})`),
      ]
    case 'changed':
      return [`${result.works} works ${result.act}`]
    default:
      return assertNever(result)
  }
}

function matchLines({ items, total, open, decided }: ResultOf<'matches'>): string[] {
  return [
    items.length === 0
      ? 'No work was found in another.'
      : `${total} matches, ${open} open and ${decided} decided in all`,
    ...items.map(
      ({ first, second, match, similarity }) =>
        `  ${match.padEnd(8)} ${String(Math.round(similarity * 100)).padStart(3)} %  ${first.title.text} – ${second.title.text}`,
    ),
    ...more(items.length, total),
  ]
}

function valueLines({ work, estimate }: ResultOf<'value'>): string[] {
  const of = work === null ? 'the portfolio' : work.title.text
  if (estimate === null)
    return [`Nothing has been estimated for ${of} yet. Do it with \`metastamp value\`, or in the app.`]
  const { range } = estimate
  return [
    `AI Touch Value of ${of}: ${money(estimate.value)} (an estimate of ${day(estimate.at)}${estimate.expired ? ', too old to stand for today' : ''})`,
    ...(range === null ? [] : [`  nine times out of ten between ${money(range.p5)} and ${money(range.p95)}`]),
    `  contribution ${estimate.contributionPercent} %, exposure ${estimate.exposurePercent} %, confidence ${estimate.confidence}`,
    `  ${estimate.disclaimer}`,
  ]
}

function healthLines(result: ResultOf<'health'>): string[] {
  const { failed, missing, openMatches, jobs, folders } = result
  const troubled = folders.filter(
    ({ health, issues }) => issues > 0 || ['offline', 'replaced', 'limited'].includes(health),
  )
  const calm = failed + missing + openMatches + jobs.parked + troubled.length === 0
  return [
    calm
      ? 'Nothing needs you.'
      : `${failed} works failed, ${missing} without their file, ${openMatches} open matches, ${jobs.parked} jobs gave up`,
    ...result.failedWorks.map((work) => `  failed: ${workName(work)}`),
    ...result.parked.map(
      ({ label, failure }) => `  gave up: ${label.text}${failure === null ? '' : `: ${failure.text}`}`,
    ),
    ...folders.map(
      ({ name, health, present, issues }) =>
        `  folder ${name.text}: ${health}, ${present} files${issues === 0 ? '' : `, ${issues} need you`}`,
    ),
  ]
}

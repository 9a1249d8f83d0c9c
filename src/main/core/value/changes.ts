import type { ValueChange } from '../../../shared/contract/value.ts'
import type { ValueInputs, ValueResult } from '../../../shared/domain/valuation.ts'

type Told = { inputs: ValueInputs; result: ValueResult }

/** Paths and texts of everything plain inside, in the order it is written. */
function* leaves(value: unknown, path: string): Generator<[string, string]> {
  if (typeof value !== 'object' || value === null) {
    yield [path, typeof value === 'string' ? value : JSON.stringify(value)]
    return
  }
  for (const [key, inner] of Object.entries(value)) yield* leaves(inner, path === '' ? key : `${path}.${key}`)
}

function told({ inputs, result }: Told): Map<string, string> {
  const { contribution, exposure, value, formulaVersion } = result
  return new Map([
    ...leaves(inputs, ''),
    ['result.contribution', contribution.percent],
    ['result.exposure', exposure.percent],
    ['result.confidence', result.confidence.level],
    ['result.formulaVersion', formulaVersion],
    ['result.value', `${value.amount} ${value.currency}`],
  ])
}

/** What differs between two calculations: inputs first, then what follows from them. An absent figure is empty. */
export function changesBetween(before: Told, after: Told): ValueChange[] {
  const [old, now] = [told(before), told(after)]
  return [...new Set([...old.keys(), ...now.keys()])]
    .map((field) => ({ field, before: old.get(field) ?? '', after: now.get(field) ?? '' }))
    .filter((change) => change.before !== change.after)
    .sort((a, b) => Number(a.field.startsWith('result.')) - Number(b.field.startsWith('result.')))
}

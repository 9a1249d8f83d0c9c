import { Failure } from '../../../shared/contract/errors.ts'
import { AssetId, SplitId } from '../../../shared/domain/ids.ts'
import type { DerivativeInput, DerivativeLink, Right, Split, SplitInput } from '../../../shared/domain/ledger.ts'
import { compare, parseShare, type Rational, rational, toDecimal, toFraction } from '../../../shared/domain/rational.ts'
import {
  endAgreement,
  findParty,
  insertDerivative,
  insertParty,
  insertSplit,
  listDerivatives,
  listParties,
  listSplits,
} from '../store/agreements.ts'
import { findAsset } from '../store/assets.ts'
import type { ReadStore, WriteStore } from '../store/handles.ts'
import type { NewId } from '../store/new-id.ts'
import { accountPart, ownParty } from './rules/accounts.ts'
import {
  cycleThrough,
  type Derivative,
  overlaps,
  passedOn,
  type Split as Agreed,
  splitProblem,
} from './rules/splits.ts'

// Splits and derivatives as they are agreed and kept. The arithmetic is in rules/.

function share(text: string): Rational {
  const parsed = parseShare(text)
  if (parsed === null) throw new Failure('STORE_CORRUPT', `A stored share cannot be read: “${text}”.`)
  return parsed
}

const rightOf = (text: string): Right => (text === 'composition' ? 'composition' : 'master')

function sharesIn(json: string): { party: string; share: string }[] {
  const parsed: unknown = JSON.parse(json)
  if (!Array.isArray(parsed)) return []
  return parsed.flatMap((item: unknown) =>
    typeof item === 'object' && item !== null && 'party' in item && 'share' in item
      ? [{ party: String(item.party), share: String(item.share) }]
      : [],
  )
}

export function agreedSplits(read: ReadStore): Agreed[] {
  return listSplits(read).map((row) => ({
    id: row.id,
    assetId: row.asset_id,
    right: rightOf(row.right),
    territory: row.territory,
    fromDay: row.from_day,
    toDay: row.to_day,
    shares: sharesIn(row.shares).map((each) => ({ party: each.party, share: share(each.share) })),
  }))
}

export function agreedDerivatives(read: ReadStore): Derivative[] {
  return listDerivatives(read).map((row) => ({
    derivativeId: row.derivative_id,
    originalId: row.original_id,
    right: rightOf(row.right),
    share: share(row.share),
  }))
}

const titleOf = (read: ReadStore, assetId: string | null): string | null =>
  assetId === null ? null : (findAsset(read, AssetId.parse(assetId))?.title ?? null)

export function showSplits(read: ReadStore, assetId: AssetId | null): Split[] {
  const names = new Map(listParties(read).map(({ key, name }) => [key, name]))
  return agreedSplits(read)
    .filter((split) => assetId === null || split.assetId === assetId)
    .map((split) => ({
      splitId: SplitId.parse(split.id),
      assetId: split.assetId === null ? null : AssetId.parse(split.assetId),
      title: titleOf(read, split.assetId),
      right: split.right,
      territory: split.territory,
      fromDay: split.fromDay,
      toDay: split.toDay,
      shares: split.shares.map((each) => ({
        party: each.party,
        name: names.get(each.party) ?? each.party,
        share: toFraction(each.share),
      })),
    }))
}

export function showDerivatives(read: ReadStore, assetId: AssetId | null): DerivativeLink[] {
  return listDerivatives(read)
    .filter((row) => assetId === null || row.derivative_id === assetId || row.original_id === assetId)
    .map((row) => ({
      linkId: SplitId.parse(row.id),
      derivativeId: AssetId.parse(row.derivative_id),
      derivativeTitle: titleOf(read, row.derivative_id),
      originalId: AssetId.parse(row.original_id),
      originalTitle: titleOf(read, row.original_id),
      right: rightOf(row.right),
      share: toFraction(share(row.share)),
    }))
}

/** The key of a party by its name; a new name makes a new party. Two names that would share an account are refused. */
export function partyKey(write: WriteStore, name: string, at: number): string {
  if (name.trim().toLowerCase() === ownParty) return ownParty
  const key = accountPart(name)
  const known = findParty(write, key)
  if (known === undefined) insertParty(write, { key, name }, at)
  else if (known.name !== name && known.key !== name) {
    throw new Failure('CONFLICT', `“${name}” cannot be told from “${known.name}”. Give one of them another name.`)
  }
  return key
}

const percentDigits = 6

export function setSplit(
  write: WriteStore,
  input: SplitInput & { replaces: SplitId | null },
  { at, newId }: { at: number; newId: NewId },
): Split {
  if (input.toDay !== null && input.toDay < input.fromDay)
    throw new Failure('BAD_INPUT', 'The split ends before it begins. Nothing was changed.')
  if (input.assetId !== null && findAsset(write, input.assetId) === undefined)
    throw new Failure('NOT_FOUND', 'The work of this split is not in the library.')
  const shares = input.shares.map((each) => ({ party: partyKey(write, each.party, at), share: share(each.share) }))
  const problem = splitProblem(shares)
  if (problem !== null) {
    switch (problem.at) {
      case 'party':
        throw new Failure('BAD_INPUT', `“${problem.party}” stands in this split twice. Nothing was changed.`)
      case 'share':
        throw new Failure('BAD_INPUT', 'Each share must be more than nothing. Nothing was changed.')
      case 'total': {
        const percent = toDecimal({ ...problem.total, numerator: problem.total.numerator * 100n }, percentDigits)
        throw new Failure(
          'BAD_INPUT',
          `The shares total ${percent} % (exactly ${toFraction(problem.total)}), not 100 %. Nothing was changed.`,
        )
      }
    }
  }
  if (input.replaces !== null && !endAgreement(write, input.replaces, at))
    throw new Failure('NOT_FOUND', 'The split to be replaced is not in force any more.')
  const id = newId()
  const agreed: Agreed = { ...input, id, shares }
  const other = agreedSplits(write).find((split) => overlaps(split, agreed))
  if (other !== undefined) {
    const until = other.toDay ?? 'without end'
    throw new Failure(
      'CONFLICT',
      `A split of this right for ${other.territory} holds from ${other.fromDay} to ${until}. End it, replace it, or choose other days.`,
      { detail: other.id },
    )
  }
  const stored = shares.map((each) => ({ party: each.party, share: toFraction(each.share) }))
  const { assetId, right, territory, fromDay, toDay } = input
  const row = {
    id,
    asset_id: assetId,
    right,
    territory,
    from_day: fromDay,
    to_day: toDay,
    shares: JSON.stringify(stored),
  }
  insertSplit(write, row, at)
  const made = showSplits(write, null).find(({ splitId }) => splitId === id)
  if (made === undefined) throw new Error('the split that was just made is not there')
  return made
}

export function setDerivative(
  write: WriteStore,
  input: DerivativeInput,
  { at, newId }: { at: number; newId: NewId },
): DerivativeLink {
  const added: Derivative = { ...input, share: share(input.share) }
  for (const assetId of [input.derivativeId, input.originalId]) {
    if (findAsset(write, assetId) === undefined)
      throw new Failure('NOT_FOUND', 'One of the two works is not in the library.', { detail: assetId })
  }
  if (added.share.numerator <= 0n)
    throw new Failure('BAD_INPUT', 'A derivative passes on more than nothing. Nothing was changed.')
  const others = agreedDerivatives(write)
  const cycle = cycleThrough(added, others)
  if (cycle !== null) {
    const names = cycle.map((assetId) => `“${titleOf(write, assetId) ?? assetId}”`).join(' → ')
    throw new Failure(
      'CONFLICT',
      `These works would be made from each other in a circle: ${names}. Nothing was changed.`,
    )
  }
  const total = passedOn(added, others)
  if (compare(total, rational(1n)) > 0) {
    const percent = toDecimal({ ...total, numerator: total.numerator * 100n }, percentDigits)
    throw new Failure('CONFLICT', `This work would pass on ${percent} % of what it earns. Nothing was changed.`)
  }
  const id = newId()
  const { derivativeId, originalId, right } = input
  insertDerivative(
    write,
    { id, derivative_id: derivativeId, original_id: originalId, right, share: toFraction(added.share) },
    at,
  )
  const made = showDerivatives(write, null).find(({ linkId }) => linkId === id)
  if (made === undefined) throw new Error('the link that was just made is not there')
  return made
}

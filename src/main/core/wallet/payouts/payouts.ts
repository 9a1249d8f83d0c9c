import { Failure } from '../../../../shared/contract/errors.ts'
import { type Money, unitsOf } from '../../../../shared/domain/money.ts'
import { type PayoutRequestInput, type PayoutSettings, PayoutSettingsInput } from '../../../../shared/domain/payout.ts'
import type { ReadStore } from '../../store/handles.ts'
import type { NewEntry } from '../ledger.ts'
import { entryOf } from '../record.ts'
import { checkedDetails, maskedDestination } from './details.ts'

// Where a person wants their money, sealed, and the request to send it there: a pending transaction that a person completes,
// lets fail or voids. Nothing moves money.

/** The part of the vault that is needed here. */
export type Sealing = {
  get(name: string): string | null
  set(name: string, value: string): void
  remove(name: string): boolean
}

const secretName = 'payout'

function sealed(vault: Sealing): PayoutSettingsInput | null {
  const text = vault.get(secretName)
  return text === null ? null : PayoutSettingsInput.parse(JSON.parse(text))
}

/** What may be shown of the settings; null while there are none. */
export function shownSettings(vault: Sealing): PayoutSettings | null {
  const kept = sealed(vault)
  if (kept === null) return null
  return { method: kept.details.method, destination: maskedDestination(kept.details), minimum: kept.minimum }
}

export function sealSettings(vault: Sealing, input: PayoutSettingsInput): PayoutSettings | null {
  vault.set(secretName, JSON.stringify({ ...input, details: checkedDetails(input.details) }))
  return shownSettings(vault)
}

export const clearSettings = (vault: Sealing): boolean => vault.remove(secretName)

function assertEnough(money: Money, minimum: Money): void {
  if (money.currency !== minimum.currency || unitsOf(money) >= unitsOf(minimum)) return
  throw new Failure(
    'CONFLICT',
    `${money.amount} ${money.currency} is below your minimum of ${minimum.amount}. Wait for more, or change the minimum. Nothing was booked.`,
  )
}

/** The pending payout that a request becomes: it carries how and where to, as far as that may be shown. */
export function payoutRequestEntry(
  read: ReadStore,
  settings: PayoutSettings | null,
  input: PayoutRequestInput,
  now: number,
): NewEntry {
  if (settings === null) {
    throw new Failure(
      'CONFLICT',
      'Say first where your money is to go: choose a method and its details. Nothing was booked.',
    )
  }
  assertEnough(input.money, settings.minimum)
  const { destination, method } = settings
  return { ...entryOf(read, { ...input, type: 'payout', pending: true }, now), method, destination }
}

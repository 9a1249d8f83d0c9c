import { z } from 'zod'
import { EntryId } from '../domain/ids.ts'
import { Transaction } from '../domain/ledger.ts'
import { PayoutRequestInput, PayoutSettings, PayoutSettingsInput } from '../domain/payout.ts'
import { SavedFile } from './app.ts'
import { procedure } from './base.ts'

// Where money is to go, and requests to send it there: a part of `wallet.*`. Nothing here moves any.

export const payoutContract = {
  /** Enough of the destination to know it by; null while there is none. */
  payoutSettings: procedure.input(z.object({})).output(PayoutSettings.nullable()),
  /** Keeps them sealed. BAD_INPUT says what is wrong with an IBAN, a BIC, an e-mail address or a crypto address. */
  setPayoutSettings: procedure.input(PayoutSettingsInput).output(PayoutSettings.nullable()),
  clearPayoutSettings: procedure.input(z.object({})).output(z.object({ cleared: z.boolean() })),
  /** A pending payout, which a person completes, lets fail or voids with `settle`. */
  requestPayout: procedure.input(PayoutRequestInput).output(Transaction),
  /** The request as PDF. */
  payoutDocument: procedure.input(z.object({ entryId: EntryId })).output(SavedFile),
}

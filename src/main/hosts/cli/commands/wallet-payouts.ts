import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Failure } from '../../../../shared/contract/errors.ts'
import { EntryId } from '../../../../shared/domain/ids.ts'
import { PayoutRequestInput, PayoutSettingsInput } from '../../../../shared/domain/payout.ts'
import { exitCode } from '../exit-code.ts'
import { parsed, requestIdOf } from '../parsed.ts'
import type { Session } from '../session.ts'
import { looking, textOf } from './wallet.ts'

export type PayoutSettingsOptions = {
  iban?: string
  holder?: string
  bic?: string
  paypal?: string
  bitcoin?: string
  ethereum?: string
  minimum: string
  currency: string
  clear?: boolean
}

function detailsOf({ bic, bitcoin, ethereum, holder, iban, paypal }: PayoutSettingsOptions): unknown {
  if (iban !== undefined) return { method: 'bank', iban, holder, bic }
  if (paypal !== undefined) return { method: 'paypal', email: paypal }
  if (bitcoin !== undefined) return { method: 'crypto', network: 'bitcoin', address: bitcoin }
  if (ethereum !== undefined) return { method: 'crypto', network: 'ethereum', address: ethereum }
  return null
}

/** `metastamp wallet payout-settings`: what may be shown of them; with a destination, seals it. */
export async function payoutSettings(session: Session, options: PayoutSettingsOptions): Promise<number> {
  const details = detailsOf(options)
  return session.withCore(looking, async ({ client }) => {
    if (options.clear === true) {
      const cleared = await client.wallet.clearPayoutSettings({})
      await session.terminal.result(cleared, () => (cleared.cleared ? 'forgotten' : 'there was nothing to forget'))
      return exitCode.done
    }
    const minimum = { currency: options.currency.toUpperCase(), amount: options.minimum }
    const shown =
      details === null
        ? await client.wallet.payoutSettings({})
        : await client.wallet.setPayoutSettings(
            parsed(PayoutSettingsInput.safeParse({ details, minimum }), 'Where money is to go'),
          )
    await session.terminal.result(shown, () =>
      shown === null
        ? 'Nothing is said yet. Begin with --iban, --paypal, --bitcoin or --ethereum.'
        : `${shown.method} ${shown.destination}, from ${shown.minimum.amount} ${shown.minimum.currency} up`,
    )
    return exitCode.done
  })
}

/** `metastamp wallet payout-request`: sets a sum apart; nothing is sent anywhere. */
export async function payoutRequest(
  session: Session,
  amount: string,
  currency: string,
  options: { description?: string; out?: string; id?: string },
): Promise<number> {
  const given = {
    requestId: requestIdOf(options.id),
    money: { currency: currency.toUpperCase(), amount },
    description: options.description,
  }
  const input = parsed(PayoutRequestInput.safeParse(given), 'This request')
  session.terminal.note(`Booking ${input.requestId}`)
  return session.withCore(looking, async ({ client }) => {
    const booked = await client.wallet.requestPayout(input)
    const path = options.out === undefined ? undefined : resolve(options.out)
    if (path !== undefined) await writeDocument(await client.wallet.payoutDocument({ entryId: booked.entryId }), path)
    await session.terminal.result({ ...booked, ...(path === undefined ? {} : { document: path }) }, () =>
      textOf(booked),
    )
    return exitCode.done
  })
}

/** `metastamp wallet payout-document`: the request as PDF. */
export async function payoutDocument(session: Session, id: string, options: { out: string }): Promise<number> {
  const entryId = parsed(EntryId.safeParse(id), `The id “${id}”`)
  return session.withCore(looking, async ({ client }) => {
    const path = resolve(options.out)
    await writeDocument(await client.wallet.payoutDocument({ entryId }), path)
    await session.terminal.result({ entryId, path }, () => path)
    return exitCode.done
  })
}

async function writeDocument({ content, encoding }: { content: string; encoding: 'utf-8' | 'base64' }, path: string) {
  await writeFile(path, Buffer.from(content, encoding), { flag: 'wx' }).catch((thrown: unknown) => {
    throw new Failure('CONFLICT', `“${path}” is there already, or cannot be written. Give another name.`, {
      path,
      cause: thrown,
    })
  })
}

import { ExchangeInput, RecordInput } from '../../../shared/domain/ledger.ts'
import { RequestId } from '../../../shared/domain/ids.ts'
import { parseFigure } from '../../i18n/parse-figure.ts'
import { parseAmount } from './amount.ts'

// What is typed into the booking form, and the booking it stands for. Pure.

export const bookingTypes = ['earning', 'payout', 'adjustment', 'exchange', 'advance'] as const
export type BookingType = (typeof bookingTypes)[number]

export type BookDraft = {
  type: BookingType
  amount: string
  currency: string
  source: string
  description: string
  reason: string
  /** `2026-01-31`; empty is now. */
  day: string
  pending: boolean
  minus: boolean
  right: 'none' | 'composition' | 'master'
  territory: string
  /** Empty is own money. */
  party: string
  to: string
  rate: string
  rateSource: string
}

export const emptyBooking = (currency: string): BookDraft => ({
  type: 'earning',
  amount: '',
  currency,
  source: '',
  description: '',
  reason: '',
  day: '',
  pending: false,
  minus: false,
  right: 'none',
  territory: 'WW',
  party: '',
  to: currency === 'EUR' ? 'USD' : 'EUR',
  rate: '',
  rateSource: '',
})

export type BookField = 'amount' | 'reason' | 'party' | 'rate' | 'rateSource' | 'territory'

export type ReadyBooking = { kind: 'record'; content: RecordInput } | { kind: 'exchange'; content: ExchangeInput }

export type ReadBooking = { ready: ReadyBooking | null; problems: Partial<Record<BookField, 'amount' | 'needed'>> }

/** Stands in until the booking is sent: its real id is made, and kept, then. */
const anyId = RequestId.parse('00000000-0000-7000-8000-000000000000')

export function readBooking(draft: BookDraft): ReadBooking {
  const problems: ReadBooking['problems'] = {}
  const money = parseAmount(draft.amount, draft.currency)
  if (money === null && draft.amount.trim() !== '') problems.amount = 'amount'
  if (draft.type === 'adjustment' && draft.reason.trim() === '') problems.reason = 'needed'
  if (draft.type === 'advance' && draft.party === '') problems.party = 'needed'
  const effectiveAt = draft.day === '' ? undefined : Date.parse(`${draft.day}T12:00:00Z`)
  const common = { requestId: anyId, description: draft.description, effectiveAt }
  if (money === null) return { ready: null, problems }

  if (draft.type === 'exchange') {
    const rate = parseFigure(draft.rate)
    if (draft.rateSource.trim() === '') problems.rateSource = 'needed'
    if (rate === null || !/[1-9]/.test(rate)) problems.rate = draft.rate.trim() === '' ? 'needed' : 'amount'
    const given = { ...common, money, to: draft.to, rate: rate ?? '', rateSource: draft.rateSource }
    const parsed = ExchangeInput.safeParse(given)
    return { ready: parsed.success ? { kind: 'exchange', content: parsed.data } : null, problems }
  }
  const given = {
    ...common,
    type: draft.type,
    money: draft.type === 'adjustment' && draft.minus ? { ...money, amount: `-${money.amount}` } : money,
    pending: draft.pending,
    ...(draft.type === 'earning' && draft.source.trim() !== '' ? { source: draft.source } : {}),
    ...(draft.type === 'earning' && draft.right !== 'none'
      ? { right: draft.right, territory: draft.territory.trim().toUpperCase() }
      : {}),
    ...(draft.type === 'adjustment' ? { reason: draft.reason } : {}),
    ...(draft.party === '' ? {} : { party: draft.party }),
  }
  const parsed = RecordInput.safeParse(given)
  if (!parsed.success && parsed.error.issues.some(({ path }) => path[0] === 'territory')) problems.territory = 'amount'
  return { ready: parsed.success ? { kind: 'record', content: parsed.data } : null, problems }
}

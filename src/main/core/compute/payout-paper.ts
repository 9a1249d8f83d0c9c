import type { Transaction } from '../../../shared/domain/ledger.ts'
import { unitsOf } from '../../../shared/domain/money.ts'
import { createPaper, inner, muted, page } from '../paper/paper.ts'
import { printed } from './statement-paper.ts'

// A payout request on paper: what was asked for and where it is to go, as the ledger has it. It says of itself what it is not.

export type PayoutPaperRequest = { request: Transaction }

const methods = { bank: 'Bank transfer', paypal: 'PayPal', crypto: 'Cryptocurrency' } as const

/** The file's bytes; the same request gives the same ones, whatever has become of it since. */
export async function payoutPaper({ request }: PayoutPaperRequest): Promise<Uint8Array> {
  const { description, destination, effectiveAt, entryId, hash, money, recordedAt, sequence } = request
  const { currency } = money
  const units = unitsOf(money)
  const amount = `${printed(currency, units < 0n ? -units : units)} ${currency}`
  const moment = (at: number): string => `${new Date(at).toISOString().replace('T', ' ').slice(0, 19)} UTC`
  const paper = createPaper({ title: `Payout request, ${amount}`, subject: 'META-STAMP wallet', at: recordedAt })
  paper.addPage()
  paper.seal(page.left, page.top, 22)
  paper.text('Payout request', page.left + 32, page.top - 4, { face: 'strong', size: 17 })
  paper.text(moment(effectiveAt), page.left + 32, page.top + 17, { colour: muted })
  let y = page.top + 60
  paper.text(amount, page.left, y, { face: 'mono', size: 22 })
  y += 44
  const facts = [
    ['By', destination === null ? '' : methods[destination.method]],
    ['To', destination?.text ?? ''],
    ['For', description],
    ['Requested', moment(effectiveAt)],
    ['Recorded', moment(recordedAt)],
    ['Ledger entry', `${sequence}`],
    ['Id', entryId],
    ['Hash', hash],
  ].filter(([, told]) => told !== '')
  paper.rule(y)
  for (const [name = '', told = ''] of facts) {
    y += 7
    const plain = name === 'Id' || name === 'Hash' || name === 'To'
    paper.text(name, page.left, y, { colour: muted, width: 96 })
    paper.text(told, page.left + 100, y, { face: plain ? 'mono' : 'text', size: plain ? 8.5 : 9.5, width: inner - 100 })
    y += 15
    paper.rule(y)
  }
  paper.paragraph(
    'This is a request, not a transfer: META-STAMP moves no money. The sum is set apart in the wallet until a person says that it has arrived, that it failed, or that it is not wanted any more. The full details of the destination are sealed and stand on no paper.',
    page.left,
    y + 18,
    { size: 8.5, colour: muted },
  )
  return paper.end((number, of) => {
    const foot = page.height - page.bottom + 26
    paper.rule(foot - 8)
    paper.text('META-STAMP', page.left, foot, { size: 7.5, colour: muted })
    paper.text(`Page ${number} of ${of}`, page.width - page.right - 100, foot, {
      size: 7.5,
      colour: muted,
      width: 100,
      align: 'end',
    })
  })
}

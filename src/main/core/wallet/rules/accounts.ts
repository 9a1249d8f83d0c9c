// The accounts of the ledger. Names follow Beancount's five roots, so that other programs read them as they are.

export const accounts = {
  /** A person's own money. */
  wallet: 'Assets:Wallet',
  /** Money received that belongs to other parties of a split. */
  held: 'Assets:Held',
  /** What has left the wallet to its owner. */
  paidOut: 'Assets:PaidOut',
  adjustments: 'Equity:Adjustments',
  exchange: 'Equity:Exchange',
} as const

/** The owner of the wallet in splits. */
export const ownParty = 'me'

export const incomeFrom = (source: string): string => `Income:${accountPart(source)}`
/** What is owed to a party. */
export const owedTo = (party: string): string => `Liabilities:Parties:${party}`
/** What a party has been paid ahead of its shares. */
export const advancedTo = (party: string): string => `Assets:Advances:${party}`

const maxPart = 60

/** A name as one part of an account: letters, digits and hyphens, beginning with a capital or a digit. */
export function accountPart(name: string): string {
  const plain = name
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, maxPart)
  const [first = '', ...rest] = plain
  return plain === '' ? 'Other' : first.toUpperCase() + rest.join('')
}

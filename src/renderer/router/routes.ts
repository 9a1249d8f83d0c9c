import { AssetId, ConversationId } from '../../shared/domain/ids.ts'

// The addresses of the page. Anything else is `unknown` and gets a designed answer.

export const settingsSections = [
  'appearance',
  'intake',
  'media',
  'background',
  'assistant',
  'backups',
  'privacy',
  'shortcuts',
] as const
export type SettingsSection = (typeof settingsSections)[number]

export const walletSections = ['transactions', 'imports', 'splits', 'payouts'] as const
export type WalletSection = (typeof walletSections)[number]

export type Route =
  | { name: 'home' }
  | { name: 'library' }
  | { name: 'work'; assetId: AssetId }
  | { name: 'activity' }
  | { name: 'watched' }
  | { name: 'wallet'; section: WalletSection }
  | { name: 'health' }
  | { name: 'check' }
  | { name: 'matches'; assetId: AssetId | null }
  | { name: 'value'; assetId: AssetId | null }
  | { name: 'assistant'; conversationId: ConversationId | null }
  | { name: 'settings'; section: SettingsSection }
  | { name: 'unknown'; path: string }

/** The route of a path; a query string and a trailing slash do not matter. */
export function parseRoute(address: string): Route {
  const path = address.replace(/[?#].*$/, '')
  const [first = '', second, ...rest] = path.split('/').filter((part) => part !== '')
  const unknown: Route = { name: 'unknown', path }
  if (rest.length > 0) return unknown
  if (second === undefined) {
    if (first === '' || first === 'index.html') return { name: 'home' }
    if (first === 'library' || first === 'activity' || first === 'watched' || first === 'health' || first === 'check')
      return { name: first }
    if (first === 'matches') return { name: 'matches', assetId: null }
    if (first === 'value') return { name: 'value', assetId: null }
    if (first === 'assistant') return { name: 'assistant', conversationId: null }
    if (first === 'wallet') return { name: 'wallet', section: 'transactions' }
    if (first === 'settings') return { name: 'settings', section: 'appearance' }
    return unknown
  }
  if (first === 'work' || first === 'matches' || first === 'value') {
    const assetId = AssetId.safeParse(second)
    return assetId.success ? { name: first, assetId: assetId.data } : unknown
  }
  if (first === 'assistant') {
    const conversationId = ConversationId.safeParse(second)
    return conversationId.success ? { name: 'assistant', conversationId: conversationId.data } : unknown
  }
  if (first === 'wallet') {
    const part = walletSections.find((name) => name === second)
    return part === undefined ? unknown : { name: 'wallet', section: part }
  }
  const section = settingsSections.find((name) => name === second)
  return first === 'settings' && section !== undefined ? { name: 'settings', section } : unknown
}

/** The address of a route; `parseRoute` is its inverse. */
export function pathOf(route: Route): string {
  switch (route.name) {
    case 'home':
      return '/'
    case 'work':
      return `/work/${route.assetId}`
    case 'matches':
      return route.assetId === null ? '/matches' : `/matches/${route.assetId}`
    case 'value':
      return route.assetId === null ? '/value' : `/value/${route.assetId}`
    case 'assistant':
      return route.conversationId === null ? '/assistant' : `/assistant/${route.conversationId}`
    case 'wallet':
      return `/wallet/${route.section}`
    case 'settings':
      return `/settings/${route.section}`
    case 'unknown':
      return route.path
    default:
      return `/${route.name}`
  }
}

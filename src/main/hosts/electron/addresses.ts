// Where the page and its media live, and the one question that guards ask: is this address ours?

export const appScheme = 'app'
export const assetScheme = 'asset'
/** As Chromium writes the origin of a standard custom scheme. Node's URL says `null` here, so nothing compares URL.origin. */
export const appOrigin = 'app://metastamp'
export const appHome = `${appOrigin}/`

function parsed(address: string): URL | null {
  return URL.canParse(address) ? new URL(address) : null
}

/** True for addresses of the page itself: `app://metastamp/…` without user, password or port. */
export function isAppAddress(address: string): boolean {
  const url = parsed(address)
  if (url === null || url.protocol !== `${appScheme}:`) return false
  return url.host === 'metastamp' && url.username === '' && url.password === ''
}

/** What a page may load: itself, media by id, blobs it made itself. Nothing that could leave the machine. */
export function mayRequest(address: string): boolean {
  const url = parsed(address)
  if (url === null) return false
  switch (url.protocol) {
    case 'app:':
      return isAppAddress(address)
    case 'asset:':
      return url.host === 'media'
    case 'blob:':
      return address.startsWith(`blob:${appOrigin}/`)
    default:
      return false
  }
}

/** The developer tools are Chromium's own page; they open in unpackaged builds only. */
export function isDevToolsAddress(address: string): boolean {
  return parsed(address)?.protocol === 'devtools:'
}

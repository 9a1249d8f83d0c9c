// Chromium without Electron knows no custom schemes. `app://metastamp/x` is shown to it as `https://metastamp.app.test/x`,
// a secure origin of its own, and turned back wherever our bundles look. No request for it ever leaves the process.

const schemes = ['app', 'asset']

/** An address as the page's Chromium knows it. */
export function toPage(address: string): string {
  const match = /^(app|asset):\/\/([a-z0-9.-]+)(.*)$/s.exec(address)
  return match === null ? address : `https://${match[2]}.${match[1]}.test${match[3]}`
}

/** An address as Electron would tell it. */
export function toApp(address: string): string {
  const match = /^(blob:)?https:\/\/([a-z0-9.-]+?)\.(app|asset)\.test(.*)$/s.exec(address)
  return match === null ? address : `${match[1] ?? ''}${match[3]}://${match[2]}${match[4]}`
}

/** The scheme that must answer for an address of the page, or null for an address of the outside world. */
export function schemeOf(pageAddress: string): string | null {
  const scheme = /^https:\/\/[a-z0-9.-]+?\.(app|asset)\.test\//.exec(pageAddress)?.[1]
  return scheme !== undefined && schemes.includes(scheme) ? scheme : null
}

/** Addresses inside a policy header, a script, a style or a document. */
export function textToPage(text: string): string {
  return text
    .replace(/\b(app|asset):\/\/([a-z0-9.-]+)/g, 'https://$2.$1.test')
    .replace(/(?<=[ ;])(app|asset):(?=[ ;]|$)/g, 'https://*.$1.test')
}

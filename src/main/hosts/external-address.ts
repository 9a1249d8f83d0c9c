import { Failure } from '../../shared/contract/errors.ts'

// Which addresses may leave for the system's browser or mail program. Anything else could start a program.

const maxLength = 2048
/** Control characters and spaces: URL parsers drop or mend some of them, each in its own way. */
const unsafeCharacters = /[\u0000-\u0020\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\\]/u

/**
 * The address in the form in which it may be opened, or null. https and mailto only, at most 2,048 characters, no user
 * or password, no control or direction characters; mailto only with a recipient and without attachments.
 */
export function externalAddress(address: unknown): string | null {
  if (typeof address !== 'string' || address.length === 0 || address.length > maxLength) return null
  if (unsafeCharacters.test(address) || !URL.canParse(address)) return null
  const url = new URL(address)
  if (url.protocol === 'https:') {
    const honest = /^https:\/\/[^/]/i.test(address) && url.hostname !== '' && url.username === '' && url.password === ''
    return honest ? url.href : null
  }
  if (url.protocol === 'mailto:') return isPlainMail(url) ? url.href : null
  return null
}

/** Some mail programs attach local files when a mailto says `attach`, `attachment` or `file`; line breaks smuggle headers. */
function isPlainMail(url: URL): boolean {
  if (!/^[^@/?#]+@[^@/?#]+$/.test(url.pathname) || /%0[ad]/i.test(url.href)) return false
  const allowed = new Set(['subject', 'body', 'cc', 'bcc'])
  return [...url.searchParams.keys()].every((key) => allowed.has(key.toLowerCase()))
}

/** The same for a caller who is to be told: FORBIDDEN instead of null. */
export function demandExternalAddress(address: unknown): string {
  const safe = externalAddress(address)
  if (safe === null)
    throw new Failure('FORBIDDEN', 'This link was not opened: only web (https) and mail addresses are.')
  return safe
}

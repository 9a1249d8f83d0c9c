import { Failure } from '../../../shared/contract/errors.ts'

// Cursors of lists whose key is one id: opaque to the caller, checked when they come back.

export function encodeKey(key: string): string {
  return Buffer.from(key, 'latin1').toString('base64url')
}

/** The key inside, null for the first page. Throws BAD_INPUT for anything that was not made by `encodeKey`. */
export function decodeKey(cursor: string | null): string | null {
  if (cursor === null) return null
  const key = Buffer.from(cursor, 'base64url').toString('latin1')
  if (!/^[0-9a-f-]{1,36}$/.test(key))
    throw new Failure('BAD_INPUT', 'This place in the list is not known. Start again from its top.')
  return key
}

import { randomBytes } from 'node:crypto'
import { Failure } from '../../../shared/contract/errors.ts'
import { RequestId } from '../../../shared/domain/ids.ts'
import { uuid7 } from '../../../shared/domain/uuid.ts'

// What is typed, held against the contract's own schemas before anything is opened.

type Parsed<T> =
  | { success: true; data: T }
  | { success: false; error: { issues: readonly { path: readonly PropertyKey[]; message: string }[] } }

/** The parsed value, or BAD_INPUT with a sentence that says where and what. */
export function parsed<T>(result: Parsed<T>, what: string): T {
  if (result.success) return result.data
  const told = result.error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `${path.map(String).join('.')}: ${message}`,
  )
  throw new Failure('BAD_INPUT', `${what} is not as it should be. ${told.join('; ')}.`)
}

/** Noon UTC of a day, which is that day nearly everywhere; a whole moment as it is. Undefined stays so. */
export function momentOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const at = Date.parse(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T12:00:00Z` : text)
  if (Number.isNaN(at)) throw new Failure('BAD_INPUT', `“${text}” is no day such as 2026-03-31.`)
  return at
}

/** The id a person gave, or a new one. */
export function requestIdOf(given: string | undefined): RequestId {
  if (given !== undefined) return parsed(RequestId.safeParse(given), `The id “${given}”`)
  return RequestId.parse(uuid7(Date.now(), randomBytes(16)))
}

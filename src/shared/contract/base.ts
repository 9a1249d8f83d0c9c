import { oc } from '@orpc/contract'
import { z } from 'zod'
import { ErrorCode, errorData } from './errors.ts'

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- fromEntries forgets the keys it was given; they are all codes
const definitions = Object.fromEntries(ErrorCode.options.map((code) => [code, { data: errorData }])) as Record<
  ErrorCode,
  { data: typeof errorData }
>

/** Where every procedure begins: the closed set of errors is declared on each of them. */
export const procedure = oc.errors(definitions)

/** Milliseconds since 1970-01-01T00:00:00Z. */
export const Timestamp = z.int().nonnegative()

/** Opaque to the caller: made by the previous answer, valid for the same query. */
export const Cursor = z.string().max(400)

export const PageLimit = z.int().min(1).max(500).default(200)

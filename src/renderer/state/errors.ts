import { ORPCError } from '@orpc/client'
import { ErrorCode, errorData } from '../../shared/contract/errors.ts'
import type { Translate } from '../i18n/translate.ts'

export type ToldError = {
  /** What happened, for people. */
  message: string
  code: ErrorCode | null
  retryable: boolean
  path?: string
  detail?: string
  /** All of it, for the clipboard. */
  text: string
}

/** Anything thrown, as a person can read it. Errors of the contract bring their own sentence. */
export function describeError(error: unknown, t: Translate): ToldError {
  const code = error instanceof ORPCError ? ErrorCode.safeParse(error.code) : null
  const data = error instanceof ORPCError ? errorData.safeParse(error.data) : null
  const known = code?.success === true
  const own = error instanceof Error && error.message !== '' ? error.message : undefined
  const message = known && own !== undefined ? own : t('error.unknown')
  const path = data?.success === true ? data.data.path : undefined
  const detail = data?.success === true ? data.data.detail : known ? undefined : own
  const lines = [
    message,
    path === undefined ? '' : t('error.file', { path }),
    detail ?? '',
    known ? t('error.code', { code: code.data }) : '',
  ]
  return {
    message,
    code: known ? code.data : null,
    retryable: data?.success === true && data.data.retryable,
    ...(path === undefined ? {} : { path }),
    ...(detail === undefined ? {} : { detail }),
    text: lines.filter((line) => line !== '').join('\n'),
  }
}

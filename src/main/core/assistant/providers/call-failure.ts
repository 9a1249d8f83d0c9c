import { type ErrorCode, Failure } from '../../../../shared/contract/errors.ts'
import { asRecord, causes, detailOf, errorBodyOf, networkCodeOf, retryDelayOf } from './read-error.ts'

// Whatever goes wrong with a provider as one of the closed set of errors: what happened, and what to do next. Nothing that is thrown
// holds the key, not even where a provider quotes it; for the same reason no cause is passed on.

export type CallContext = {
  /** The provider as a person knows it. */
  name: string
  address: string
  key: string | null
  model: string | null
}

const settings = 'Settings › Assistant'

const failure = (code: ErrorCode, message: string, detail: string, retryable = false, retryAfterMs?: number) =>
  new Failure(code, message, {
    retryable,
    ...(detail === '' ? {} : { detail }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  })

/** A response that is not an answer. `retryAfterMs` is what its headers ask for. */
export function httpFailure(call: CallContext, status: number, body: string, retryAfterMs: number | null): Failure {
  return refusal(call, status, errorBodyOf(body), retryAfterMs)
}

function refusal(
  call: CallContext,
  status: number,
  body: ReturnType<typeof errorBodyOf>,
  waitMs: number | null,
): Failure {
  const { name } = call
  const said = detailOf(body.message, call.key)
  const kind = `${body.type} ${body.code} ${body.message}`.toLowerCase()
  if (status === 402 || /insufficient_quota|billing|credit balance|spend_limit/.test(kind)) {
    return failure(
      'RATE_LIMITED',
      `Your account with ${name} has no credit left, or has reached a limit of its own. Look at its billing page, or choose another provider in ${settings}.`,
      said,
    )
  }
  if (status === 401 || /invalid_api_key|api_key_invalid|api key not valid|authentication_error/.test(kind)) {
    const next =
      call.key === null
        ? `It wants a key: enter one in ${settings}.`
        : `It may be mistyped, revoked or expired: enter it again in ${settings}.`
    return failure(
      'UNAUTHORIZED',
      `${name} did not accept the ${call.key === null ? 'request without a key' : 'key'}. ${next}`,
      said,
    )
  }
  if (status === 403 || kind.includes('permission')) {
    return failure(
      'UNAUTHORIZED',
      `The key is not allowed to do this at ${name}${call.model === null ? '' : ` with the model ${call.model}`}. Choose another model, or another key, in ${settings}.`,
      said,
    )
  }
  if (status === 429 || /rate_limit|resource_exhausted/.test(kind)) {
    const retryAfterMs = waitMs ?? retryDelayOf(body.details)
    return failure(
      'RATE_LIMITED',
      `${name} asks for a pause: too many requests or tokens in a short time. Try again later, or set up another provider in ${settings}.`,
      said,
      true,
      retryAfterMs ?? undefined,
    )
  }
  if (status === 404 || kind.includes('model_not_found')) return notFound(call, kind, said)
  if (
    status === 413 ||
    /context_length|too long|too many tokens|maximum context|exceeds the (maximum|context)/.test(kind)
  ) {
    return failure(
      'TOO_LARGE',
      `This is more than ${call.model ?? name} can read at once. Ask about less, begin a new conversation, or choose a model with more room in ${settings}.`,
      said,
    )
  }
  if (status >= 500 || status === 408 || status === 409 || /overloaded|server_error|api_error|unavailable/.test(kind)) {
    return failure(
      'PROVIDER_FAILED',
      `${name} has trouble of its own at the moment. Try again in a minute, or choose another provider in ${settings}.`,
      said,
      true,
    )
  }
  return failure(
    'BAD_INPUT',
    `${name} refused this request${said === '' ? '' : `: ${said}`}. Another model may take it: choose one in ${settings}.`,
    said,
  )
}

function notFound(call: CallContext, kind: string, said: string): Failure {
  const { host } = new URL(call.address)
  const aboutModel = call.model !== null && (kind.includes('model') || kind.includes('not_found'))
  return aboutModel
    ? failure(
        'NOT_FOUND',
        `${call.name} has no model called ${call.model} for this key. Choose another in ${settings}.`,
        said,
      )
    : failure(
        'NOT_FOUND',
        `There is nothing at this address of ${host}. Check the address of ${call.name} in ${settings}; many end in /v1.`,
        said,
      )
}

/** The request did not get through at all. */
export function networkFailure(call: CallContext, thrown: unknown): Failure {
  const { host, protocol } = new URL(call.address)
  const code = networkCodeOf(thrown)
  const detail = detailOf(causes(thrown).map(String).at(-1) ?? '', call.key)
  const unreachable = (message: string, retryable = false) => failure('UNREACHABLE', message, detail, retryable)
  if (/CERT|SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER)|ERR_TLS/.test(code)) {
    return unreachable(
      `The certificate of ${host} can't be trusted (${code}), so nothing was sent. Check the address in ${settings}, and the clock of this computer; behind a company's proxy, ask its administrators.`,
    )
  }
  if (/^(EPROTO|ERR_SSL)/.test(code)) {
    return unreachable(`${host} does not speak ${protocol}//. Check the address in ${settings}: is it http:// there?`)
  }
  if (code === 'ECONNREFUSED') {
    return unreachable(
      `Nothing answers at ${host}. Start the program that should, or check the address in ${settings}.`,
    )
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return unreachable(`${host} was not found. Check the connection to the internet, and the address in ${settings}.`)
  }
  return unreachable(`${host} could not be reached. Check the connection to the internet and try again.`, true)
}

/** What was thrown while an answer was read. `answering`: something of it has arrived. */
export function streamFailure(call: CallContext, thrown: unknown, answering: boolean): Failure {
  const known = causes(thrown).find((each) => each instanceof Failure)
  if (known instanceof Failure) return known
  const told = toldInStream(thrown)
  if (told !== null) return refusal(call, told.status, told.body, null)
  const detail = detailOf(causes(thrown).map(String).join(' · '), call.key)
  if (answering || networkCodeOf(thrown) !== '' || /terminated|premature|incomplete json/i.test(detail)) {
    return interrupted(call.name, detail)
  }
  return failure(
    'PROVIDER_FAILED',
    `What ${call.name} answered can't be read. If this is an endpoint of your own, check that it speaks the protocol chosen in ${settings}.`,
    detail,
  )
}

/** The stream ended before the answer did. */
export function interrupted(name: string, detail = ''): Failure {
  return failure(
    'INTERRUPTED',
    `The answer of ${name} broke off. What has arrived is kept; ask again for the rest.`,
    detail,
    true,
  )
}

/** An error that came as an event of the stream, after a good response: SDKs throw it with the event's body. */
function toldInStream(thrown: unknown): { status: number; body: ReturnType<typeof errorBodyOf> } | null {
  const error = asRecord(thrown)
  const body = asRecord(error?.['error'])
  if (body !== null) return { status: 0, body: errorBodyOf(JSON.stringify('error' in body ? body : { error: body })) }
  if (thrown instanceof Error && typeof error?.['status'] === 'number') {
    return {
      status: error['status'],
      body: errorBodyOf(thrown.message.slice(Math.max(0, thrown.message.indexOf('{')))),
    }
  }
  return null
}

import { Failure } from '../../../../shared/contract/errors.ts'
import { type CallContext, httpFailure, networkFailure } from './call-failure.ts'

// The one way out to a provider: only to the address that was set, never along a redirect (which would carry the key with it), and
// refusals become failures here, before an SDK sees them, so that they read alike for all.

export type Wire = {
  fetch: typeof fetch
  /** What went wrong on the way, if anything did. An SDK may have put something less clear in its place. */
  failure(): Failure | null
}

const longestRefusal = 65_536

/** Requests to any other origin than that of `call.address` are refused. `alive` is called whenever something of an answer comes. */
export function createWire(call: CallContext, alive: () => void): Wire {
  const { origin, host } = new URL(call.address)
  let failed: Failure | null = null
  const fail = (failure: Failure): Failure => {
    failed = failure
    return failure
  }
  const send = async (input: Parameters<typeof fetch>[0], init: RequestInit | undefined): Promise<Response> => {
    try {
      return await fetch(input, { ...init, redirect: 'manual' })
    } catch (thrown) {
      // Stopped by the caller, who knows why.
      if (init?.signal?.aborted === true) throw thrown
      throw fail(networkFailure(call, thrown))
    }
  }
  return {
    failure: () => failed,
    fetch: async (input, init) => {
      const url = new URL(input instanceof Request ? input.url : input)
      if (url.origin !== origin) {
        throw fail(new Failure('FORBIDDEN', `A request for ${host} was about to go to ${url.host}. It was not sent.`))
      }
      const response = await send(input, init)
      if (response.ok && !(response.headers.get('content-type') ?? '').startsWith('text/html')) {
        return noticed(response, alive)
      }
      const wait = retryAfterMs(response.headers)
      const body = await bodyOf(response)
      if (response.ok) throw fail(notAnInterface(host))
      if (response.status < 400) throw fail(redirected(call.name, host))
      throw fail(httpFailure(call, response.status, body, wait))
    },
  }
}

/** The same response, whose every packet is noticed: models that think send signs of life long before the first word. */
function noticed(response: Response, alive: () => void): Response {
  const watch = new TransformStream<Uint8Array, Uint8Array>({
    transform: (packet, controller) => {
      alive()
      controller.enqueue(packet)
    },
  })
  const { status, statusText, headers } = response
  return new Response(response.body?.pipeThrough(watch) ?? null, { status, statusText, headers })
}

const notAnInterface = (host: string) =>
  new Failure(
    'NOT_FOUND',
    `${host} answers with a web page, so this is not the address of its interface for programs. Check the address in Settings › Assistant; many end in /v1.`,
  )

const redirected = (name: string, host: string) =>
  new Failure(
    'NOT_FOUND',
    `${host} sends requests for ${name} on to another address, where the key must not follow. Enter the final address in Settings › Assistant.`,
  )

/** As many bytes of a refusal as could matter, even if it never ends by itself. */
async function bodyOf(response: Response): Promise<string> {
  const parts: Uint8Array[] = []
  let bytes = 0
  try {
    const reader: ReadableStreamDefaultReader<Uint8Array> | undefined = response.body?.getReader()
    while (reader !== undefined && bytes < longestRefusal) {
      const step = await reader.read()
      if (step.done) break
      parts.push(step.value)
      bytes += step.value.length
    }
    await reader?.cancel()
  } catch {
    // Cut in the middle: what has come is enough to read.
  }
  return Buffer.concat(parts).toString('utf8')
}

/** RFC 9110 §10.2.3 (seconds or a date), and the finer header that two providers send beside it. Null when there is neither. */
function retryAfterMs(headers: Headers): number | null {
  const fine = headers.get('retry-after-ms')
  if (fine !== null && /^\d+(\.\d+)?$/.test(fine)) return Math.ceil(Number(fine))
  const given = headers.get('retry-after')
  if (given === null) return null
  if (/^\d+(\.\d+)?$/.test(given)) return Math.ceil(Number(given) * 1000)
  const until = Date.parse(given)
  const from = Date.parse(headers.get('date') ?? '')
  return Number.isNaN(until) || Number.isNaN(from) ? null : Math.max(0, until - from)
}

import type { ProviderId } from '../../../../shared/domain/assistant-provider.ts'
import { type CallContext, interrupted, streamFailure } from './call-failure.ts'
import type { ChatEvent, ChatRequest, Provider } from './provider.ts'
import { type Limits, supervised } from './supervised.ts'
import { createWire, type Wire } from './wire.ts'

export type Listed = { id: string; label: string }

/** What every driver is made with. */
export type DriverOptions = {
  id: ProviderId
  /** As a person knows it, for messages. */
  name: string
  /** Where its protocol begins, without a slash at the end. */
  address: string
  /** Null where the endpoint wants none. */
  key: string | null
  limits: Limits
}

/** A call under way: it goes out by `fetch` alone and ends with `signal`. */
export type Call = { fetch: Wire['fetch']; signal: AbortSignal }

/** Where protocols differ: how models are listed, and how an answer is asked for and read. */
export type Protocol = {
  models(call: Call): Promise<Listed[]>
  chat(call: Call, request: ChatRequest): Promise<AsyncIterable<ChatEvent>>
}

/** A call that is read as it comes. */
async function* run<T>(
  options: DriverOptions,
  model: string | null,
  signal: AbortSignal,
  open: (call: Call) => Promise<AsyncIterable<T>>,
): AsyncGenerator<T> {
  const context: CallContext = { name: options.name, address: options.address, key: options.key, model }
  const told = { alive: () => undefined as void }
  const wire = createWire(context, () => told.alive())
  const task = {
    signal,
    limits: options.limits,
    who: options.name,
    open: (stop: AbortSignal, alive: () => void) => {
      told.alive = alive
      return open({ fetch: wire.fetch, signal: stop })
    },
  }
  let answering = false
  try {
    for await (const each of supervised(task)) {
      answering = true
      yield each
    }
  } catch (thrown) {
    throw wire.failure() ?? streamFailure(context, thrown, answering)
  }
}

/** A call with one answer. Deadlines, stopping and failures are those of every call. */
export async function oneCall<T>(
  options: DriverOptions,
  model: string | null,
  signal: AbortSignal,
  ask: (call: Call) => Promise<T>,
): Promise<T> {
  for await (const answer of run(options, model, signal, async (call) => once(await ask(call)))) return answer
  throw interrupted(options.name)
}

/** A provider that speaks `protocol`. Deadlines, stopping and failures are the same for all of them. */
export function createDriver(options: DriverOptions, protocol: Protocol): Provider {
  return {
    id: options.id,
    models: (signal) => oneCall(options, null, signal, (call) => protocol.models(call)),
    chat: (request, signal) => run(options, request.model, signal, (call) => protocol.chat(call, request)),
  }
}

async function* once<T>(value: T): AsyncGenerator<T> {
  yield value
}

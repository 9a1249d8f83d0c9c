import type { ProviderId } from '../../../../shared/domain/assistant-provider.ts'

// The port between the assistant and whoever answers it. Each provider's own protocol ends behind it: tools, messages and the
// stream look alike for all of them.

export type ToolSpec = {
  /** Letters, digits, `_` and `-`, at most 64: what every protocol accepts. */
  name: string
  description: string
  /** JSON Schema of an object (draft 2020-12, without references). */
  parameters: Record<string, unknown>
}

/** `arguments` is the parsed JSON, or the raw text when it does not parse; it is what a model said and has not been checked. */
export type ToolCall = { id: string; name: string; arguments: unknown }

export type ImagePart = { mediaType: 'image/jpeg' | 'image/png' | 'image/webp'; bytes: Uint8Array }

/** Each call of an assistant message is answered by one `tool` message, in order, before the next turn. */
export type ChatMessage =
  | { role: 'user'; text: string; images?: readonly ImagePart[] }
  | { role: 'assistant'; text: string; calls: readonly ToolCall[] }
  | { role: 'tool'; callId: string; name: string; text: string }

export type ChatRequest = {
  model: string
  system: string
  messages: readonly ChatMessage[]
  tools: readonly ToolSpec[]
  /** The most tokens of an answer. */
  maxTokens: number
  /** Asks for one JSON value of this schema as the whole text; the caller still parses it. */
  json?: { name: string; schema: Record<string, unknown> }
}

export type Usage = { inputTokens: number; outputTokens: number }

/** Tokens as they arrive, calls once they are whole, and exactly one `end` as the last. `usage` is null where the provider does not tell. */
export type ChatEvent =
  | { type: 'token'; text: string }
  | { type: 'call'; call: ToolCall }
  | { type: 'end'; reason: 'stop' | 'calls' | 'length' | 'refused'; usage: Usage | null }

export interface Provider {
  readonly id: ProviderId
  /** What this key may use, as the provider lists it. Fails like `chat`. */
  models(signal: AbortSignal): Promise<{ id: string; label: string }[]>
  /**
   * One answer. Failures: UNAUTHORIZED, RATE_LIMITED (with retryAfterMs where the provider says), NOT_FOUND (model or address), BAD_INPUT,
   * UNREACHABLE, TIMED_OUT, INTERRUPTED (the stream broke off: what came before it has been yielded), PROVIDER_FAILED, CANCELLED. None of them
   * holds a key, and each says what to do next.
   */
  chat(request: ChatRequest, signal: AbortSignal): AsyncIterable<ChatEvent>
}

/** Comes before the first event of an answer, and again if another provider takes over before anything was shown. */
export type ModelEvent = { type: 'model'; provider: ProviderId; model: string; local: boolean }

/** What the engine calls: picks from the chain, waits for the bucket, logs the call, and says which provider and model answer. */
export interface Chat {
  /** Who would answer now; null when no provider is set up, or none may be asked. */
  available(): { provider: ProviderId; model: string; local: boolean; images: boolean } | null
  /** Fails like a provider's `chat`, with UNAVAILABLE when nobody can be asked, and with BUDGET_REACHED at the month's cap. */
  chat(
    request: Omit<ChatRequest, 'model'> & { operation: string },
    signal: AbortSignal,
  ): AsyncIterable<ChatEvent | ModelEvent>
}

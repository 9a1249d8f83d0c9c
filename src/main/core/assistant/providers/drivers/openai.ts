import type OpenAI from 'openai'
import type {
  ResponseCreateParamsStreaming,
  ResponseInputItem,
  ResponseReasoningItem,
  ResponseStreamEvent,
} from 'openai/resources/responses/responses'
import { interrupted } from '../call-failure.ts'
import { type Call, createDriver, type DriverOptions, type Listed } from '../driver.ts'
import type { ChatEvent, ChatRequest, Provider, Usage } from '../provider.ts'
import { Remembered } from '../remembered.ts'
import { base64, parseArguments, turnsOf } from '../turns.ts'

// OpenAI by its Responses interface: its present models take tools nowhere else while they reason. Nothing is stored there
// (`store: false`); what a model thought before its calls comes back to it sealed.

/** A client for one call. Everything the SDK would look for in the environment is given, and its own retries are off. */
export async function openAiClient({ address, key }: DriverOptions, call: Call): Promise<OpenAI> {
  const { default: Client } = await import('openai')
  return new Client({
    apiKey: key ?? 'none',
    baseURL: address,
    fetch: call.fetch,
    maxRetries: 0,
    timeout: 600_000,
    organization: null,
    project: null,
    adminAPIKey: null,
    webhookSecret: null,
    logLevel: 'off',
    ...(key === null ? { defaultHeaders: { Authorization: null } } : {}),
  })
}

/** What OpenAI's list holds beside the models that chat: each name of those says what it is for. */
const otherPurposes =
  /embedding|whisper|tts|audio|realtime|transcri|image|dall-e|sora|moderation|davinci|babbage|instruct|search|codex|live|computer-use/

const mostListed = 500

/** Lists models by the protocol that OpenAI, Ollama and compatible endpoints share. */
export async function listModels(
  options: DriverOptions,
  call: Call,
  wanted: (id: string) => boolean,
): Promise<Listed[]> {
  const client = await openAiClient(options, call)
  const models: Listed[] = []
  for await (const { id } of client.models.list({ signal: call.signal })) {
    if (wanted(id)) models.push({ id, label: id })
    if (models.length >= mostListed) break
  }
  return models.toSorted((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }))
}

type Thought = readonly ResponseReasoningItem[]

export function openAiDriver(options: DriverOptions): Provider {
  const thoughts = new Remembered<Thought>()
  return createDriver(options, {
    models: (call) => listModels(options, call, (id) => !otherPurposes.test(id)),
    chat: async (call, request) => {
      const client = await openAiClient(options, call)
      const stream = await client.responses.create(bodyOf(request, thoughts), { signal: call.signal })
      return readAnswer(stream, options.name, (callId, thought) => thoughts.keep(callId, request.model, thought))
    },
  })
}

function bodyOf(request: ChatRequest, thoughts: Remembered<Thought>): ResponseCreateParamsStreaming {
  const { model, system, maxTokens, json } = request
  return {
    model,
    stream: true,
    store: false,
    include: ['reasoning.encrypted_content'],
    ...(system === '' ? {} : { instructions: system }),
    input: turnsOf(request.messages).flatMap((turn) => inputOf(turn, model, thoughts)),
    max_output_tokens: maxTokens,
    ...(request.tools.length === 0
      ? {}
      : { tools: request.tools.map((tool) => ({ type: 'function' as const, strict: false, ...tool })) }),
    ...(json === undefined ? {} : { text: { format: { type: 'json_schema', strict: false, ...json } } }),
  }
}

function inputOf(
  turn: ReturnType<typeof turnsOf>[number],
  model: string,
  thoughts: Remembered<Thought>,
): ResponseInputItem[] {
  switch (turn.role) {
    case 'user': {
      const images = turn.images.map(
        ({ mediaType, bytes }) =>
          ({ type: 'input_image', detail: 'auto', image_url: `data:${mediaType};base64,${base64(bytes)}` }) as const,
      )
      return [{ role: 'user', content: [{ type: 'input_text', text: turn.text }, ...images] }]
    }
    case 'assistant':
      return [
        ...(thoughts.of(turn.calls[0]?.given, model) ?? []),
        ...(turn.text === '' ? [] : [{ role: 'assistant', content: turn.text } as const]),
        ...turn.calls.map(
          ({ id, name, arguments: given }) =>
            ({ type: 'function_call', call_id: id, name, arguments: argumentsText(given) }) as const,
        ),
      ]
    case 'results':
      return turn.results.map(({ id, text }) => ({ type: 'function_call_output', call_id: id, output: text }) as const)
  }
}

export const argumentsText = (given: unknown): string =>
  typeof given === 'string' ? given : JSON.stringify(given ?? {})

async function* readAnswer(
  stream: AsyncIterable<ResponseStreamEvent>,
  name: string,
  remember: (callId: string, thought: Thought) => void,
): AsyncGenerator<ChatEvent> {
  const thought: ResponseReasoningItem[] = []
  let calls = 0
  let refused = false
  for await (const event of stream) {
    switch (event.type) {
      case 'response.output_text.delta':
        if (event.delta !== '') yield { type: 'token', text: event.delta }
        break
      case 'response.refusal.delta':
        refused = true
        yield { type: 'token', text: event.delta }
        break
      case 'response.output_item.done': {
        const { item } = event
        if (item.type === 'reasoning') thought.push(item)
        if (item.type !== 'function_call' || item.status === 'incomplete') break
        if (calls === 0) remember(item.call_id, thought)
        calls += 1
        yield { type: 'call', call: { id: item.call_id, name: item.name, arguments: parseArguments(item.arguments) } }
        break
      }
      case 'response.completed':
        yield {
          type: 'end',
          reason: refused ? 'refused' : calls > 0 ? 'calls' : 'stop',
          usage: usageOf(event.response),
        }
        return
      case 'response.incomplete': {
        const filtered = event.response.incomplete_details?.reason === 'content_filter'
        yield { type: 'end', reason: filtered ? 'refused' : 'length', usage: usageOf(event.response) }
        return
      }
      case 'response.failed':
        throw Object.assign(new Error('response.failed'), { error: event.response.error ?? {} })
      case 'error':
        throw Object.assign(new Error('error'), { error: { code: event.code, message: event.message } })
      default:
    }
  }
  throw interrupted(name)
}

function usageOf({ usage }: { usage?: { input_tokens: number; output_tokens: number } | null }): Usage | null {
  return usage == null ? null : { inputTokens: usage.input_tokens, outputTokens: usage.output_tokens }
}

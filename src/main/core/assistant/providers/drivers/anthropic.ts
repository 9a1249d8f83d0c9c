import type Anthropic from '@anthropic-ai/sdk'
import type {
  ContentBlockParam,
  MessageCreateParamsStreaming,
  MessageParam,
  RawMessageStreamEvent,
  RedactedThinkingBlock,
  ThinkingBlock,
} from '@anthropic-ai/sdk/resources/messages/messages'
import { interrupted } from '../call-failure.ts'
import { type Call, createDriver, type DriverOptions } from '../driver.ts'
import type { ChatEvent, ChatRequest, Provider } from '../provider.ts'
import { Remembered } from '../remembered.ts'
import { argumentsObject, base64, parseArguments, turnsOf } from '../turns.ts'

// Anthropic by its Messages interface.

/** A client for one call: no credentials from environment or disk, no tracing, no retries of its own. */
async function anthropicClient({ address, key }: DriverOptions, call: Call): Promise<Anthropic> {
  const { default: Client } = await import('@anthropic-ai/sdk')
  return new Client({
    apiKey: key ?? '',
    authToken: null,
    webhookKey: null,
    baseURL: address,
    fetch: call.fetch,
    maxRetries: 0,
    timeout: 600_000,
    logLevel: 'off',
    openTelemetry: false,
  })
}

const mostListed = 500
type Thought = readonly (ThinkingBlock | RedactedThinkingBlock)[]

export function anthropicDriver(options: DriverOptions): Provider {
  const thoughts = new Remembered<Thought>()
  return createDriver(options, {
    models: async (call) => {
      const client = await anthropicClient(options, call)
      const models: { id: string; label: string }[] = []
      for await (const model of client.models.list({ limit: 100 }, { signal: call.signal })) {
        if (model.lifecycle !== 'retired') models.push({ id: model.id, label: model.display_name })
        if (models.length >= mostListed) break
      }
      return models
    },
    chat: async (call, request) => {
      const client = await anthropicClient(options, call)
      const body = await bodyOf(request, thoughts)
      const stream = await client.messages.create(body, { signal: call.signal })
      return readAnswer(stream, options.name, (callId, thought) => thoughts.keep(callId, request.model, thought))
    },
  })
}

async function bodyOf(request: ChatRequest, thoughts: Remembered<Thought>): Promise<MessageCreateParamsStreaming> {
  const { model, system, tools, maxTokens, json } = request
  return {
    model,
    stream: true,
    max_tokens: maxTokens,
    ...(system === '' ? {} : { system }),
    messages: turnsOf(request.messages).map((turn) => messageOf(turn, model, thoughts)),
    ...(tools.length === 0
      ? {}
      : {
          tools: tools.map(({ name, description, parameters }) => ({
            name,
            description,
            input_schema: { ...parameters, type: 'object' as const },
          })),
        }),
    ...(json === undefined
      ? {}
      : { output_config: { format: { type: 'json_schema', schema: await closed(json.schema) } } }),
  }
}

/** The schema in the subset that Anthropic takes, with what it cannot check turned into description. */
async function closed(schema: Record<string, unknown>): Promise<Record<string, unknown>> {
  const { transformJSONSchema } = await import('@anthropic-ai/sdk/lib/transform-json-schema')
  return transformJSONSchema(schema)
}

function messageOf(
  turn: ReturnType<typeof turnsOf>[number],
  model: string,
  thoughts: Remembered<Thought>,
): MessageParam {
  switch (turn.role) {
    case 'user': {
      const images = turn.images.map(
        ({ mediaType, bytes }): ContentBlockParam => ({
          type: 'image',
          source: { type: 'base64', media_type: mediaType, data: base64(bytes) },
        }),
      )
      // An empty text is refused; a picture alone is a question too.
      const text: ContentBlockParam[] =
        turn.text === '' && images.length > 0 ? [] : [{ type: 'text', text: turn.text || '…' }]
      return { role: 'user', content: [...images, ...text] }
    }
    case 'assistant':
      return {
        role: 'assistant',
        content: [
          ...(thoughts.of(turn.calls[0]?.given, model) ?? []),
          ...(turn.text.trim() === '' ? [] : [{ type: 'text', text: turn.text } as const]),
          ...turn.calls.map(
            ({ id, name, arguments: given }) =>
              ({ type: 'tool_use', id, name, input: argumentsObject(given) }) as const,
          ),
        ],
      }
    case 'results':
      return {
        role: 'user',
        content: turn.results.map(({ id, text }) => ({ type: 'tool_result', tool_use_id: id, content: text }) as const),
      }
  }
}

type Block =
  | { type: 'call'; id: string; name: string; text: string }
  | { type: 'thought'; block: ThinkingBlock | RedactedThinkingBlock }

async function* readAnswer(
  stream: AsyncIterable<RawMessageStreamEvent>,
  name: string,
  remember: (callId: string, thought: Thought) => void,
): AsyncGenerator<ChatEvent> {
  const open = new Map<number, Block>()
  const thought: (ThinkingBlock | RedactedThinkingBlock)[] = []
  let input = 0
  let output = 0
  let reason: string | null = null
  let calls = 0
  for await (const event of stream) {
    switch (event.type) {
      case 'message_start': {
        const { usage } = event.message
        input = usage.input_tokens + (usage.cache_creation_input_tokens ?? 0) + (usage.cache_read_input_tokens ?? 0)
        output = usage.output_tokens
        break
      }
      case 'content_block_start': {
        const block = event.content_block
        if (block.type === 'tool_use') open.set(event.index, { type: 'call', id: block.id, name: block.name, text: '' })
        if (block.type === 'thinking' || block.type === 'redacted_thinking') {
          open.set(event.index, { type: 'thought', block: { ...block } })
        }
        if (block.type === 'text' && block.text !== '') yield { type: 'token', text: block.text }
        break
      }
      case 'content_block_delta': {
        const { delta } = event
        const block = open.get(event.index)
        if (delta.type === 'text_delta' && delta.text !== '') yield { type: 'token', text: delta.text }
        if (delta.type === 'input_json_delta' && block?.type === 'call') block.text += delta.partial_json
        if (block?.type !== 'thought' || block.block.type !== 'thinking') break
        if (delta.type === 'thinking_delta') block.block.thinking += delta.thinking
        if (delta.type === 'signature_delta') block.block.signature += delta.signature
        break
      }
      case 'content_block_stop': {
        const block = open.get(event.index)
        open.delete(event.index)
        if (block?.type === 'thought') thought.push(block.block)
        if (block?.type !== 'call') break
        if (calls === 0) remember(block.id, thought)
        calls += 1
        yield { type: 'call', call: { id: block.id, name: block.name, arguments: parseArguments(block.text) } }
        break
      }
      case 'message_delta':
        reason = event.delta.stop_reason
        output = event.usage.output_tokens
        break
      case 'message_stop':
        yield { type: 'end', reason: endOf(reason, calls), usage: { inputTokens: input, outputTokens: output } }
        return
      default:
    }
  }
  throw interrupted(name)
}

function endOf(reason: string | null, calls: number): 'stop' | 'calls' | 'length' | 'refused' {
  if (reason === 'refusal') return 'refused'
  if (reason === 'max_tokens' || reason === 'model_context_window_exceeded') return 'length'
  return calls > 0 ? 'calls' : 'stop'
}

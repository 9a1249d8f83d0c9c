import type { ProviderId } from '../../../src/shared/domain/assistant-provider.ts'
import type { Asked, Json } from './server.ts'

// What each provider puts on the wire, written from its documentation: an answer as server-sent events, refusals with the bodies and
// statuses it documents, and how a request is read.

export type Said = {
  /** Texts between which the stream is cut into events. */
  texts: readonly string[]
  /** `parts`: the arguments' JSON as it arrives. */
  calls: readonly { id: string; name: string; parts: readonly string[] }[]
  finish: 'stop' | 'calls' | 'length' | 'refused'
}

export type Refusal = 'key' | 'model' | 'limit' | 'credit' | 'length' | 'trouble' | 'request'

/** What a request says, in one form for all protocols. */
export type Read = {
  model: string
  system: string
  tools: { name: string; schema: unknown }[]
  turns: (
    | { role: 'user'; text: string; images: string[] }
    | { role: 'assistant'; text: string; calls: { id: string; name: string; arguments: unknown }[] }
    | { role: 'result'; id: string; text: string }
  )[]
  maxTokens: number
  json: unknown
}

export type WireProtocol = {
  id: ProviderId
  /** After the server's origin. */
  basePath: string
  key: string | null
  /** The header that carries the key. */
  auth(key: string): { name: string; value: string }
  chatPath: RegExp
  events(said: Said): string[]
  /** How many of the last events an answer is whole without. */
  spare: number
  models(): unknown
  refusal(what: Refusal, echo: string): { status: number; body: unknown }
  /** The same as an event of a stream that began well; null where the protocol has none. */
  refusalEvent(what: 'limit' | 'trouble'): string
  read(asked: Asked): Read
}

const sse = (data: unknown, event?: string) =>
  `${event === undefined ? '' : `event: ${event}\n`}data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`

const dataUrl = (url: string) => url.slice(url.indexOf(',') + 1)
const joined = (parts: readonly string[]) => parts.join('')

// ── OpenAI: Responses ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

const openaiRefusals: Record<Refusal, (echo: string) => { status: number; body: unknown }> = {
  key: (echo) => ({
    status: 401,
    body: {
      error: {
        message: `Incorrect API key provided: ${echo}.`,
        type: 'invalid_request_error',
        param: null,
        code: 'invalid_api_key',
      },
    },
  }),
  model: () => ({
    status: 404,
    body: {
      error: {
        message: 'The model `gone-1` does not exist or you do not have access to it.',
        type: 'invalid_request_error',
        code: 'model_not_found',
      },
    },
  }),
  limit: () => ({
    status: 429,
    body: { error: { message: 'Rate limit reached for requests', type: 'requests', code: 'rate_limit_exceeded' } },
  }),
  credit: () => ({
    status: 429,
    body: {
      error: {
        message: 'You exceeded your current quota, please check your plan and billing details.',
        type: 'insufficient_quota',
        code: 'insufficient_quota',
      },
    },
  }),
  length: () => ({
    status: 400,
    body: {
      error: {
        message: "This model's maximum context length is 8192 tokens.",
        type: 'invalid_request_error',
        code: 'context_length_exceeded',
      },
    },
  }),
  trouble: () => ({
    status: 503,
    body: { error: { message: 'The server is overloaded', type: 'server_error', code: null } },
  }),
  request: () => ({
    status: 400,
    body: { error: { message: 'Unknown parameter: x.', type: 'invalid_request_error', code: null } },
  }),
}

const responses: WireProtocol = {
  id: 'openai',
  basePath: '/v1',
  key: 'sk-canary-openai-0123456789',
  auth: (key) => ({ name: 'authorization', value: `Bearer ${key}` }),
  chatPath: /^\/v1\/responses$/,
  spare: 0,
  events({ texts, calls, finish }) {
    let sequence = 0
    const emit = (type: string, rest: object) => sse({ type, sequence_number: sequence++, ...rest }, type)
    const response = (status: string, rest: object) => ({
      response: {
        id: 'resp_1',
        object: 'response',
        created_at: 1,
        model: 'm',
        output: [],
        status,
        error: null,
        incomplete_details: null,
        ...rest,
      },
    })
    const events = [emit('response.created', response('in_progress', {}))]
    const thought = { id: 'rs_1', type: 'reasoning', summary: [], encrypted_content: 'sealed' }
    events.push(emit('response.output_item.done', { output_index: 0, item: thought }))
    for (const text of texts) {
      const type = finish === 'refused' ? 'response.refusal.delta' : 'response.output_text.delta'
      events.push(emit(type, { item_id: 'msg_1', output_index: 1, content_index: 0, delta: text, logprobs: [] }))
    }
    calls.forEach(({ id, name, parts }, index) => {
      const item = { id: `fc_${index}`, type: 'function_call', call_id: id, name, status: 'in_progress', arguments: '' }
      events.push(emit('response.output_item.added', { output_index: 2 + index, item }))
      for (const delta of parts) {
        events.push(
          emit('response.function_call_arguments.delta', { item_id: item.id, output_index: 2 + index, delta }),
        )
      }
      const done = { ...item, status: 'completed', arguments: joined(parts) }
      events.push(emit('response.output_item.done', { output_index: 2 + index, item: done }))
    })
    const usage = {
      input_tokens: 120,
      output_tokens: 34,
      total_tokens: 154,
      input_tokens_details: {},
      output_tokens_details: {},
    }
    events.push(
      finish === 'length'
        ? emit(
            'response.incomplete',
            response('incomplete', { usage, incomplete_details: { reason: 'max_output_tokens' } }),
          )
        : emit('response.completed', response('completed', { usage })),
    )
    return events
  },
  models: () => ({
    object: 'list',
    data: ['gpt-9', 'gpt-10', 'text-embedding-3-small', 'whisper-1'].map((id) => ({
      id,
      object: 'model',
      created: 1,
      owned_by: 'x',
    })),
  }),
  refusal: (what, echo) => openaiRefusals[what](echo),
  refusalEvent: (what) =>
    what === 'limit'
      ? sse(
          { type: 'error', code: 'rate_limit_exceeded', message: 'Slow down', param: null, sequence_number: 9 },
          'error',
        )
      : sse(
          {
            type: 'response.failed',
            sequence_number: 9,
            response: { id: 'r', status: 'failed', error: { code: 'server_error', message: 'Oops' } },
          },
          'response.failed',
        ),
  read: ({ body }) => ({
    model: body.model,
    system: body.instructions ?? '',
    tools: (body.tools ?? []).map((tool: Json) => ({ name: tool.name, schema: tool.parameters })),
    turns: body.input.flatMap((item: Json): Read['turns'] => {
      if (item.type === 'function_call')
        return [
          {
            role: 'assistant',
            text: '',
            calls: [{ id: item.call_id, name: item.name, arguments: JSON.parse(item.arguments) }],
          },
        ]
      if (item.type === 'function_call_output') return [{ role: 'result', id: item.call_id, text: item.output }]
      if (item.type === 'reasoning') return []
      if (item.role === 'assistant') return [{ role: 'assistant', text: item.content, calls: [] }]
      return [
        {
          role: 'user',
          text: item.content.find((part: Json) => part.type === 'input_text').text,
          images: item.content
            .filter((part: Json) => part.type === 'input_image')
            .map((part: Json) => dataUrl(part.image_url)),
        },
      ]
    }),
    maxTokens: body.max_output_tokens,
    json: body.text?.format?.schema,
  }),
}

// ── Chat completions: Ollama and compatible endpoints ────────────────────────────────────────────────────────────────────────────

const chatCompletions = (id: 'ollama' | 'compatible', key: string | null): WireProtocol => ({
  id,
  basePath: '/v1',
  key,
  auth: (given) => ({ name: 'authorization', value: `Bearer ${given}` }),
  chatPath: /^\/v1\/chat\/completions$/,
  // The count of tokens and [DONE].
  spare: 2,
  events({ texts, calls, finish }) {
    const chunk = (delta: object, finish_reason: string | null = null) =>
      sse({
        id: 'c',
        object: 'chat.completion.chunk',
        created: 1,
        model: 'm',
        choices: [{ index: 0, delta, finish_reason }],
      })
    const events = [chunk({ role: 'assistant', content: '' })]
    for (const text of texts) events.push(chunk(finish === 'refused' ? { refusal: text } : { content: text }))
    calls.forEach((call, index) => {
      // Ollama sends every call whole and, in some versions, all of them under one index.
      if (id === 'ollama') {
        const made = {
          index: 0,
          id: call.id,
          type: 'function',
          function: { name: call.name, arguments: joined(call.parts) },
        }
        events.push(chunk({ tool_calls: [made] }))
        return
      }
      events.push(
        chunk({ tool_calls: [{ index, id: call.id, type: 'function', function: { name: call.name, arguments: '' } }] }),
      )
      for (const part of call.parts) events.push(chunk({ tool_calls: [{ index, function: { arguments: part } }] }))
    })
    const reasons = { stop: 'stop', calls: id === 'ollama' ? 'stop' : 'tool_calls', length: 'length', refused: 'stop' }
    events.push(chunk({}, reasons[finish]))
    events.push(
      sse({
        id: 'c',
        object: 'chat.completion.chunk',
        created: 1,
        model: 'm',
        choices: [],
        usage: { prompt_tokens: 120, completion_tokens: 34, total_tokens: 154 },
      }),
    )
    events.push(sse('[DONE]'))
    return events
  },
  models: () => ({
    object: 'list',
    data: ['qwen9', 'qwen10'].map((model) => ({ id: model, object: 'model', created: 1, owned_by: 'x' })),
  }),
  refusal: (what, echo) => openaiRefusals[what](echo),
  refusalEvent: (what) =>
    sse({
      error:
        what === 'limit'
          ? { message: 'Slow down', type: 'rate_limit_error' }
          : { message: 'Oops', type: 'server_error' },
    }),
  read: ({ body }) => ({
    model: body.model,
    system: body.messages.find((message: Json) => message.role === 'system')?.content ?? '',
    tools: (body.tools ?? []).map((tool: Json) => ({ name: tool.function.name, schema: tool.function.parameters })),
    turns: body.messages
      .filter((message: Json) => message.role !== 'system')
      .flatMap((message: Json): Read['turns'] => {
        if (message.role === 'tool') return [{ role: 'result', id: message.tool_call_id, text: message.content }]
        if (message.role === 'assistant') {
          const calls = (message.tool_calls ?? []).map((call: Json) => ({
            id: call.id,
            name: call.function.name,
            arguments: JSON.parse(call.function.arguments),
          }))
          return [{ role: 'assistant', text: message.content ?? '', calls }]
        }
        if (typeof message.content === 'string') return [{ role: 'user', text: message.content, images: [] }]
        const images = message.content
          .filter((part: Json) => part.type === 'image_url')
          .map((part: Json) => dataUrl(part.image_url.url))
        return [{ role: 'user', text: message.content.find((part: Json) => part.type === 'text').text, images }]
      }),
    maxTokens: body.max_tokens,
    json: body.response_format?.json_schema?.schema,
  }),
})

// ── Anthropic: Messages ──────────────────────────────────────────────────────────────────────────────────────────────────────────

const anthropicError = (type: string, message: string) => ({
  type: 'error',
  error: { type, message },
  request_id: 'req_1',
})

const messages: WireProtocol = {
  id: 'anthropic',
  basePath: '',
  key: 'sk-ant-canary-0123456789',
  auth: (key) => ({ name: 'authorization', value: `Bearer ${key}` }),
  chatPath: /^\/v1\/messages$/,
  spare: 0,
  events({ texts, calls, finish }) {
    const emit = (type: string, rest: object) => sse({ type, ...rest }, type)
    const usage = { input_tokens: 100, cache_creation_input_tokens: 5, cache_read_input_tokens: 15, output_tokens: 1 }
    const events = [
      emit('message_start', {
        message: { id: 'msg_1', type: 'message', role: 'assistant', model: 'm', content: [], stop_reason: null, usage },
      }),
      emit('content_block_start', { index: 0, content_block: { type: 'thinking', thinking: '', signature: '' } }),
      emit('content_block_delta', { index: 0, delta: { type: 'thinking_delta', thinking: 'hm' } }),
      emit('content_block_delta', { index: 0, delta: { type: 'signature_delta', signature: 'sealed' } }),
      emit('content_block_stop', { index: 0 }),
      emit('ping', {}),
      emit('content_block_start', { index: 1, content_block: { type: 'text', text: '' } }),
      ...texts.map((text) => emit('content_block_delta', { index: 1, delta: { type: 'text_delta', text } })),
      emit('content_block_stop', { index: 1 }),
    ]
    calls.forEach(({ id, name, parts }, at) => {
      const index = at + 2
      events.push(
        emit('content_block_start', { index, content_block: { type: 'tool_use', id, name, input: {} } }),
        ...parts.map((partial_json) =>
          emit('content_block_delta', { index, delta: { type: 'input_json_delta', partial_json } }),
        ),
        emit('content_block_stop', { index }),
      )
    })
    const reasons = { stop: 'end_turn', calls: 'tool_use', length: 'max_tokens', refused: 'refusal' }
    events.push(
      emit('message_delta', {
        delta: { stop_reason: reasons[finish], stop_sequence: null },
        usage: { output_tokens: 34 },
      }),
      emit('message_stop', {}),
    )
    return events
  },
  models: () => ({
    data: [
      {
        id: 'claude-nine',
        type: 'model',
        display_name: 'Claude Nine',
        created_at: '2026-01-01T00:00:00Z',
        lifecycle: 'active',
      },
      {
        id: 'claude-one',
        type: 'model',
        display_name: 'Claude One',
        created_at: '2023-01-01T00:00:00Z',
        lifecycle: 'retired',
      },
    ],
    has_more: false,
    first_id: 'claude-nine',
    last_id: 'claude-one',
  }),
  refusal(what, echo) {
    switch (what) {
      case 'key':
        return { status: 401, body: anthropicError('authentication_error', `invalid x-api-key ${echo}`) }
      case 'model':
        return { status: 404, body: anthropicError('not_found_error', 'model: gone-1') }
      case 'limit':
        return { status: 429, body: anthropicError('rate_limit_error', 'Number of requests has exceeded your limit') }
      case 'credit':
        return {
          status: 400,
          body: anthropicError('invalid_request_error', 'Your credit balance is too low to access the API.'),
        }
      case 'length':
        return {
          status: 400,
          body: anthropicError('invalid_request_error', 'prompt is too long: 210000 tokens > 200000 maximum'),
        }
      case 'trouble':
        return { status: 529, body: anthropicError('overloaded_error', 'Overloaded') }
      case 'request':
        return { status: 400, body: anthropicError('invalid_request_error', 'x: Extra inputs are not permitted') }
    }
  },
  refusalEvent: (what) =>
    sse(
      what === 'limit'
        ? anthropicError('rate_limit_error', 'Slow down')
        : anthropicError('overloaded_error', 'Overloaded'),
      'error',
    ),
  read: ({ body }) => ({
    model: body.model,
    system: body.system ?? '',
    tools: (body.tools ?? []).map((tool: Json) => ({ name: tool.name, schema: tool.input_schema })),
    turns: body.messages.flatMap((message: Json): Read['turns'] => {
      if (message.role === 'assistant') {
        const calls = message.content
          .filter((block: Json) => block.type === 'tool_use')
          .map((block: Json) => ({ id: block.id, name: block.name, arguments: block.input }))
        return [
          { role: 'assistant', text: message.content.find((block: Json) => block.type === 'text')?.text ?? '', calls },
        ]
      }
      const results = message.content.filter((block: Json) => block.type === 'tool_result')
      if (results.length > 0)
        return results.map((block: Json) => ({ role: 'result', id: block.tool_use_id, text: block.content }))
      const images = message.content
        .filter((block: Json) => block.type === 'image')
        .map((block: Json) => block.source.data)
      return [{ role: 'user', text: message.content.find((block: Json) => block.type === 'text').text, images }]
    }),
    maxTokens: body.max_tokens,
    json: body.output_config?.format?.schema,
  }),
}

// ── Google Gemini: generateContent ───────────────────────────────────────────────────────────────────────────────────────────────

const googleError = (code: number, status: string, message: string, details: unknown[] = []) => ({
  status: code,
  body: { error: { code, message, status, details } },
})

const gemini: WireProtocol = {
  id: 'gemini',
  basePath: '/v1beta',
  key: 'AIza-canary-0123456789',
  auth: (key) => ({ name: 'x-goog-api-key', value: key }),
  chatPath: /^\/v1beta\/models\/[^/:]+:streamGenerateContent\?alt=sse$/,
  spare: 0,
  events({ texts, calls, finish }) {
    const chunk = (parts: unknown[], finishReason?: string) =>
      sse({
        candidates: [
          { content: { role: 'model', parts }, index: 0, ...(finishReason === undefined ? {} : { finishReason }) },
        ],
        usageMetadata: {
          promptTokenCount: 120,
          candidatesTokenCount: finishReason === undefined ? 1 : 30,
          thoughtsTokenCount: 4,
          totalTokenCount: 154,
        },
      })
    const events = [chunk([{ text: 'hm', thought: true }])]
    for (const text of texts) events.push(chunk([{ text }]))
    calls.forEach(({ id, name, parts }, index) => {
      const args = joined(parts)
      const functionCall = { id, name, ...(args === '' ? {} : { args: JSON.parse(args) }) }
      events.push(chunk([{ functionCall, ...(index === 0 ? { thoughtSignature: 'c2VhbGVk' } : {}) }]))
    })
    const reasons = { stop: 'STOP', calls: 'STOP', length: 'MAX_TOKENS', refused: 'SAFETY' }
    events.push(chunk([], reasons[finish]))
    return events
  },
  models: () => ({
    models: [
      { name: 'models/gemini-nine', displayName: 'Gemini Nine', supportedGenerationMethods: ['generateContent'] },
      { name: 'models/gemini-embedding-1', displayName: 'Embedding', supportedGenerationMethods: ['embedContent'] },
    ],
  }),
  refusal(what, echo) {
    switch (what) {
      case 'key':
        return googleError(400, 'INVALID_ARGUMENT', `API key not valid: ${echo}. Please pass a valid API key.`, [
          { reason: 'API_KEY_INVALID' },
        ])
      case 'model':
        return googleError(404, 'NOT_FOUND', 'models/gone-1 is not found for API version v1beta')
      case 'limit':
        return googleError(429, 'RESOURCE_EXHAUSTED', 'Resource has been exhausted', [
          { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '12.5s' },
        ])
      case 'credit':
        return googleError(
          429,
          'RESOURCE_EXHAUSTED',
          'You exceeded your current quota, please check your plan and billing details.',
        )
      case 'length':
        return googleError(
          400,
          'INVALID_ARGUMENT',
          'The input token count (2000000) exceeds the maximum number of tokens allowed (1048576).',
        )
      case 'trouble':
        return googleError(503, 'UNAVAILABLE', 'The model is overloaded. Please try again later.')
      case 'request':
        return googleError(400, 'INVALID_ARGUMENT', 'Unknown name "x"')
    }
  },
  refusalEvent: (what) =>
    sse(
      what === 'limit'
        ? googleError(429, 'RESOURCE_EXHAUSTED', 'Slow down').body
        : googleError(503, 'UNAVAILABLE', 'Overloaded').body,
    ),
  read: ({ body, path }) => ({
    model: /models\/([^:]+):/.exec(path)?.[1] ?? '',
    system: body.systemInstruction?.parts.map((part: Json) => part.text).join('') ?? '',
    tools: (body.tools?.[0]?.functionDeclarations ?? []).map((tool: Json) => ({
      name: tool.name,
      schema: tool.parametersJsonSchema,
    })),
    turns: body.contents.flatMap((content: Json): Read['turns'] => {
      if (content.role === 'model') {
        const calls = content.parts
          .filter((part: Json) => part.functionCall)
          .map((part: Json) => ({
            id: part.functionCall.id,
            name: part.functionCall.name,
            arguments: part.functionCall.args,
          }))
        return [
          { role: 'assistant', text: content.parts.find((part: Json) => part.text !== undefined)?.text ?? '', calls },
        ]
      }
      const results = content.parts.filter((part: Json) => part.functionResponse)
      if (results.length > 0) {
        return results.map((part: Json) => ({
          role: 'result',
          id: part.functionResponse.id,
          text: part.functionResponse.response.output,
        }))
      }
      const images = content.parts.filter((part: Json) => part.inlineData).map((part: Json) => part.inlineData.data)
      return [{ role: 'user', text: content.parts.find((part: Json) => part.text !== undefined).text, images }]
    }),
    maxTokens: body.generationConfig?.maxOutputTokens,
    json: body.generationConfig?.responseJsonSchema,
  }),
}

export const wireProtocols: readonly WireProtocol[] = [
  responses,
  messages,
  gemini,
  chatCompletions('ollama', null),
  chatCompletions('compatible', 'own-canary-0123456789'),
]

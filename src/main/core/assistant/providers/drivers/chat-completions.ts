import type {
  ChatCompletionChunk,
  ChatCompletionCreateParamsStreaming,
  ChatCompletionMessageParam,
} from 'openai/resources/chat/completions'
import { interrupted } from '../call-failure.ts'
import { createDriver, type DriverOptions } from '../driver.ts'
import type { ChatEvent, ChatRequest, Provider, ToolCall, Usage } from '../provider.ts'
import { base64, parseArguments, turnsOf } from '../turns.ts'
import { argumentsText, listModels, openAiClient } from './openai.ts'

// Ollama and every endpoint that speaks OpenAI's older protocol (chat completions): the one that others took over. They differ in small
// ways from each other; what is read here is what all of them mean.

export function chatCompletionsDriver(options: DriverOptions): Provider {
  return createDriver(options, {
    models: (call) => listModels(options, call, () => true),
    chat: async (call, request) => {
      const client = await openAiClient(options, call)
      return readAnswer(await client.chat.completions.create(bodyOf(request), { signal: call.signal }), options.name)
    },
  })
}

function bodyOf({ model, system, messages, tools, maxTokens, json }: ChatRequest): ChatCompletionCreateParamsStreaming {
  return {
    model,
    stream: true,
    stream_options: { include_usage: true },
    // oxlint-disable-next-line typescript/no-deprecated -- its successor is OpenAI's own and unknown at the endpoints this is for
    max_tokens: maxTokens,
    messages: [
      ...(system === '' ? [] : [{ role: 'system', content: system } as const]),
      ...turnsOf(messages).flatMap(messagesOf),
    ],
    ...(tools.length === 0 ? {} : { tools: tools.map((tool) => ({ type: 'function' as const, function: tool })) }),
    ...(json === undefined ? {} : { response_format: { type: 'json_schema', json_schema: json } }),
  }
}

function messagesOf(turn: ReturnType<typeof turnsOf>[number]): ChatCompletionMessageParam[] {
  switch (turn.role) {
    case 'user': {
      // Plain text where there is no picture: some servers read nothing else.
      if (turn.images.length === 0) return [{ role: 'user', content: turn.text }]
      const images = turn.images.map(
        ({ mediaType, bytes }) =>
          ({ type: 'image_url', image_url: { url: `data:${mediaType};base64,${base64(bytes)}` } }) as const,
      )
      return [{ role: 'user', content: [{ type: 'text', text: turn.text }, ...images] }]
    }
    case 'assistant':
      return [
        {
          role: 'assistant',
          content: turn.text === '' ? null : turn.text,
          ...(turn.calls.length === 0
            ? {}
            : {
                tool_calls: turn.calls.map((call) => ({
                  id: call.id,
                  type: 'function' as const,
                  function: { name: call.name, arguments: argumentsText(call.arguments) },
                })),
              }),
        },
      ]
    case 'results':
      return turn.results.map(({ id, text }) => ({ role: 'tool', tool_call_id: id, content: text }) as const)
  }
}

type Delta = NonNullable<ChatCompletionChunk.Choice.Delta['tool_calls']>[number]

/** Calls put together from their parts. Servers that give all of them one index, or none, tell them apart by id. */
class Calls {
  readonly #calls: { index: number | undefined; id: string; name: string; text: string }[] = []

  add(delta: Delta): void {
    const id = delta.id ?? ''
    // Typed as always there; not every server sends it.
    const index: number | undefined = delta.index
    const last = this.#calls.at(-1)
    let call = index === undefined ? last : this.#calls.findLast((each) => each.index === index)
    if (call === undefined || (id !== '' && call.id !== '' && id !== call.id)) {
      call = { index, id: '', name: '', text: '' }
      this.#calls.push(call)
    }
    if (id !== '') call.id = id
    call.name += delta.function?.name ?? ''
    call.text += delta.function?.arguments ?? ''
  }

  whole(cut: boolean): ToolCall[] {
    const calls = this.#calls.map(({ id, name, text }) => ({
      id: id === '' ? crypto.randomUUID() : id,
      name,
      arguments: parseArguments(text),
    }))
    return cut ? calls.filter((call) => typeof call.arguments !== 'string') : calls
  }
}

async function* readAnswer(stream: AsyncIterable<ChatCompletionChunk>, name: string): AsyncGenerator<ChatEvent> {
  const calls = new Calls()
  let finish: ChatCompletionChunk.Choice['finish_reason'] = null
  let refused = false
  let usage: Usage | null = null
  try {
    for await (const chunk of stream) {
      if (chunk.usage != null)
        usage = { inputTokens: chunk.usage.prompt_tokens, outputTokens: chunk.usage.completion_tokens }
      const choice = chunk.choices?.[0]
      if (choice === undefined) continue
      const { delta } = choice
      refused ||= typeof delta?.refusal === 'string' && delta.refusal !== ''
      const text = `${delta?.content ?? ''}${delta?.refusal ?? ''}`
      if (text !== '') yield { type: 'token', text }
      for (const each of delta?.tool_calls ?? []) calls.add(each)
      finish = choice.finish_reason ?? finish
    }
  } catch (thrown) {
    // Cut after the last word and before the count of tokens: the answer is whole.
    if (finish === null) throw thrown
  }
  if (finish === null) throw interrupted(name)
  const whole = calls.whole(finish === 'length')
  for (const call of whole) yield { type: 'call', call }
  const reason =
    refused || finish === 'content_filter'
      ? 'refused'
      : finish === 'length'
        ? 'length'
        : whole.length > 0
          ? 'calls'
          : 'stop'
  yield { type: 'end', reason, usage }
}

import type { Content, GenerateContentParameters, GenerateContentResponse, GoogleGenAI, Part } from '@google/genai'
import { interrupted } from '../call-failure.ts'
import { type Call, createDriver, type DriverOptions } from '../driver.ts'
import type { ChatEvent, ChatRequest, Provider, Usage } from '../provider.ts'
import { Remembered } from '../remembered.ts'
import { argumentsObject, base64, turnsOf } from '../turns.ts'

// Google Gemini by its generateContent interface. Its models sign their calls, and from the third generation on want the signatures back
// with the results.

/** What the documentation gives for calls that this model did not make itself (another one did, or the program was started anew). */
const withoutSignature = 'skip_thought_signature_validator'
const mostListed = 500

/** A client for one call: nothing from the environment, and without retry options it does not retry. */
async function geminiClient({ address, key }: DriverOptions, call: Call): Promise<GoogleGenAI> {
  const { GoogleGenAI: Client } = await import('@google/genai')
  const { origin, pathname } = new URL(address)
  const version = /\/(v\d+\w*)$/.exec(pathname)?.[1]
  return new Client({
    apiKey: key ?? '',
    vertexai: false,
    enterprise: false,
    httpOptions: {
      baseUrl: version === undefined ? address : `${origin}${pathname.slice(0, -version.length - 1)}`,
      apiVersion: version ?? 'v1beta',
      fetch: call.fetch,
    },
  })
}

export function geminiDriver(options: DriverOptions): Provider {
  const signatures = new Remembered<readonly (string | undefined)[]>()
  return createDriver(options, {
    models: async (call) => {
      const client = await geminiClient(options, call)
      const models: { id: string; label: string }[] = []
      for await (const model of await client.models.list({ config: { pageSize: 100, abortSignal: call.signal } })) {
        const id = (model.name ?? '').replace(/^models\//, '')
        const chats = model.supportedActions?.includes('generateContent') ?? true
        if (chats && !/embedding|imagen|veo|tts|image|live|aqa|transcribe/.test(id)) {
          models.push({ id, label: model.displayName ?? id })
        }
        if (models.length >= mostListed) break
      }
      return models
    },
    chat: async (call, request) => {
      const client = await geminiClient(options, call)
      const stream = await client.models.generateContentStream(bodyOf(request, signatures, call.signal))
      return readAnswer(stream, options.name, (callId, signed) => signatures.keep(callId, request.model, signed))
    },
  })
}

function bodyOf(
  request: ChatRequest,
  signatures: Remembered<readonly (string | undefined)[]>,
  abortSignal: AbortSignal,
): GenerateContentParameters {
  const { model, system, tools, maxTokens, json } = request
  return {
    model,
    contents: turnsOf(request.messages).map((turn) => contentOf(turn, model, signatures)),
    config: {
      abortSignal,
      maxOutputTokens: maxTokens,
      ...(system === '' ? {} : { systemInstruction: system }),
      ...(tools.length === 0
        ? {}
        : {
            tools: [
              {
                functionDeclarations: tools.map(({ name, description, parameters }) => ({
                  name,
                  description,
                  parametersJsonSchema: parameters,
                })),
              },
            ],
            automaticFunctionCalling: { disable: true },
          }),
      ...(json === undefined ? {} : { responseMimeType: 'application/json', responseJsonSchema: json.schema }),
    },
  }
}

function contentOf(
  turn: ReturnType<typeof turnsOf>[number],
  model: string,
  signatures: Remembered<readonly (string | undefined)[]>,
): Content {
  switch (turn.role) {
    case 'user': {
      const images = turn.images.map(({ mediaType, bytes }) => ({
        inlineData: { mimeType: mediaType, data: base64(bytes) },
      }))
      return { role: 'user', parts: [...images, { text: turn.text }] }
    }
    case 'assistant': {
      const signed = signatures.of(turn.calls[0]?.given, model)
      const calls = turn.calls.map(({ id, name, arguments: given }, index): Part => {
        // Of calls made at once, only the first is signed.
        const signature =
          signed === undefined ? (index === 0 && signs(model) ? withoutSignature : undefined) : signed[index]
        return {
          functionCall: { id, name, args: argumentsObject(given) },
          ...(signature === undefined ? {} : { thoughtSignature: signature }),
        }
      })
      return { role: 'model', parts: [...(turn.text === '' ? [] : [{ text: turn.text }]), ...calls] }
    }
    case 'results':
      return {
        role: 'user',
        parts: turn.results.map(({ id, name, text }) => ({
          functionResponse: { id, name, response: { output: text } },
        })),
      }
  }
}

const signs = (model: string): boolean => !/^gemini-[12](\.|-|$)/.test(model)

async function* readAnswer(
  stream: AsyncIterable<GenerateContentResponse>,
  name: string,
  remember: (callId: string, signatures: readonly (string | undefined)[]) => void,
): AsyncGenerator<ChatEvent> {
  const signatures: (string | undefined)[] = []
  let first: string | null = null
  let finish: string | null = null
  let usage: Usage | null = null
  for await (const chunk of stream) {
    usage = usageOf(chunk) ?? usage
    const candidate = chunk.candidates?.[0]
    for (const part of candidate?.content?.parts ?? []) {
      if (part.text !== undefined && part.text !== '' && part.thought !== true) yield { type: 'token', text: part.text }
      if (part.functionCall === undefined) continue
      const id = part.functionCall.id ?? crypto.randomUUID()
      first ??= id
      signatures.push(part.thoughtSignature)
      remember(first, [...signatures])
      yield { type: 'call', call: { id, name: part.functionCall.name ?? '', arguments: part.functionCall.args ?? {} } }
    }
    finish = candidate?.finishReason ?? (chunk.promptFeedback?.blockReason === undefined ? finish : 'SAFETY')
  }
  if (finish === null) throw interrupted(name)
  yield { type: 'end', reason: endOf(finish, first !== null), usage }
}

function endOf(finish: string, called: boolean): 'stop' | 'calls' | 'length' | 'refused' {
  if (finish === 'MAX_TOKENS') return 'length'
  if (/SAFETY|RECITATION|BLOCKLIST|PROHIBITED|SPII/.test(finish)) return 'refused'
  return called ? 'calls' : 'stop'
}

function usageOf({ usageMetadata: meta }: GenerateContentResponse): Usage | null {
  if (meta?.promptTokenCount === undefined) return null
  return {
    inputTokens: meta.promptTokenCount + (meta.toolUsePromptTokenCount ?? 0),
    // What is thought is paid like what is said.
    outputTokens: (meta.candidatesTokenCount ?? 0) + (meta.thoughtsTokenCount ?? 0),
  }
}

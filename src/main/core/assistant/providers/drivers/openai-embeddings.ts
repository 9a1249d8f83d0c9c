import { type DriverOptions, oneCall } from '../driver.ts'
import { openAiClient } from './openai.ts'

/** Vectors of length 1, in the order of the texts, and the tokens that were read. Fails like a provider's `chat`. */
export function openAiEmbeddings(
  options: DriverOptions,
  request: { model: string; dimensions: number; texts: readonly string[] },
  signal: AbortSignal,
): Promise<{ vectors: Float32Array[]; inputTokens: number }> {
  const { model, dimensions, texts } = request
  return oneCall(options, model, signal, async (call) => {
    const client = await openAiClient(options, call)
    const { data, usage } = await client.embeddings.create(
      { model, dimensions, input: [...texts], encoding_format: 'float' },
      { signal: call.signal },
    )
    const vectors = data.toSorted((a, b) => a.index - b.index).map(({ embedding }) => Float32Array.from(embedding))
    if (vectors.length !== texts.length || vectors.some((vector) => vector.length !== dimensions)) {
      throw new Error(`${vectors.length} vectors for ${texts.length} texts, or not of ${dimensions} dimensions`)
    }
    return { vectors, inputTokens: usage.prompt_tokens }
  })
}

import { type ErrorCode, Failure, toFailure } from '../../../../shared/contract/errors.ts'
import type { Settings } from '../../../../shared/contract/settings.ts'
import { isLoopback, providerNames } from '../../../../shared/domain/assistant-provider.ts'
import { paidModels } from '../../../../shared/domain/embedding.ts'
import type { CallLog } from './call-log.ts'
import { addressOf } from './candidates.ts'
import { openAiEmbeddings } from './drivers/openai-embeddings.ts'
import type { Keys } from './keys.ts'
import type { Limits } from './supervised.ts'

// Vectors from a provider: only with the setting that says what is sent, the provider allowed, and its key.

export type EmbedderOptions = {
  settings: () => Settings
  keys: Keys
  log: CallLog
  capMicro: () => number | null
  limits: Limits
  now: () => number
  embed?: typeof openAiEmbeddings
}

export interface Embedder {
  /** A person has allowed it, and there is a key. */
  ready(): boolean
  /** One vector for each text. Fails like a provider's `chat`; UNAVAILABLE unless ready, BUDGET_REACHED at the month's cap. */
  embed(texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]>
}

export function createEmbedder({
  settings,
  keys,
  log,
  capMicro,
  limits,
  now,
  embed = openAiEmbeddings,
}: EmbedderOptions): Embedder {
  const model = paidModels.text
  const access = () => {
    const address = addressOf(settings(), model.provider)
    const allowed = settings()['assistant.textEmbeddings'] && settings()['assistant.enabled'].includes(model.provider)
    const key = allowed ? keys.of(model.provider, address) : null
    return key?.state === 'set' ? { address, key: key.key } : null
  }
  return {
    ready: () => access() !== null,
    embed: async (texts, signal) => {
      const found = access()
      if (found === null)
        throw new Failure(
          'UNAVAILABLE',
          'Texts are not compared by meaning: that is off, or its key is gone. See Settings › Assistant.',
        )
      const cap = capMicro()
      if (cap !== null && log.spent() >= cap && !isLoopback(found.address)) {
        throw new Failure(
          'BUDGET_REACHED',
          "This month's limit for the assistant is reached, so no more texts are sent. Raise it in Settings › Assistant.",
        )
      }
      const startedAt = now()
      const end = (status: 'ok' | ErrorCode, inputTokens: number) =>
        log.add({
          operation: 'embed',
          candidate: {
            provider: model.provider,
            model: model.name,
            address: found.address,
            local: isLoopback(found.address),
          },
          status,
          startedAt,
          firstAt: null,
          usage: { inputTokens, outputTokens: 0 },
          asked: { system: '', messages: [], tools: [], maxTokens: 0 },
          said: 0,
          cached: false,
        })
      try {
        const options = { id: model.provider, name: providerNames[model.provider], ...found, limits }
        const { vectors, inputTokens } = await embed(
          options,
          { model: model.name, dimensions: model.dimensions, texts },
          signal,
        )
        end('ok', inputTokens)
        return vectors
      } catch (thrown) {
        end(toFailure(thrown).code, 0)
        throw thrown
      }
    },
  }
}

import type { Chat, ChatEvent, ChatRequest, Provider } from '../../src/main/core/assistant/providers/provider.ts'
import type { ProviderId } from '../../src/shared/domain/assistant-provider.ts'
import { Failure } from '../../src/shared/contract/errors.ts'

/** What a scripted model says in one turn; a Failure is thrown where it stands. */
export type ScriptedTurn = readonly (ChatEvent | Failure)[]

async function* say(turn: ScriptedTurn | undefined, signal: AbortSignal): AsyncGenerator<ChatEvent> {
  if (turn === undefined) throw new Failure('PROVIDER_FAILED', 'The script has no more turns.')
  for (const event of turn) {
    if (signal.aborted) throw new Failure('CANCELLED', 'The answer was stopped.')
    if (event instanceof Failure) throw event
    yield structuredClone(event)
  }
}

export type ScriptedProvider = Provider & { readonly asked: ChatRequest[] }

/** A provider that says what the test wrote, turn after turn, and keeps clones of what it was asked. */
export function scriptedProvider(id: ProviderId, turns: readonly ScriptedTurn[]): ScriptedProvider {
  const asked: ChatRequest[] = []
  return {
    id,
    asked,
    models: async () => [{ id: 'scripted-1', label: 'Scripted 1' }],
    chat(request, signal) {
      asked.push(structuredClone(request))
      return say(turns[asked.length - 1], signal)
    },
  }
}

export type ScriptedChat = Chat & { readonly asked: (Omit<ChatRequest, 'model'> & { operation: string })[] }

/** What the engine sees of such a provider, without a chain between. A turn beyond the script fails. */
export function scriptedChat(turns: readonly ScriptedTurn[], { images = true, local = false } = {}): ScriptedChat {
  const asked: ScriptedChat['asked'] = []
  const { id, chat } = scriptedProvider(local ? 'ollama' : 'openai', turns)
  const model = 'scripted-1'
  return {
    asked,
    available: () => ({ provider: id, model, local, images }),
    async *chat(request, signal) {
      asked.push(structuredClone(request))
      yield { type: 'model', provider: id, model, local }
      yield* chat({ ...request, model }, signal)
    },
  }
}

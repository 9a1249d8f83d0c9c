import process from 'node:process'
import { describe, expect, test } from 'vitest'
import { createProvider } from '../../src/main/core/assistant/providers/create-provider.ts'
import type { ChatMessage } from '../../src/main/core/assistant/providers/provider.ts'
import { defaultModels } from '../../src/main/core/assistant/providers/catalogue.ts'
import { defaultAddresses, ProviderId } from '../../src/shared/domain/assistant-provider.ts'

// The same drivers against the services themselves, where the environment has a key: METASTAMP_TEST_OPENAI_KEY, …_ANTHROPIC_KEY,
// …_GEMINI_KEY; METASTAMP_TEST_OLLAMA_MODEL for Ollama on this machine. Elsewhere nothing of this runs. Costs a cent.

const variables = process.env
const limits = { firstMs: 120_000, idleMs: 60_000 }

for (const id of ProviderId.options) {
  const key = variables[`METASTAMP_TEST_${id.toUpperCase()}_KEY`] ?? null
  const model = variables[`METASTAMP_TEST_${id.toUpperCase()}_MODEL`] ?? (key === null ? '' : (defaultModels[id] ?? ''))
  const address = variables[`METASTAMP_TEST_${id.toUpperCase()}_ADDRESS`] ?? defaultAddresses[id] ?? ''
  // Not skipped but absent: nothing was left out that could have run here.
  if (model === '' || address === '') continue
  describe(`${id} itself`, () => {
    const provider = createProvider({ id, name: id, address, key, limits })
    const signal = new AbortController().signal

    test('lists the model that is asked', async () => {
      const models = await provider.models(signal)
      expect(models.map((each) => each.id)).toContain(model)
    }, 60_000)

    test('calls a tool, takes its result back and answers with it', async () => {
      const tools = [
        {
          name: 'count_works',
          description: 'Tells how many works the library holds.',
          parameters: { type: 'object', properties: {}, additionalProperties: false },
        },
      ]
      const messages: ChatMessage[] = [
        { role: 'user', text: 'How many works does my library hold? Use the tool, then say the number.' },
      ]
      let text = ''
      for (let turn = 0; turn < 3 && text === ''; turn += 1) {
        const calls: Extract<ChatMessage, { role: 'assistant' }>['calls'][number][] = []
        for await (const event of provider.chat(
          { model, system: 'Be brief.', messages, tools, maxTokens: 2000 },
          signal,
        )) {
          if (event.type === 'call') calls.push(event.call)
          if (event.type === 'token' && calls.length === 0 && turn > 0) text += event.text
        }
        messages.push({ role: 'assistant', text: '', calls })
        for (const call of calls)
          messages.push({ role: 'tool', callId: call.id, name: call.name, text: '{"works":4711}' })
      }
      expect(text).toMatch(/4[.,\s]?711/)
    }, 180_000)
  })
}

import { expect, test } from 'vitest'
import { candidatesOf } from '../../../../../../src/main/core/assistant/providers/candidates.ts'
import { costMicro, priceOf } from '../../../../../../src/main/core/assistant/providers/catalogue.ts'
import { type Settings, settingDefaults } from '../../../../../../src/shared/contract/settings.ts'
import { isLoopback } from '../../../../../../src/shared/domain/assistant-provider.ts'

const chain = (given: Partial<Settings>, keys: readonly string[] = ['openai', 'anthropic', 'gemini']) =>
  candidatesOf({ ...settingDefaults, ...given }, (provider) => keys.includes(provider)).map(
    ({ provider, model }) => `${provider}/${model}`,
  )

test('with the defaults nobody may be asked, key or no key', () => {
  expect(chain({})).toEqual([])
})

test('only who is allowed, has a key and a model takes part, in the order that was set', () => {
  expect([
    chain({ 'assistant.enabled': ['openai', 'anthropic', 'ollama', 'compatible'] }, ['anthropic']),
    chain({
      'assistant.order': ['compatible', 'anthropic', 'openai'],
      'assistant.enabled': ['openai', 'anthropic', 'compatible'],
      'assistant.models': { compatible: 'own', openai: 'other-1' },
      'assistant.addresses': { compatible: 'https://models.example/v1/' },
    }),
  ]).toEqual([['anthropic/claude-sonnet-5-5'], ['compatible/own', 'anthropic/claude-sonnet-5-5', 'openai/other-1']])
})

test('nothing leaves this computer after a model on it, unless that is allowed as well', () => {
  const settings: Partial<Settings> = {
    'assistant.order': ['openai', 'ollama', 'anthropic', 'compatible'],
    'assistant.enabled': ['openai', 'ollama', 'anthropic', 'compatible'],
    'assistant.models': { ollama: 'qwen', compatible: 'own' },
    'assistant.addresses': { compatible: 'http://localhost:8080/v1' },
  }
  expect([chain(settings), chain({ ...settings, 'assistant.cloudAfterLocal': true })]).toEqual([
    ['openai/gpt-6.1-terra', 'ollama/qwen', 'compatible/own'],
    ['openai/gpt-6.1-terra', 'ollama/qwen', 'anthropic/claude-sonnet-5-5', 'compatible/own'],
  ])
})

test('Ollama on another computer is not this computer', () => {
  const here = ['http://localhost:1', 'http://127.8.0.1', 'http://[::1]:11434/v1']
  const elsewhere = [
    'http://192.168.1.5:11434',
    'http://127.0.0.1.example.com',
    'http://localhost.example',
    'https://[::2]',
    'nonsense',
  ]
  expect([here.map(isLoopback), elsewhere.map(isLoopback)]).toEqual([[true, true, true], elsewhere.map(() => false)])
})

test('prices: dated names are the same model, a later price from its day on, and an unknown model as its dearest', () => {
  const november = Date.UTC(2026, 10, 20)
  const december = Date.UTC(2026, 11, 1)
  expect([
    priceOf('openai', 'gpt-6-luna', november),
    priceOf('openai', 'gpt-6-luna-2026-09-22', november),
    priceOf('gemini', 'gemini-4-argon', november),
    priceOf('gemini', 'gemini-4-argon', december),
    priceOf('openai', 'gpt-99', november),
    priceOf('compatible', 'own', november),
  ]).toEqual([
    { input: 100, output: 500, estimated: false },
    { input: 100, output: 500, estimated: false },
    { input: 2000, output: 10_000, estimated: false },
    { input: 4000, output: 20_000, estimated: false },
    { input: 10_000, output: 50_000, estimated: true },
    null,
  ])
  // A million tokens in and a thousand out at $0.10 and $0.50 a million: 10.05 cents, in whole millionths, rounded up.
  expect([
    costMicro({ input: 100, output: 500, estimated: false }, { inputTokens: 1_000_000, outputTokens: 1_000 }),
    costMicro({ input: 100, output: 500, estimated: false }, { inputTokens: 1, outputTokens: 0 }),
  ]).toEqual([100_500, 1])
})

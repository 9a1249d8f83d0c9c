import { assertNever } from '../../../../shared/domain/assert-never.ts'
import type { DriverOptions } from './driver.ts'
import { anthropicDriver } from './drivers/anthropic.ts'
import { chatCompletionsDriver } from './drivers/chat-completions.ts'
import { geminiDriver } from './drivers/gemini.ts'
import { openAiDriver } from './drivers/openai.ts'
import type { Provider } from './provider.ts'

/** The driver for a provider. Its SDK is loaded with the first call and not before. */
export function createProvider(options: DriverOptions): Provider {
  switch (options.id) {
    case 'openai':
      return openAiDriver(options)
    case 'anthropic':
      return anthropicDriver(options)
    case 'gemini':
      return geminiDriver(options)
    case 'ollama':
    case 'compatible':
      return chatCompletionsDriver(options)
    default:
      return assertNever(options.id)
  }
}

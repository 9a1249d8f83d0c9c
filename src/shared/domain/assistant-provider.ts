import { z } from 'zod'

/** Who can answer: three services, Ollama on a machine of one's own, and any endpoint that speaks OpenAI's protocol. */
export const ProviderId = z.enum(['openai', 'anthropic', 'gemini', 'ollama', 'compatible'])
export type ProviderId = z.infer<typeof ProviderId>

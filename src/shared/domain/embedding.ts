import { z } from 'zod'

// Which model made a vector. Vectors of two models, or of two versions of one, are never compared.

export const EmbeddingModel = z.object({
  /** Whom the content was sent to; null for what is computed on this machine. */
  provider: z.enum(['openai']).nullable(),
  name: z.string(),
  version: z.string(),
  dimensions: z.int().positive(),
})
export type EmbeddingModel = z.infer<typeof EmbeddingModel>

/** A provider's models, for those who allow it. Its name stands for one set of weights: another would have another name. */
export const paidModels = {
  text: { provider: 'openai', name: 'text-embedding-3-small', version: '1', dimensions: 1536 },
} as const satisfies Record<string, EmbeddingModel>

/** The program's own models. A film is the mean of its pictures, so pictures and films are compared with each other. */
export const ownModels = {
  picture: { provider: null, name: 'metastamp-picture', version: '1', dimensions: 128 },
  sound: { provider: null, name: 'metastamp-sound', version: '1', dimensions: 128 },
  text: { provider: null, name: 'metastamp-text', version: '1', dimensions: 128 },
} as const satisfies Record<string, EmbeddingModel>

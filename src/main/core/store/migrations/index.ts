import { foundation } from './0010-foundation.ts'
import { features } from './0020-features.ts'
import { embeddings } from './0030-embeddings.ts'
import { watchedFolders } from './0040-watched-folders.ts'
import { value } from './0060-value.ts'
import { wallet } from './0070-wallet.ts'
import { organise } from './0080-organise.ts'
import { matches } from './0090-matches.ts'
import { aiCalls } from './0100-ai-calls.ts'
import { conversations } from './0110-conversations.ts'
import { payouts } from './0120-payouts.ts'
import type { Migration } from './migration.ts'

/** Every step of the schema, oldest first. A released step is never changed; a new one is added at the end. */
export const migrations: readonly Migration[] = [
  foundation,
  features,
  embeddings,
  watchedFolders,
  value,
  wallet,
  organise,
  matches,
  aiCalls,
  conversations,
  payouts,
]

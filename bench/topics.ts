import type { Context } from './context.ts'
import type { Row } from './row.ts'

/** In the order of the table. Loaded on need: each runs alone. */
export const topics: Readonly<Record<string, () => Promise<{ run(context: Context): Promise<Row[]> }>>> = {
  photos: () => import('./topics/photos.ts'),
  pngs: () => import('./topics/pngs.ts'),
  kernels: () => import('./topics/kernels.ts'),
  sha256: () => import('./topics/sha256.ts'),
  rescan: () => import('./topics/rescan.ts'),
  watch: () => import('./topics/watch.ts'),
  start: () => import('./topics/start.ts'),
  library: () => import('./topics/library.ts'),
  sound: () => import('./topics/sound.ts'),
  memory: () => import('./topics/memory.ts'),
  'sound-search': () => import('./topics/sound-search.ts'),
  search: () => import('./topics/search.ts'),
  scroll: () => import('./topics/scroll.ts'),
  hashes: () => import('./topics/hashes.ts'),
  similar: () => import('./topics/similar.ts'),
  custody: () => import('./topics/custody.ts'),
  wallet: () => import('./topics/wallet.ts'),
  value: () => import('./topics/value.ts'),
  open: () => import('./topics/open.ts'),
  backup: () => import('./topics/backup.ts'),
  answers: () => import('./topics/answers.ts'),
}

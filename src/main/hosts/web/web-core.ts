import type { MessagePort } from 'node:worker_threads'
import type { FoundWorks } from '../../../shared/contract/matches.ts'
import type { AssetId, BatchId } from '../../../shared/domain/ids.ts'
import type { MediaVariant } from '../../../shared/domain/media-kind.ts'
import type { MediaAnswer } from '../../core/core.ts'

/** The part of a running core that the browser host needs. */
export type WebCore = {
  /** A port that speaks the contract for this audience; the caller closes it. */
  connect(audience: 'page'): MessagePort
  media(assetId: AssetId, variant: MediaVariant): Promise<MediaAnswer | null>
  /** Absolute paths only. */
  addPaths(paths: string[], source: 'inbox'): Promise<{ batchId: BatchId }>
  /** The works of the library that a file is, holds or is a part of; the file is not added. Absolute path. */
  lookUp(path: string, signal: AbortSignal): Promise<FoundWorks>
  /** Largest accepted file, in bytes; a person may change it while the program runs. */
  maxFileBytes(): Promise<number>
}

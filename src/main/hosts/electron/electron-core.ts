import type { MessagePort } from 'node:worker_threads'
import type { FoundWorks } from '../../../shared/contract/matches.ts'
import type { AssetId, BatchId } from '../../../shared/domain/ids.ts'
import type { MediaVariant } from '../../../shared/domain/media-kind.ts'
import type { MediaAnswer } from '../../core/core.ts'

/** The part of a running core that the Electron host needs. */
export type ElectronCore = {
  /** A port that speaks the page's contract; the caller closes it. */
  connectPage(): MessagePort
  media(assetId: AssetId, variant: MediaVariant): Promise<MediaAnswer | null>
  /** Absolute paths only. */
  addDropped(paths: string[]): Promise<{ batchId: BatchId }>
  /** The works of the library that a file is, holds or is a part of; the file is not added. Absolute path. */
  lookUp(path: string, signal: AbortSignal): Promise<FoundWorks>
  /** Told at the start and whenever it changes. */
  setPower(onBattery: boolean): Promise<void>
  /** The machine has slept: whatever changed meanwhile raised no events. */
  rescan(): Promise<void>
  close(): Promise<void>
}

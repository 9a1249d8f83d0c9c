import type { ContractRouterClient } from '@orpc/contract'
import type { AppInfo } from '../../shared/contract/app.ts'
import type { hostContract } from '../../shared/contract/index.ts'
import type { AssetId } from '../../shared/domain/ids.ts'
import type { MediaVariant } from '../../shared/domain/media-kind.ts'
import type { Chat } from './assistant/providers/provider.ts'
import type { Archive } from './backup/tasks.ts'
import type { ComputePool } from './compute/tasks.ts'
import type { Logger } from './log/logger.ts'
import type { MatchIndex } from './match/tasks.ts'

// The core's edges: what a host hands in and what it gets. The core itself reads no environment and knows no window.

/** What only a host can do. Absent parts make the matching procedures fail with UNAVAILABLE. */
export type Shell = {
  /** Opens the system's dialog; resolves to absolute paths, empty when the person closed it. */
  choosePaths?(what: 'files' | 'folder' | 'backup-folder'): Promise<string[]>
  revealPath?(path: string): Promise<void>
  /** Asks where, and writes the file there; false when the person closed the dialog. */
  saveFile?(file: { name: string; bytes: Uint8Array }): Promise<boolean>
  /** Opens https: and mailto: addresses; anything else is FORBIDDEN, and this is where it is refused. */
  openExternal?(url: string): Promise<void>
}

export type CoreOptions = {
  profileDir: string
  appVersion: string
  host: AppInfo['host']
  keyStore: AppInfo['keyStore']
  /** 32 bytes; the core seals secrets with AES-256-GCM under it. */
  vaultKey: Uint8Array
  compute: ComputePool
  /** Works on whole library files; by default in the core's own thread. */
  archive?: Archive
  /** The index over all works, by default in the core's own thread. The core closes it. */
  index?: MatchIndex
  /** Who answers questions; by default the providers a person has set up. */
  chat?: Chat
  shell: Shell
  logger: Logger
  platform: string
  electronVersion: string | null
  drop: AppInfo['capabilities']['drop']
  /** Where the folder browser may start; null in hosts with native dialogs. */
  browseRoots: readonly { name: string; path: string }[] | null
  /** PATH of the host, for finding ffmpeg. */
  searchPath: string
  /** False for a command that only looks: jobs that were left stay where they are. Default true. */
  works?: boolean
  /** False for a command that ends with what it was asked for: work that nobody waits for is left to a host that stays open. Default true. */
  background?: boolean
  now?: () => number
}

/** A file or a picture the page may show, found by asset id alone. */
export type MediaAnswer =
  | { type: 'bytes'; bytes: Uint8Array; mediaType: string; etag: string }
  | { type: 'file'; path: string; bytes: number; mediaType: string; etag: string }

export interface Core {
  /** The shell's contract without a wire between: for the command line and for tests. */
  readonly client: ContractRouterClient<typeof hostContract>
  /** Page or shell: the page's router does not have the procedures that take paths. */
  connect(port: MessagePortLike, audience: 'page' | 'shell'): void
  media(assetId: AssetId, variant: MediaVariant): Promise<MediaAnswer | null>
  /** Enqueues the upkeep job unless one is waiting. Long-lived hosts call it once they are up; a command that ends soon does not. */
  sweep(): void
  /** Watches folders from now on. For hosts that live long; a command that ends soon does not. */
  watch(): void
  /** Ends what is running within a second, hands leases back, closes the store. */
  close(): Promise<void>
}

/** The part of worker_threads' MessagePort that the RPC adapter needs. */
export type MessagePortLike = {
  postMessage(value: unknown): void
  addEventListener(type: string, listener: (event: { type?: string; data?: unknown }) => void): void
  start(): void
  close(): void
}

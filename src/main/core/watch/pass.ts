import type { ScanSummary, WatchEvent } from '../../../shared/contract/watch.ts'
import type { ComputePool } from '../compute/tasks.ts'
import type { GroupCommit } from '../store/group-commit.ts'
import type { NewId } from '../store/new-id.ts'
import type { Store } from '../store/open-store.ts'
import type { RootRow } from '../store/roots.ts'
import type { FoundFile } from './compare-folder.ts'

// What one reading of a root needs, and what it counts.

export type PassOptions = {
  store: Store
  commit: GroupCommit
  compute: ComputePool
  now: () => number
  newId: NewId
  root: RootRow
  /** The program's own folders. */
  never: readonly string[]
  /** Takes a file that is to be read once it rests. Resolves when there is room for more. */
  offer(file: FoundFile): Promise<void>
  tell(event: Omit<WatchEvent, 'at' | 'rootId'>): void
  /** Resolves when everything that was offered has been taken in or given up. */
  settled(): Promise<void>
  /** Throws when the root is not there any more. */
  demandRoot(): Promise<void>
  onFiles?(files: number): void
}

export type PassCounts = ScanSummary & {
  files: number
  folders: number
  leftOut: number
  otherKinds: number
  links: number
}

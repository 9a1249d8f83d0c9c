import { lstat } from 'node:fs/promises'
import type { FileOutcome } from '../../../shared/contract/shell.ts'
import type { WatchEvent } from '../../../shared/contract/watch.ts'
import type { Registered } from '../intake/intake.ts'
import type { RootIssue } from '../store/roots.ts'

// How what intake says about a file reads from the side of a watched folder.

export type Telling = {
  count: 'added' | 'changed' | 'moved' | undefined
  event: Omit<WatchEvent, 'at' | 'rootId'> | undefined
}

export function tellingOf(path: string, { news, assetId, versionId }: Registered): Telling {
  const ids = { path, assetId, versionId }
  switch (news.type) {
    case 'work':
    case 'location':
      return { count: 'added', event: { event: 'added', ...ids } }
    case 'version':
      return { count: 'changed', event: { event: 'changed', ...ids } }
    case 'moved':
      return { count: 'moved', event: { event: 'moved', from: news.from, ...ids } }
    case 'nothing':
      return { count: undefined, event: undefined }
  }
}

/** The failure with the file as it is now, so that the same file is not tried again; undefined when it has gone or is to be tried again anyway. */
export async function issueOf({ path, failure }: FileOutcome): Promise<RootIssue | undefined> {
  if (failure === undefined) return undefined
  try {
    const { size, mtimeMs } = await lstat(path)
    // A failure that may pass is listed, but under no size a file can have: the next scan tries again.
    return { path, failure, bytes: failure.retryable ? -1 : size, mtimeUs: Math.floor(mtimeMs * 1000) }
  } catch {
    return undefined
  }
}

import type { MediaKind } from '../../../../shared/domain/media-kind.ts'
import type { ReadStore } from '../../store/handles.ts'
import { countsByClass, worksWithoutFile } from '../../store/overview.ts'

/** How many works there are and how they stand, from indexes alone: milliseconds at a hundred thousand works. */
export function figuresOf(read: ReadStore) {
  const protectedByKind: Record<MediaKind, number> = { image: 0, audio: 0, video: 0, text: 0 }
  let [works, failed, waiting] = [0, 0, 0]
  for (const { kind, status, n } of countsByClass(read)) {
    works += n
    if (status === 'ready') protectedByKind[kind] += n
    else if (status === 'failed') failed += n
    else waiting += n
  }
  return { works, protectedByKind, failed, waiting, missing: worksWithoutFile(read) }
}

import type { AssetDetail, AssetSummary } from '../../../shared/contract/library.ts'
import type { Fingerprint } from '../../../shared/domain/fingerprint.ts'
import { canShowOriginal } from '../library/shown.ts'
import { FilmStage } from './film-stage.tsx'
import { PageStage } from './page-stage.tsx'
import { PictureStage } from './picture-stage.tsx'
import { SealStage } from './seal-stage.tsx'
import { SoundStage } from './sound-stage.tsx'
import './stage.css'

export type StageProps = {
  work: AssetSummary
  /** Null when there is none, undefined while it is on its way. */
  fingerprint: Fingerprint | null | undefined
  strip: AssetDetail['frameStrip']
}

/** The work itself, to be looked at and listened to closely. What has no picture shows its seal, as large as one. */
export function Stage({ work, fingerprint, strip }: StageProps) {
  const drawn = work.kind === 'image' && canShowOriginal(work.mediaType)
  if (work.kind === 'image' && (work.thumbnailKey !== null || drawn)) return <PictureStage work={work} drawn={drawn} />
  if (work.kind === 'audio') return <SoundStage work={work} fingerprint={fingerprint} />
  if (work.kind === 'video') return <FilmStage work={work} notes={fingerprint?.notes ?? []} strip={strip} />
  if (work.kind === 'text' && work.thumbnailKey !== null) {
    return <PageStage work={work} thumbnailKey={work.thumbnailKey} pages={fingerprint?.text?.pageCount} />
  }
  return <SealStage work={work} />
}

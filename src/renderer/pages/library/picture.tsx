import { memo, useState } from 'react'
import type { AssetSummary } from '../../../shared/contract/library.ts'
import { Seal } from '../../components/seal/seal.tsx'
import { mediaUrl } from '../../transport/media-url.ts'
import { fitInto } from './fit.ts'

/** Share of the box a seal takes where there is no picture to show. */
const sealShare = 0.42

export type PictureProps = {
  work: AssetSummary
  /** The box, in CSS pixels. */
  width: number
  height: number
  /** The works rush past: what is not there yet waits as a block of paper until they slow down. */
  hurried: boolean
}

/**
 * A work's picture as large as the box allows, in its own proportions from the first moment, so that nothing moves when it arrives.
 * Decoration: the name is said beside it.
 */
export const Picture = memo(function Picture({ work, width, height, hurried }: PictureProps) {
  const [wanted, setWanted] = useState(!hurried)
  if (!wanted && !hurried) setWanted(true)
  if (work.thumbnailKey === null) {
    const side = Math.round(Math.min(width, height) * sealShare)
    return (
      <span className="picture-none" style={{ width, height }}>
        <Seal hash={work.seal} kind={work.kind} status={work.status} size={side} />
      </span>
    )
  }
  const known = work.width === null || work.height === null ? null : fitInto(work.width, work.height, width, height)
  const size = known ?? { width, height }
  if (!wanted) return <span className={known !== null ? 'picture' : 'picture-loose'} style={size} />
  return (
    <img
      key={work.thumbnailKey}
      className={known !== null ? 'picture' : 'picture-loose'}
      src={mediaUrl(work.assetId, 'thumbnail', work.thumbnailKey)}
      alt=""
      style={size}
      decoding="async"
      draggable={false}
    />
  )
})

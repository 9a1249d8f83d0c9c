import { useState } from 'react'
import type { AssetSummary } from '../../../shared/contract/library.ts'
import { Seal } from '../../components/seal/seal.tsx'
import { mediaUrl } from '../../transport/media-url.ts'
import { canShowOriginal } from './shown.ts'
import './preview.css'

/**
 * A work as large as its stage (a size container) allows and never larger than itself: the thumbnail at once, the original over it as
 * soon as it is here. Where the browser cannot draw the original, the thumbnail stays.
 */
export function LargePicture({ work }: { work: AssetSummary }) {
  const [arrived, setArrived] = useState(false)
  const drawn = canShowOriginal(work.mediaType)
  if (work.kind !== 'image' && work.thumbnailKey !== null) {
    return (
      <img className="loose-picture" src={mediaUrl(work.assetId, 'thumbnail', work.thumbnailKey)} alt={work.title} />
    )
  }
  if (work.kind !== 'image' || (work.thumbnailKey === null && !drawn)) {
    return <Seal hash={work.seal} kind={work.kind} status={work.status} size={220} />
  }
  const [width, height] = [work.width ?? 640, work.height ?? 640]
  const style = {
    width: `min(100cqw, ${(width / height) * 100}cqh, ${width}px)`,
    aspectRatio: `${width} / ${height}`,
  }
  return (
    <div className="large-picture" style={style}>
      {work.thumbnailKey !== null && (
        <img
          src={mediaUrl(work.assetId, 'thumbnail', work.thumbnailKey)}
          alt={arrived ? '' : work.title}
          draggable={false}
        />
      )}
      {drawn && (
        <img
          src={mediaUrl(work.assetId, 'original', work.sha256)}
          alt={arrived ? work.title : ''}
          data-arriving={!arrived || undefined}
          decoding="async"
          draggable={false}
          onLoad={() => setArrived(true)}
        />
      )}
    </div>
  )
}

import type { AssetSummary } from '../../../shared/contract/library.ts'
import type { MatchRegion } from '../../../shared/contract/matches.ts'
import { Seal } from '../../components/seal/seal.tsx'
import { useT } from '../../i18n/locale.tsx'
import { mediaUrl } from '../../transport/media-url.ts'
import { boxStyle } from './overlay.ts'

export const thumbnailOf = (work: AssetSummary): string => mediaUrl(work.assetId, 'thumbnail', work.thumbnailKey ?? '')

/** A picture and, on it, the part it shares; the seal where there is no picture. */
export function Marked({ work, region }: { work: AssetSummary; region: MatchRegion | undefined }) {
  const t = useT()
  if (work.thumbnailKey === null) return <Seal hash={work.seal} kind={work.kind} status={work.status} size={96} />
  const name = t(region === undefined ? 'matches.picture' : 'matches.pictureRegion', { title: work.title })
  return (
    <span className="match-frame">
      <Shown work={work} name={name} />
      {region !== undefined && <span aria-hidden className="match-region" style={boxStyle(region)} />}
    </span>
  )
}

/** The picture itself, `name` being what is read out. */
export function Shown({ work, name }: { work: AssetSummary; name: string }) {
  const { width, height } = work
  return (
    <img
      className="match-picture"
      src={thumbnailOf(work)}
      alt={name}
      draggable={false}
      decoding="async"
      {...(width === null || height === null ? {} : { width, height })}
    />
  )
}

import { memo } from 'react'
import type { AssetStatus } from '../../../shared/contract/library.ts'
import type { MediaKind } from '../../../shared/domain/media-kind.ts'
import { rememberedSealShape } from './seal-shape.ts'
import './seal.css'

export type SealProps = {
  /** 16 hex digits. */
  hash: string
  kind: MediaKind
  status: AssetStatus
  /** Side in CSS pixels. Below 40 it is laid on whole pixels. */
  size: number
  /** What a screen reader says; without it the seal is decoration beside a name that is already there. */
  label?: string
}

/** A work's fingerprint as its own seal: stamped in vermilion once protected, an outline until then, cracked where it failed. */
export const Seal = memo(function Seal({ hash, kind, status, size, label }: SealProps) {
  const { canvas, outline, strokes, crack } = rememberedSealShape(hash, kind, size)
  const state = status === 'ready' || status === 'failed' ? status : 'pending'
  const name = label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label }
  return (
    <svg className="seal" data-state={state} width={size} height={size} viewBox={`0 0 ${canvas} ${canvas}`} {...name}>
      {state === 'pending' ? (
        <>
          <path className="seal-frame" d={outline} vectorEffect="non-scaling-stroke" />
          <path className="seal-faint" d={strokes} fillRule="evenodd" />
        </>
      ) : (
        // The strokes are cut out of the field: what shows through them is the paper.
        <path className="seal-field" d={outline + strokes} fillRule="evenodd" />
      )}
      {state === 'failed' && <path className="seal-crack" d={crack} strokeWidth={Math.max(1, canvas * 0.035)} />}
    </svg>
  )
})

import { useMemo } from 'react'
import type { AudioFingerprint } from '../../../shared/domain/fingerprint.ts'
import { useFormat, useT } from '../../i18n/locale.tsx'
import { chromaWedges, strongestNotes } from './chroma-wheel-geometry.ts'

const radii = { inner: 40, outer: 82, label: 93 }

/** Side in CSS pixels. */
const side = 168

export type ChromaWheelProps = { audio: Pick<AudioFingerprint, 'chroma' | 'key' | 'scale' | 'keyConfidence'> }

/** How strongly each note sounds, round the circle of fifths; in the middle the key these notes speak for. */
export function ChromaWheel({ audio: { chroma, key, scale, keyConfidence } }: ChromaWheelProps) {
  const t = useT()
  const format = useFormat()
  const wedges = useMemo(() => chromaWedges(chroma, radii), [chroma])
  const tonic = key?.replace('#', '♯')
  const strongest = strongestNotes(chroma, 3)
  const name = [
    strongest.length === 0 ? t('work.chromaSilent') : t('work.chromaOf', { notes: strongest.join(', ') }),
    tonic !== undefined && scale !== undefined ? t('work.keyNamed', { key: tonic, scale }) : '',
  ]
  return (
    <svg
      className="wheel-drawn"
      role="img"
      aria-label={name.join(' ').trim()}
      width={side}
      height={side}
      viewBox="-102 -102 204 204"
    >
      <circle className="wheel-lattice" r={radii.inner} />
      <circle className="wheel-lattice" r={radii.outer} />
      {wedges.map(({ note, path, x, y, value }) => (
        <g key={note} data-tonic={note === tonic || undefined}>
          {value > 0 && <path d={path} />}
          <text className="wheel-note" x={x} y={y + 4.5} textAnchor="middle">
            {note}
          </text>
        </g>
      ))}
      {tonic !== undefined && scale !== undefined && (
        <g textAnchor="middle">
          <text className="wheel-key" y={keyConfidence === undefined ? 2 : -6}>
            {tonic}
          </text>
          <text className="wheel-scale" y={keyConfidence === undefined ? 18 : 9}>
            {t('work.scale', { scale })}
          </text>
          {keyConfidence !== undefined && (
            <text className="wheel-sure" y="25">
              {format.percent(keyConfidence)}
            </text>
          )}
        </g>
      )}
    </svg>
  )
}

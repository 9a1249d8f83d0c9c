import { useState } from 'react'
import type { ImageFingerprint } from '../../../shared/domain/fingerprint.ts'
import { BitPattern } from '../../components/seal/bit-pattern.tsx'
import { Mono } from '../../components/mono.tsx'
import { useFormat, useT } from '../../i18n/locale.tsx'

const patterns = ['phash', 'ahash', 'dhash', 'whash', 'pdq'] as const
type PatternName = (typeof patterns)[number]

/** Below this PDQ says of itself that it cannot decide. */
const weakQuality = 50

/**
 * The five hashes as patterns a person can read and compare. The one pointed at, or reached by Tab, stands below in full size with its rows
 * and columns numbered, a sentence on what it sees, and its digits.
 */
export function FingerprintDrawn({ image }: { image: ImageFingerprint }) {
  const t = useT()
  const format = useFormat()
  const [shown, setShown] = useState<PatternName>('phash')
  const name = t(`work.${shown}.name`)
  const bits = image[shown].length * 4
  return (
    <>
      <div className="patterns">
        {patterns.map((pattern) => (
          <button
            key={pattern}
            type="button"
            className="pattern"
            aria-pressed={pattern === shown}
            aria-describedby="pattern-about"
            onPointerEnter={() => setShown(pattern)}
            onFocus={() => setShown(pattern)}
            onClick={() => setShown(pattern)}
          >
            <BitPattern hash={image[pattern]} size={48} />
            <span>{t(`work.${pattern}.name`)}</span>
          </button>
        ))}
      </div>
      <div className="pattern-wide">
        <BitPattern
          hash={image[shown]}
          size={120}
          numbered
          label={t('work.patternOf', { name, bits: format.number(bits) })}
        />
        <div className="min-w-0 flex-1">
          <h3 className="font-semibold text-sm">{name}</h3>
          <p id="pattern-about" className="pattern-about">
            {t(`work.${shown}.about`)}
          </p>
          {shown === 'pdq' && (
            <p className="mb-1 text-sm tabular">{t('work.pdqQuality', { quality: format.number(image.pdqQuality) })}</p>
          )}
          {shown === 'pdq' && image.pdqQuality < weakQuality && (
            <p className="mb-1 text-needs text-xs">{t('work.pdqWeak')}</p>
          )}
          <Mono value={image[shown]} name={name} ends={8} />
        </div>
      </div>
    </>
  )
}

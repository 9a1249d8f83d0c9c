import { useMemo, useState } from 'react'
import type { TextFingerprint } from '../../../shared/domain/fingerprint.ts'
import { Mono } from '../../components/mono.tsx'
import { BitPattern } from '../../components/seal/bit-pattern.tsx'
import { useFormat, useT } from '../../i18n/locale.tsx'
import { InkGrid } from './ink-grid.tsx'
import { Reading } from './reading.tsx'
import { minhashTones } from './tones.ts'

type ReadingName = 'simhash' | 'minhash' | 'normalized'

/** The 128 cells of a MinHash stand in two rows. */
const cellsInRow = 64

/** The three hashes of a text: of its phrases as bits, of its passages as a strip, of its letters as digits. */
export function TextDrawn({ text: { simhash, minhash, normalizedSha256 } }: { text: TextFingerprint }) {
  const t = useT()
  const format = useFormat()
  const [shown, setShown] = useState<ReadingName>(simhash === undefined ? 'normalized' : 'simhash')
  const cells = useMemo(() => minhashTones(minhash ?? [], cellsInRow), [minhash])
  const reading = (name: ReadingName) => ({
    name: t(`work.${name}.name`),
    aboutId: 'reading-about',
    shown: shown === name,
    onShow: () => setShown(name),
  })
  if (simhash === undefined && minhash === undefined && normalizedSha256 === undefined) {
    return <p className="text-muted text-sm">{t('work.textNoWords')}</p>
  }
  const bits = format.number((simhash?.length ?? 0) * 4)
  return (
    <>
      <div className="pattern-wide mt-0!">
        {simhash !== undefined && (
          <BitPattern
            hash={simhash}
            size={120}
            numbered
            label={t('work.patternOf', { name: t('work.simhash.name'), bits })}
          />
        )}
        <div className="min-w-0 flex-1">
          <h3 className="font-semibold text-sm">{t(`work.${shown}.name`)}</h3>
          <p id="reading-about" className="pattern-about">
            {t(`work.${shown}.about`)}
          </p>
        </div>
      </div>
      <ul className="readings">
        {simhash !== undefined && (
          <Reading {...reading('simhash')}>
            <Mono value={simhash} name={t('work.simhash.name')} />
          </Reading>
        )}
        {minhash !== undefined && (
          <Reading {...reading('minhash')} wide>
            <InkGrid
              tones={cells}
              label={t('work.minhashOf', { count: format.number(minhash.length) })}
              className="cells"
            />
          </Reading>
        )}
        {normalizedSha256 !== undefined && (
          <Reading {...reading('normalized')}>
            <Mono value={normalizedSha256} name={t('work.normalized.name')} ends={6} />
          </Reading>
        )}
      </ul>
    </>
  )
}

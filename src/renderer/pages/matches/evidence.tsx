import type { Match } from '../../../shared/contract/matches.ts'
import { useT } from '../../i18n/locale.tsx'
import { FilmEvidence } from './film-evidence.tsx'
import { Marked } from './marked.tsx'
import { Pair } from './pair.tsx'
import { PictureEvidence } from './picture-evidence.tsx'
import { SoundEvidence } from './sound-evidence.tsx'
import { TextEvidence } from './text-evidence.tsx'

/** What speaks for a match, as its kind can be seen. */
export function Evidence({ match }: { match: Match }) {
  const t = useT()
  const { first, second, evidence } = match
  switch (evidence.kind) {
    case 'picture':
      return <PictureEvidence match={match} evidence={evidence} />
    case 'sound':
      return <SoundEvidence match={match} evidence={evidence} />
    case 'film':
      return <FilmEvidence match={match} evidence={evidence} />
    case 'text':
      return <TextEvidence match={match} evidence={evidence} />
    case 'bytes':
      return (
        <>
          <Pair first={first} second={second} side={(work) => <Marked work={work} region={undefined} />} />
          <p className="match-told">{t('matches.bytes')}</p>
        </>
      )
  }
}

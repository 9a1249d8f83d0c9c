import type { MatchEvidence, MatchSpan } from '../../../shared/contract/matches.ts'
import { useFormat, useT } from '../../i18n/locale.tsx'
import { timeLabel } from '../work/timeline.ts'
import { areaOf } from './overlay.ts'
import { coveredShare } from './spans.ts'

type Stretch = { first: MatchSpan; second: MatchSpan; speed: number; semitones?: number; mirrored?: boolean }

/** What speaks for a match in sentences, and a stretch of sound or film in a line. */
export function useTold(): {
  sentences(evidence: MatchEvidence): string[]
  stretch(stretch: Stretch): string
} {
  const t = useT()
  const format = useFormat()
  const spanOf = ({ from, to }: MatchSpan) => t('matches.span', { from: timeLabel(from), to: timeLabel(to) })

  function picture({
    regions,
    hashDistance,
    points,
    mirrored,
    orientation,
  }: Extract<MatchEvidence, { kind: 'picture' }>) {
    return [
      hashDistance === undefined ? '' : t('matches.whole', { same: format.number(256 - hashDistance) }),
      points === undefined ? '' : t('matches.points', { count: points }),
      regions === undefined
        ? ''
        : t('matches.regions', {
            first: format.percent(areaOf(regions.first)),
            second: format.percent(areaOf(regions.second)),
          }),
      mirrored === true ? t('matches.mirrored') : '',
      orientation !== undefined && orientation !== 'original' ? t('matches.turned') : '',
    ].filter((sentence) => sentence !== '')
  }

  function text({ tokens, passages }: Extract<MatchEvidence, { kind: 'text' }>) {
    const [first, second] = [passages.map((each) => each.first), passages.map((each) => each.second)]
    const longest = Math.max(0, ...first.map(({ from, to }) => to - from))
    const shares = {
      first: format.percent(coveredShare(first, tokens.first)),
      second: format.percent(coveredShare(second, tokens.second)),
    }
    return [
      t('matches.passages', { count: passages.length, ...shares }),
      ...(longest > 0 ? [t('matches.longest', { count: longest })] : []),
    ]
  }

  return {
    sentences(evidence) {
      switch (evidence.kind) {
        case 'bytes':
          return [t('matches.bytes')]
        case 'picture':
          return picture(evidence)
        case 'sound':
          return [t('matches.stretches', { count: evidence.stretches.length })]
        case 'film':
          return [t('matches.film')]
        case 'text':
          return text(evidence)
      }
    },
    stretch: ({ first, second, speed, semitones = 0, mirrored = false }) =>
      [
        t('matches.stretch', { first: spanOf(first), second: spanOf(second) }),
        Math.abs(speed - 1) < 0.005 ? '' : t('matches.speed', { percent: format.percent(speed, 1) }),
        Math.abs(semitones) < 0.05 ? '' : t('matches.semitones', { count: format.number(semitones, 1) }),
        mirrored ? t('matches.mirroredStretch') : '',
      ]
        .filter((part) => part !== '')
        .join(' · '),
  }
}

import type { Batch } from '../../../shared/contract/intake.ts'
import type { Tone } from '../../components/status-mark.tsx'
import { StatusGlyph } from '../../components/status-mark.tsx'
import { useFormat, useT } from '../../i18n/locale.tsx'

/** What became of the files so far; what did not happen is left out. */
export function BatchCounts({ batch }: { batch: Batch }) {
  const t = useT()
  const format = useFormat()
  const counts: { tone: Tone; text: string; count: number }[] = [
    { tone: 'protected', count: batch.ready, text: t('activity.ready', { count: format.number(batch.ready) }) },
    { tone: 'quiet', count: batch.unchanged, text: t('activity.unchanged', { count: format.number(batch.unchanged) }) },
    { tone: 'quiet', count: batch.skipped, text: t('activity.skipped', { count: format.number(batch.skipped) }) },
    { tone: 'needs', count: batch.failed, text: t('activity.failed', { count: format.number(batch.failed) }) },
  ]
  const happened = counts.filter(({ count }) => count > 0)
  if (happened.length === 0) return null
  return (
    <ul className="mt-1 flex flex-wrap gap-x-4 text-muted text-sm tabular">
      {happened.map(({ tone, text }) => (
        <li key={text} className="flex items-center gap-1.5">
          <StatusGlyph tone={tone} size={10} />
          {text}
        </li>
      ))}
    </ul>
  )
}

import { useState } from 'react'
import type { CustodyEvent } from '../../../shared/contract/custody.ts'
import { Button } from '../../components/button.tsx'
import { Mono } from '../../components/mono.tsx'
import { useFormat, useT } from '../../i18n/locale.tsx'

/** Entries shown before the list is folded. */
const shownEvents = 12

/** What happened to the work, newest first, as links of the chain. */
export function History({ events }: { events: readonly CustodyEvent[] }) {
  const t = useT()
  const format = useFormat()
  const [all, setAll] = useState(false)
  const newestFirst = events.toSorted((a, b) => b.sequence - a.sequence)
  const shown = all ? newestFirst : newestFirst.slice(0, shownEvents)
  return (
    <>
      <ol className="history">
        {shown.map((event) => (
          <li key={event.sequence} data-type={event.type}>
            <p className="text-sm">{t(`work.event.${event.type}`)}</p>
            <Told event={event} />
            <p className="text-muted text-xs tabular">{format.dateTime(event.at)}</p>
            <p className="flex flex-wrap items-center gap-x-2 text-faint text-xs tabular">
              {t('work.link', { sequence: format.number(event.sequence) })}
              <Mono
                value={event.hash}
                name={t('work.linkHash', { sequence: format.number(event.sequence) })}
                ends={6}
                className="text-muted"
              />
            </p>
          </li>
        ))}
      </ol>
      {shown.length < events.length && (
        <Button size="sm" variant="ghost" onClick={() => setAll(true)}>
          {t('work.showAll', { count: format.number(events.length) })}
        </Button>
      )}
      <p className="mt-2 text-muted text-xs">{t('work.historyHint')}</p>
    </>
  )
}

/** The facts of an entry where they say more than its name. */
function Told({ event: { type, facts } }: { event: CustodyEvent }) {
  const t = useT()
  const [from, to, path] = [facts['from'], facts['to'], facts['path']]
  if ((type === 'work.renamed' || type === 'location.moved') && typeof from === 'string' && typeof to === 'string') {
    return <p className="break-words text-sm">{t('work.event.renamedFacts', { from, to })}</p>
  }
  return type.startsWith('location.') && typeof path === 'string' ? <p className="break-all text-xs">{path}</p> : null
}

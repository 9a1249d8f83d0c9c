import { useEffect, useState } from 'react'
import { z } from 'zod'
import type { WatchPreview } from '../../../shared/contract/watch.ts'
import type { RootId } from '../../../shared/domain/ids.ts'
import { Skeleton } from '../../components/skeleton.tsx'
import { useT } from '../../i18n/locale.tsx'
import { useClient } from '../../state/core.tsx'
import { describeError, type ToldError } from '../../state/errors.ts'

const pauseMs = 300
const Patterns = z.object({ include: z.array(z.string()), exclude: z.array(z.string()) })

type Shown = { preview: WatchPreview | null; failure: ToldError | null }

/** What the patterns do to the folder as it is now, read again after each pause in typing. */
function usePreview(rootId: RootId, include: readonly string[], exclude: readonly string[]): Shown {
  const client = useClient()
  const t = useT()
  const [shown, setShown] = useState<Shown>({ preview: null, failure: null })
  const key = JSON.stringify({ include, exclude })
  useEffect(() => {
    const stop = new AbortController()
    const patterns = Patterns.parse(JSON.parse(key))
    const timer = setTimeout(() => {
      const read = async () => {
        const { signal } = stop
        for await (const preview of await client.watch.preview({ rootId, ...patterns }, { signal })) {
          if (!signal.aborted) setShown({ preview, failure: null })
        }
      }
      read().catch((error: unknown) => {
        if (!stop.signal.aborted) setShown({ preview: null, failure: describeError(error, t) })
      })
    }, pauseMs)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [client, rootId, key, t])
  return shown
}

export function RulesPreview(props: { rootId: RootId; include: readonly string[]; exclude: readonly string[] }) {
  const t = useT()
  const { preview, failure } = usePreview(props.rootId, props.include, props.exclude)
  return (
    <section aria-label={t('watched.preview')}>
      <h3 className="mb-1 font-semibold text-sm">{t('watched.preview')}</h3>
      {failure !== null ? (
        <p role="alert" className="text-needs text-sm">
          {failure.message}
        </p>
      ) : preview === null ? (
        <Skeleton className="h-48" />
      ) : (
        <Told preview={preview} />
      )}
    </section>
  )
}

function Told({ preview }: { preview: WatchPreview }) {
  const t = useT()
  const { taken, leftOut, otherKinds, takenNames, leftOutNames, unused, done, truncated } = preview
  const counts = [
    t('watched.previewTaken', { count: taken }),
    t('watched.previewLeft', { count: leftOut }),
    ...(otherKinds > 0 ? [t('watched.previewOther', { count: otherKinds })] : []),
  ]
  return (
    <div aria-busy={!done}>
      <p role="status" className="text-sm tabular">
        {counts.join(' · ')}
      </p>
      {done && taken + leftOut === 0 && <p className="mt-2 text-muted text-sm">{t('watched.previewEmpty')}</p>}
      <div
        role="group"
        aria-label={t('watched.preview')}
        tabIndex={0}
        className="mt-2 h-64 overflow-y-auto rounded-sm border border-line p-2 font-mono text-xs"
      >
        <ul>
          {leftOutNames.map(({ name, by }) => (
            <li key={name} className="flex gap-2 py-0.5 text-muted">
              <bdi dir="ltr" className="min-w-0 flex-1 truncate line-through" title={name}>
                {name}
              </bdi>
              <span className="shrink-0">
                {by === null ? t('watched.previewNot') : t('watched.previewBy', { pattern: by })}
              </span>
            </li>
          ))}
          {takenNames.map((name) => (
            <li key={name} className="truncate py-0.5">
              <bdi dir="ltr" title={name}>
                {name}
              </bdi>
            </li>
          ))}
        </ul>
      </div>
      {unused.length > 0 && (
        <p className="mt-2 text-needs text-xs">{t('watched.previewUnused', { patterns: unused.join(', ') })}</p>
      )}
      {truncated && <p className="mt-2 text-muted text-xs">{t('watched.previewMore')}</p>}
    </div>
  )
}

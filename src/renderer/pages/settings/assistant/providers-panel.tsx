import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ProviderList } from '../../../../shared/contract/assistant-providers.ts'
import type { ProviderId } from '../../../../shared/domain/assistant-provider.ts'
import { ErrorState } from '../../../components/error-state.tsx'
import { Skeleton } from '../../../components/skeleton.tsx'
import { useT } from '../../../i18n/locale.tsx'
import { useOrpc } from '../../../state/core.tsx'
import { useChangeSettings } from '../../../state/settings.ts'
import { moved, nameOfProvider } from './provider-text.ts'
import { ProviderRow } from './provider-row.tsx'

/** Who may answer the assistant: in order, each with its consent, key, model and a test. */
export function ProvidersPanel() {
  const t = useT()
  const orpc = useOrpc()
  const query = useQuery(orpc.providers.list.queryOptions({ input: {} }))
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  if (query.data === undefined) return <Skeleton className="my-5 h-64" />
  return (
    <div className="py-5">
      <h3 className="font-semibold">{t('providers.title')}</h3>
      <p className="text-muted text-sm">{t('providers.hint')}</p>
      <Answers list={query.data} />
      <Rows list={query.data} />
    </div>
  )
}

function Answers({ list: { answers } }: { list: ProviderList }) {
  const t = useT()
  const told =
    answers === null
      ? t('providers.nobody')
      : t(answers.local ? 'providers.answersHere' : 'providers.answers', {
          provider: nameOfProvider(answers.provider, t),
          model: answers.model,
        })
  return (
    <p role="status" className="mt-2 text-sm">
      {told}
    </p>
  )
}

function Rows({ list }: { list: ProviderList }) {
  const t = useT()
  const { set } = useChangeSettings()
  const [open, setOpen] = useState<ProviderId | null>(null)
  const order = list.providers.map(({ provider }) => provider)
  return (
    <ol aria-label={t('providers.list')} className="mt-4 divide-y divide-line border-line border-t">
      {list.providers.map((state, index) => (
        <ProviderRow
          key={state.provider}
          state={state}
          pricesOf={list.pricesOf}
          open={open === state.provider}
          onToggle={() => setOpen(open === state.provider ? null : state.provider)}
          onEarlier={index === 0 ? null : () => set({ 'assistant.order': moved(order, index, index - 1) })}
          onLater={index === order.length - 1 ? null : () => set({ 'assistant.order': moved(order, index, index + 1) })}
        />
      ))}
    </ol>
  )
}

import { keepPreviousData, skipToken, useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { AssetId } from '../../../shared/domain/ids.ts'
import type { ValueInputs, ValueScope } from '../../../shared/domain/valuation.ts'
import { Button } from '../../components/button.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { Page } from '../../components/page.tsx'
import { useFormat, useT } from '../../i18n/locale.tsx'
import { Link } from '../../router/link.tsx'
import { useScrollMemory } from '../../router/router.ts'
import { useClient, useOrpc, useWritable } from '../../state/core.tsx'
import { describeError } from '../../state/errors.ts'
import { showToast } from '../../state/toasts.ts'
import { CalculatorForm } from './calculator-form.tsx'
import { Changes } from './changes.tsx'
import { Comparables } from './comparables.tsx'
import { filledFrom, metricsOf, readDraft, useCalculator } from './draft.ts'
import { Estimate } from './estimate.tsx'
import { History } from './history.tsx'
import { RangeView } from './range-view.tsx'

const restMs = 250

/** The calculator: inputs on one side, what the formula makes of them on the other, saved estimates below. */
export function ValuePage({ assetId }: { assetId: AssetId | null }) {
  const t = useT()
  const orpc = useOrpc()
  const { draft, clear } = useCalculator()
  const { inputs, problems, wrongRanges } = readDraft(draft)
  const scope: ValueScope = assetId === null ? { type: 'portfolio' } : { type: 'work', assetId }
  const work = useQuery(orpc.library.get.queryOptions({ input: assetId === null ? skipToken : { assetId } }))
  const scroll = useScrollMemory()
  useKeptReach()

  if (work.isError) return <ErrorState error={work.error} onRetry={() => void work.refetch()} />
  return (
    <Page
      title={t('value.title')}
      description={work.data === undefined ? t('value.subtitle') : t('value.ofWork', { title: work.data.title })}
      actions={
        <>
          {assetId !== null && (
            <Link to={{ name: 'value', assetId: null }} className="text-sm underline underline-offset-4">
              {t('value.allWorks')}
            </Link>
          )}
          <Button variant="ghost" onClick={clear}>
            {t('value.clear')}
          </Button>
        </>
      }
      scrollRef={scroll}
      className="max-w-5xl"
    >
      <div className="grid grid-cols-[minmax(0,5fr)_minmax(0,6fr)] gap-10 max-md:grid-cols-1">
        <CalculatorForm problems={problems} wrongRanges={wrongRanges} />
        <Outcome scope={scope} inputs={inputs} />
      </div>
      <div className="mt-12">
        <History />
      </div>
    </Page>
  )
}

/** Figures that the profile keeps fill what is still empty. */
function useKeptReach(): void {
  const orpc = useOrpc()
  const kept = useQuery(orpc.value.metrics.queryOptions({ input: {} })).data
  const platform = useCalculator((state) => state.draft.platform)
  useEffect(() => {
    if (kept === undefined) return
    const { draft, change } = useCalculator.getState()
    change(filledFrom({ ...draft, platform }, kept))
  }, [kept, platform])
}

/** The inputs once they have rested a moment: a range takes a thousand times longer than a point. */
function useSettled(inputs: ValueInputs | null): ValueInputs | null {
  const [settled, setSettled] = useState(inputs)
  const key = JSON.stringify(inputs)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(inputs), restMs)
    return () => clearTimeout(timer)
    // oxlint-disable-next-line react/exhaustive-deps -- the key says all of the inputs
  }, [key])
  return settled
}

function Outcome({ scope, inputs }: { scope: ValueScope; inputs: ValueInputs | null }) {
  const t = useT()
  const format = useFormat()
  const orpc = useOrpc()
  const client = useClient()
  const writable = useWritable()
  const { since, saved, draft } = useCalculator()
  const settled = useSettled(inputs)
  const preview = useQuery(
    orpc.value.preview.queryOptions({
      input: inputs === null ? skipToken : { scope, inputs },
      placeholderData: keepPreviousData,
    }),
  )
  const range = useQuery(
    orpc.value.simulate.queryOptions({
      input: settled === null ? skipToken : { scope, inputs: settled },
      placeholderData: keepPreviousData,
    }),
  )
  const kept = useQuery(orpc.value.metrics.queryOptions({ input: {} })).data
  const save = useMutation(
    orpc.value.calculate.mutationOptions({
      onSuccess: ({ calculation }) => {
        saved(calculation.calculationId)
        showToast({ key: 'value', title: t('value.saved', { date: format.date(calculation.expiresAt) }) })
        const metrics = kept === undefined ? null : metricsOf(draft, kept)
        if (metrics !== null) client.value.setMetrics(metrics).catch(tell)
      },
      onError: (error) => tell(error),
    }),
  )
  const tell = (error: unknown) => {
    const told = describeError(error, t)
    showToast({ key: 'value', title: t('value.failed'), detail: told.message, tone: 'needs', copy: told.text })
  }

  if (preview.isError) return <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />
  if (inputs === null || preview.data === undefined) {
    return (
      <section aria-label={t('value.result')} className="self-start rounded-md border border-line border-dashed p-8">
        <p className="font-semibold">{t('value.waiting')}</p>
        <p className="mt-1 text-muted text-sm">{t('value.waitingHint')}</p>
      </section>
    )
  }
  return (
    <section aria-label={t('value.result')} className="space-y-6">
      <Estimate result={preview.data} />
      {range.data !== undefined && <RangeView range={range.data} />}
      <Comparables scope={scope} value={range.data?.p50 ?? null} />
      {save.data !== undefined && save.data.calculation.calculationId === since && (
        <Changes changes={save.data.changes} />
      )}
      <Button
        variant="ink"
        disabled={!writable}
        busy={save.isPending}
        onClick={() => save.mutate({ scope, inputs, since })}
      >
        {t('value.save')}
      </Button>
    </section>
  )
}

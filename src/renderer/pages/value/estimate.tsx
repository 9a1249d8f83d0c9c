import { clsx } from 'clsx'
import type { ValueResult } from '../../../shared/domain/valuation.ts'
import { useFormat, useT } from '../../i18n/locale.tsx'

const signs = { '1': '+', '-1': '−', '0': '·' } as const

/** The estimate: how it comes about step by step, how far it can be trusted, and whether it adds up. */
export function Estimate({ result }: { result: ValueResult }) {
  const t = useT()
  const format = useFormat()
  return (
    <div className="space-y-6">
      <div>
        <p className="text-muted text-sm">{t('value.touchValue')}</p>
        <p data-selectable className="break-words font-semibold text-2xl tabular">
          {format.money(result.value)}
        </p>
      </div>
      <Steps result={result} />
      <div>
        <h3 className="text-sm">
          <span className="text-muted">{t('value.confidence')}</span>{' '}
          <span className="font-semibold">{t(`value.confidence.${result.confidence.level}`)}</span>
        </h3>
        <ul className="mt-1 text-sm">
          {result.confidence.factors.map(({ id, weight }) => (
            <li key={id} className="flex gap-2">
              <span aria-hidden className={clsx('w-3 text-center', weight < 0 ? 'text-needs' : 'text-muted')}>
                {signs[weight > 0 ? '1' : weight < 0 ? '-1' : '0']}
              </span>
              {t(`value.factor.${id}`)}
            </li>
          ))}
        </ul>
      </div>
      {result.roomFor !== null && (
        <div>
          <h3 className="font-semibold text-sm">{t('value.addingUp')}</h3>
          <p className="text-sm tabular">{t('value.addingUpText', { works: format.figure(result.roomFor) })}</p>
        </div>
      )}
      <p className="border-line border-t pt-3 text-muted text-xs">{result.disclaimer}</p>
    </div>
  )
}

/** Each step's amount as a bar against the earnings it began with: what the formula leaves of them. */
function Steps({ result }: { result: ValueResult }) {
  const t = useT()
  const format = useFormat()
  const first = Number(result.steps[0]?.amount.amount ?? '0')
  const scores = { contribution: result.contribution, exposure: result.exposure }
  return (
    <ol className="divide-y divide-line border-line border-y text-sm">
      {result.steps.map(({ id, factor, amount }) => {
        const score = id === 'contribution' || id === 'exposure' ? scores[id] : null
        const share = first === 0 ? 0 : Number(amount.amount) / first
        return (
          <li key={id} className="py-2">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4">
              <span>
                {t(`value.step.${id}`)}{' '}
                <span className="text-muted tabular">
                  {score !== null
                    ? t('value.percentOf', { figure: format.figure(score.percent) })
                    : factor !== null && format.figure(factor)}
                </span>
              </span>
              <span data-selectable className="tabular">
                {format.money(amount)}
              </span>
            </div>
            {score?.capped === true && (
              <p className="text-needs text-xs">{t('value.capped', { figure: format.figure(score.uncapped) })}</p>
            )}
            <div aria-hidden className="mt-1 h-1 bg-hover">
              <div className="h-1 bg-ink" style={{ width: `${Math.max(share * 100, share > 0 ? 0.2 : 0)}%` }} />
            </div>
          </li>
        )
      })}
    </ol>
  )
}

import { useCallback } from 'react'
import type { ValueRange } from '../../../shared/domain/valuation.ts'
import { Plot, type PlotOptions } from '../../components/plot.tsx'
import { useFormat, useT } from '../../i18n/locale.tsx'

const ink = 'var(--ink)'
const muted = 'var(--muted)'
const line = 'var(--line-strong)'

/** The estimate as a range: where most outcomes lie, what drives them, and how the value moves with each input. */
export function RangeView({ range }: { range: ValueRange }) {
  const t = useT()
  const format = useFormat()
  const { p5, p50, p95 } = range
  const currency = p50.currency
  const compact = useCallback(
    (value: number) =>
      format.roundMoney({
        currency,
        amount: value.toPrecision(3).includes('e') ? value.toFixed(0) : value.toPrecision(3),
      }),
    [format, currency],
  )
  const told = { low: format.roundMoney(p5), middle: format.roundMoney(p50), high: format.roundMoney(p95) }
  return (
    <section aria-label={t('value.range')} className="space-y-6">
      <div>
        <h3 className="font-semibold text-sm">{t('value.range')}</h3>
        <p className="text-sm tabular">{t('value.rangeText', told)}</p>
        <Histogram range={range} label={t('value.rangePlot', told)} compact={compact} />
      </div>
      {range.drivers.length > 0 && (
        <div>
          <h3 className="font-semibold text-sm">{t('value.drivers')}</h3>
          <p className="mb-1 text-muted text-xs">{t('value.driversHint')}</p>
          <Drivers range={range} />
        </div>
      )}
      {range.curves.length > 0 && (
        <div>
          <h3 className="font-semibold text-sm">{t('value.curves')}</h3>
          <p className="mb-1 text-muted text-xs">{t('value.curvesHint')}</p>
          <Curves range={range} compact={compact} />
        </div>
      )}
      <p className="text-faint text-xs tabular">{t('value.drawn', { draws: range.draws, seed: String(range.seed) })}</p>
    </section>
  )
}

type Compact = (value: number) => string

function Histogram({ range, label, compact }: { range: ValueRange; label: string; compact: Compact }) {
  const draw = useCallback<PlotOptions>(
    (plot) => ({
      marginLeft: 8,
      marginRight: 8,
      x: { type: 'log', label: null, ticks: 5, tickFormat: compact },
      y: { axis: null },
      marks: [
        plot.rectY(range.bins, { x1: 'from', x2: 'to', y: 'count', fill: muted, inset: 0.5 }),
        plot.ruleX([Number(range.p5.amount), Number(range.p95.amount)], { stroke: ink, strokeDasharray: '2 3' }),
        plot.ruleX([Number(range.p50.amount)], { stroke: ink, strokeWidth: 2 }),
        plot.ruleY([0], { stroke: line }),
      ],
    }),
    [range, compact],
  )
  if (range.bins.length === 0) return null
  return <Plot label={label} height={140} options={draw} />
}

function Drivers({ range }: { range: ValueRange }) {
  const t = useT()
  const format = useFormat()
  const rows = range.drivers.map((driver) => ({
    name: t(`value.input.${driver.field}`),
    share: driver.share,
    told: format.percent(driver.share),
    assumed: driver.assumed,
  }))
  const label = rows.map(({ name, told }) => `${name} ${told}`).join(', ')
  const draw = useCallback<PlotOptions>(
    (plot) => ({
      marginLeft: 132,
      marginRight: 44,
      marginTop: 4,
      marginBottom: 4,
      x: { axis: null, domain: [0, 1] },
      y: { label: null, tickSize: 0, domain: rows.map(({ name }) => name) },
      marks: [
        plot.barX(rows, {
          x: 'share',
          y: 'name',
          fill: (row: { assumed: boolean }) => (row.assumed ? line : ink),
          inset: 3,
        }),
        plot.text(rows, { x: 'share', y: 'name', text: 'told', textAnchor: 'start', dx: 6, fill: ink }),
      ],
    }),
    // oxlint-disable-next-line react/exhaustive-deps -- the rows follow from the label, which says all of them
    [label],
  )
  return (
    <>
      <Plot label={label} height={rows.length * 26 + 8} options={draw} />
      {rows.some(({ assumed }) => assumed) && <p className="mt-1 text-faint text-xs">{t('value.assumedHint')}</p>}
    </>
  )
}

function Curves({ range, compact }: { range: ValueRange; compact: Compact }) {
  const t = useT()
  const rows = range.curves.flatMap(({ field, points }) =>
    points.map(({ value }, index) => ({
      field,
      name: t(`value.input.${field}`),
      at: index / (points.length - 1),
      value,
    })),
  )
  const label = range.curves
    .map(({ field, points }) =>
      t('value.curveText', {
        input: t(`value.input.${field}`),
        low: compact(points[0]?.value ?? 0),
        high: compact(points.at(-1)?.value ?? 0),
      }),
    )
    .join('; ')
  const draw = useCallback<PlotOptions>(
    (plot) => ({
      marginLeft: 56,
      marginRight: 132,
      x: {
        label: null,
        ticks: [0, 1],
        tickFormat: (at: number) => (at === 0 ? t('value.lowEnd') : t('value.highEnd')),
      },
      y: { type: 'log', label: null, ticks: 4, tickFormat: compact },
      marks: [
        plot.line(rows, { x: 'at', y: 'value', z: 'field', stroke: ink, strokeWidth: 1.5 }),
        plot.text(
          rows,
          plot.selectLast({ x: 'at', y: 'value', z: 'field', text: 'name', textAnchor: 'start', dx: 6, fill: ink }),
        ),
      ],
    }),
    // oxlint-disable-next-line react/exhaustive-deps -- the rows follow from the range
    [range, compact, t],
  )
  return <Plot label={label} height={180} options={draw} />
}

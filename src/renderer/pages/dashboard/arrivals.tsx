import { useCallback, useMemo } from 'react'
import type { Overview } from '../../../shared/contract/overview.ts'
import { MediaKind } from '../../../shared/domain/media-kind.ts'
import { Plot, type PlotOptions } from '../../components/plot.tsx'
import { useT } from '../../i18n/locale.tsx'

/** Kinds are told apart by how dark their ink is: colour means state here, and nothing else. */
export const kindInk: Readonly<Record<MediaKind, string>> = {
  image: 'var(--ink)',
  audio: 'color-mix(in oklab, var(--ink) 62%, var(--paper))',
  video: 'color-mix(in oklab, var(--ink) 38%, var(--paper))',
  text: 'color-mix(in oklab, var(--ink) 20%, var(--paper))',
}

/** Protected works of each kind as they came in, a bar for each month or day. */
export function Arrivals({ overview }: { overview: Overview }) {
  const t = useT()
  const { periods, periodLength } = overview
  const rows = useMemo(
    () =>
      periods.flatMap((period) =>
        MediaKind.options.map((kind) => ({ from: new Date(period.from), kind, works: period[kind] })),
      ),
    [periods],
  )
  const options = useCallback<PlotOptions>(
    (plot) => ({
      marginLeft: 44,
      marginRight: 4,
      marginTop: 8,
      marginBottom: 34,
      x: { label: null, tickSize: 0, type: 'time' },
      y: { label: null, ticks: 4, tickSize: 0, grid: true, tickFormat: 's' },
      marks: [
        plot.rectY(rows, {
          x: 'from',
          y: 'works',
          z: 'kind',
          order: [...MediaKind.options],
          interval: periodLength,
          fill: (row: { kind: MediaKind }) => kindInk[row.kind],
          insetLeft: 1,
        }),
        plot.ruleY([0], { stroke: 'var(--line-strong)' }),
      ],
      color: { type: 'identity' },
    }),
    [rows, periodLength],
  )
  return <Plot label={t('dashboard.overTime')} height={240} options={options} />
}

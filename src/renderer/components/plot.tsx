import type * as PlotModule from '@observablehq/plot'
import { useEffect, useRef, useState } from 'react'
import './plot.css'

export type PlotOptions = (plot: typeof PlotModule, width: number) => PlotModule.PlotOptions

export type PlotProps = {
  /** What it shows, in a sentence; the figures themselves stand beside it as text. */
  label: string
  height: number
  /** Called again when the room or the options change: keep it stable with useCallback. */
  options: PlotOptions
}

/** The charting library, fetched with the first chart. */
let loading: Promise<typeof PlotModule> | undefined
const load = () => (loading ??= import('@observablehq/plot'))

/**
 * A chart as wide as its room, in the page's own ink and type. It is drawn in a document of its own first: the library puts a style element
 * into each chart, which the content policy would refuse, and what it says stands in plot.css.
 */
export function Plot({ label, height, options }: PlotProps) {
  const ref = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  useEffect(() => {
    const element = ref.current
    if (element === null) return
    const observer = new ResizeObserver(([entry]) => setWidth(Math.round(entry?.contentRect.width ?? 0)))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  useEffect(() => {
    if (width === 0) return
    let gone = false
    load().then(
      (plot) => {
        if (gone || ref.current === null) return
        const apart = document.implementation.createHTMLDocument()
        const drawn = plot.plot({ ...options(plot, width), width, height, document: apart, className: 'plot' })
        for (const style of drawn.querySelectorAll('style')) style.remove()
        // The room around it has the name; names on its parts, which have no role, are forbidden.
        drawn.setAttribute('aria-hidden', 'true')
        for (const part of drawn.querySelectorAll('[aria-label], [aria-description]')) {
          part.removeAttribute('aria-label')
          part.removeAttribute('aria-description')
        }
        ref.current.replaceChildren(document.adoptNode(drawn))
      },
      // Without the chart the figures beside it still stand.
      () => undefined,
    )
    return () => {
      gone = true
    }
  }, [width, height, options])
  return <div ref={ref} role="img" aria-label={label} className="plot-room" style={{ height }} />
}

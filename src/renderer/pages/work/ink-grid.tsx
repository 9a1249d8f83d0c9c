import { clsx } from 'clsx'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import type { Tones } from './tones.ts'

export type InkGridProps = {
  tones: Tones
  /** What it shows, for a screen reader. */
  label: string
  className?: string
}

/** A grid of tones on a canvas, one pixel a value, in the ink of the theme; CSS says how large it is. */
export function InkGrid({ tones, label, className }: InkGridProps) {
  const ref = useRef<HTMLCanvasElement>(null)
  const theme = useSyncExternalStore(subscribeToTheme, themeNow)
  const [width, height] = [tones[0]?.length ?? 0, tones.length]
  useEffect(() => {
    const canvas = ref.current
    const context = canvas?.getContext('2d') ?? null
    if (canvas === null || context === null || width === 0 || height === 0) return
    // A canvas takes no variables: the ink is filled in first, and the tones become how much of it covers.
    context.fillStyle = getComputedStyle(canvas).color
    context.fillRect(0, 0, width, height)
    const picture = context.getImageData(0, 0, width, height)
    for (const [y, row] of tones.entries()) {
      for (const [x, tone] of row.entries()) picture.data[(y * width + x) * 4 + 3] = Math.round(tone * 255)
    }
    context.putImageData(picture, 0, 0)
  }, [tones, width, height, theme])
  return (
    <canvas
      ref={ref}
      role="img"
      aria-label={label}
      className={clsx('ink-grid', className)}
      width={width}
      height={height}
    />
  )
}

const themeNow = () => `${document.documentElement.dataset['theme']} ${document.documentElement.dataset['contrast']}`

function subscribeToTheme(changed: () => void): () => void {
  const observer = new MutationObserver(changed)
  observer.observe(document.documentElement, { attributeFilter: ['data-theme', 'data-contrast'] })
  return () => observer.disconnect()
}

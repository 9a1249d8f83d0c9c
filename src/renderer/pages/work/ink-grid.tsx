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
    // A canvas takes no variables: its ink is the colour it inherits, and a tone is how much of it covers.
    const [red = 0, green = 0, blue = 0] = (getComputedStyle(canvas).color.match(/[\d.]+/g) ?? []).map(Number)
    const picture = context.createImageData(width, height)
    for (const [y, row] of tones.entries()) {
      for (const [x, tone] of row.entries()) {
        picture.data.set([red, green, blue, Math.round(tone * 255)], (y * width + x) * 4)
      }
    }
    context.putImageData(picture, 0, 0)
  }, [tones, width, height, theme])
  return (
    <canvas
      // A new theme gets a new canvas: Chromium may go on showing what it has composed of a small one.
      key={theme}
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

import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

export const minimumWidth = 900
export const minimumHeight = 600

/** Device-independent pixels, as Electron counts them. */
export type Rectangle = { x: number; y: number; width: number; height: number }
export type WindowPlace = { x?: number; y?: number; width: number; height: number; maximized: boolean }

const Saved = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().min(minimumWidth).max(32_768),
  height: z.int().min(minimumHeight).max(32_768),
  maximized: z.boolean(),
})
export type SavedPlace = z.infer<typeof Saved>

export const defaultPlace: WindowPlace = { width: 1280, height: 840, maximized: false }

/**
 * Where the window may open: the saved place when its title bar can still be reached on one of the screens (work areas),
 * its size alone when it can't, the default without a usable record.
 */
export function placeWithin(saved: unknown, screens: readonly Rectangle[]): WindowPlace {
  const result = Saved.safeParse(saved)
  if (!result.success) return defaultPlace
  const { x, y, maximized } = result.data
  const widest = Math.max(minimumWidth, ...screens.map((screen) => screen.width))
  const highest = Math.max(minimumHeight, ...screens.map((screen) => screen.height))
  const width = Math.min(result.data.width, widest)
  const height = Math.min(result.data.height, highest)
  const reachable = screens.some((screen) => {
    const visible = Math.min(x + width, screen.x + screen.width) - Math.max(x, screen.x)
    return visible >= 120 && y >= screen.y && y <= screen.y + screen.height - 48
  })
  return reachable ? { x, y, width, height, maximized } : { width, height, maximized }
}

/** The record as it lies on disk; null when there is none or it is not JSON. Losing it costs a window position, no more. */
export function readPlace(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

/** Written beside and renamed, so that a crash leaves the old record. */
export function writePlace(file: string, place: SavedPlace): void {
  writeFileSync(`${file}.new`, `${JSON.stringify(place)}\n`, { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

import { useEffect, useRef } from 'react'
import { isTyping } from '../../commands/use-keyboard.ts'
import type { Zoom } from './use-zoom.ts'

/** How far a key press moves a picture that is larger than its stage. */
const panStep = 80

/** + and − zoom, 0 shows all, 1 shows pixels, Shift with an arrow moves. */
export function useStageKeys(zoom: Zoom): void {
  const latest = useRef(zoom)
  useEffect(() => {
    latest.current = zoom
  })
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      if (document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null) return
      const act = actOf(event, latest.current)
      if (act === undefined) return
      event.preventDefault()
      act()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}

function actOf(event: KeyboardEvent, zoom: Zoom): (() => void) | undefined {
  if (event.shiftKey) {
    const by = {
      ArrowLeft: { x: panStep, y: 0 },
      ArrowRight: { x: -panStep, y: 0 },
      ArrowUp: { x: 0, y: panStep },
      ArrowDown: { x: 0, y: -panStep },
    }
    const found = Object.entries(by).find(([key]) => key === event.key)?.[1]
    if (found !== undefined) return () => zoom.pan(found)
  }
  switch (event.key) {
    case '+':
    case '=':
      return zoom.closer
    case '-':
      return zoom.further
    case '0':
      return zoom.fit
    case '1':
      return zoom.full
    default:
      return undefined
  }
}

import { useEffect } from 'react'

// Where the focus goes when an overlay closes that was opened by a key or a command rather than by its own trigger:
// to what had it last outside of any overlay.

const overlays = '[role="dialog"], [role="alertdialog"], [role="menu"]'
let last: HTMLElement | null = null

/** Keeps track of the focus; mounted once by the frame. */
export function useFocusTrail(): void {
  useEffect(() => {
    const onFocus = (event: FocusEvent) => {
      const { target } = event
      if (target instanceof HTMLElement && target.closest(overlays) === null) last = target
    }
    document.addEventListener('focusin', onFocus)
    return () => document.removeEventListener('focusin', onFocus)
  }, [])
}

/** For Radix's `onCloseAutoFocus`. Falls back to the main region, so that the keyboard is never lost. */
export function returnFocus(event: Event): void {
  event.preventDefault()
  const to = last?.isConnected === true ? last : document.querySelector('main')
  if (to instanceof HTMLElement) to.focus()
}

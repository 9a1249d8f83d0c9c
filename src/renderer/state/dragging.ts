import { create } from 'zustand'
import type { AssetId } from '../../shared/domain/ids.ts'

// Works that are being dragged from the library: onto a collection, or out of the window. A drag that the system has taken over sends the page
// no end; the next movement of the pointer inside the page is the sign that it is over.

type Dragging = { works: readonly AssetId[] | null }

export const useDragging = create<Dragging>()(() => ({ works: null }))

export function beginDragging(works: readonly AssetId[]): void {
  useDragging.setState({ works })
  const over = () => {
    window.removeEventListener('pointermove', over)
    endDragging()
  }
  window.addEventListener('pointermove', over)
}

export function endDragging(): void {
  useDragging.setState({ works: null })
}

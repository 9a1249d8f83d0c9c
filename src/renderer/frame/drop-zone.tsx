import { useEffect, useRef, useState } from 'react'
import { BrandMark } from '../components/brand-mark.tsx'
import { useT } from '../i18n/locale.tsx'
import { useAdding } from '../state/adding.ts'
import { useDragging } from '../state/dragging.ts'

const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true

/** The whole window takes files. What the page itself lets people drag out is marked and left alone. */
export function DropZone() {
  const t = useT()
  const { drop } = useAdding()
  const [over, setOver] = useState(false)
  const depth = useRef(0)
  useEffect(() => {
    let inPage = false
    // A drag that the system has taken over ends without a word to the page; it is known by its works.
    const draggingOut = () => inPage || useDragging.getState().works !== null
    const leave = () => {
      depth.current = 0
      setOver(false)
    }
    const onStart = (event: DragEvent) => {
      inPage = !event.defaultPrevented
    }
    const onEnd = () => {
      inPage = false
      leave()
    }
    const onEnter = (event: DragEvent) => {
      if (draggingOut() || !holdsFiles(event)) return
      event.preventDefault()
      depth.current += 1
      setOver(true)
    }
    const onLeave = (event: DragEvent) => {
      if (draggingOut() || !holdsFiles(event)) return
      depth.current -= 1
      if (depth.current <= 0) leave()
    }
    const onOver = (event: DragEvent) => {
      // What takes works takes them itself.
      if (event.defaultPrevented) return
      event.preventDefault()
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = draggingOut() ? 'none' : 'copy'
    }
    const onDrop = (event: DragEvent) => {
      // Also when nothing of it is taken: the browser must never leave the page for a dropped file.
      event.preventDefault()
      leave()
      if (!draggingOut() && event.dataTransfer !== null && holdsFiles(event)) drop(event.dataTransfer)
    }
    const listeners = {
      dragstart: onStart,
      dragend: onEnd,
      dragenter: onEnter,
      dragleave: onLeave,
      dragover: onOver,
      drop: onDrop,
    }
    window.addEventListener('dragstart', listeners.dragstart)
    window.addEventListener('dragend', listeners.dragend)
    window.addEventListener('dragenter', listeners.dragenter)
    window.addEventListener('dragleave', listeners.dragleave)
    window.addEventListener('dragover', listeners.dragover)
    window.addEventListener('drop', listeners.drop)
    return () => {
      window.removeEventListener('dragstart', listeners.dragstart)
      window.removeEventListener('dragend', listeners.dragend)
      window.removeEventListener('dragenter', listeners.dragenter)
      window.removeEventListener('dragleave', listeners.dragleave)
      window.removeEventListener('dragover', listeners.dragover)
      window.removeEventListener('drop', listeners.drop)
    }
  }, [drop])
  if (!over) return null
  return (
    <div className="pointer-events-none fixed inset-0 z-60 animate-appear bg-paper/94 p-4">
      <div className="flex h-full flex-col items-center justify-center rounded-lg border-2 border-seal text-center">
        <BrandMark size={72} />
        <p className="mt-6 font-semibold text-xl">{t('drop.title')}</p>
        <p className="mt-1 text-muted">{t('drop.hint')}</p>
      </div>
    </div>
  )
}

import { clsx } from 'clsx'
import { ScanSearch } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { BrandMark } from '../components/brand-mark.tsx'
import { useT } from '../i18n/locale.tsx'
import { useAdding } from '../state/adding.ts'
import { useDragging } from '../state/dragging.ts'

/** The lower part of the window only looks; what lies above it protects. */
const looksBelow = 0.7

type Over = 'protect' | 'check'

const overOf = ({ clientY }: DragEvent): Over => (clientY > window.innerHeight * looksBelow ? 'check' : 'protect')

/** The files themselves; what is inside folders is not asked about. */
function looseFiles({ items }: DataTransfer): File[] {
  return [...items].flatMap((item) => {
    const file = item.kind === 'file' && item.webkitGetAsEntry()?.isDirectory !== true ? item.getAsFile() : null
    return file === null ? [] : [file]
  })
}

const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true

/** The whole window takes files. What the page itself lets people drag out is marked and left alone. */
export function DropZone() {
  const t = useT()
  const { drop, check } = useAdding()
  const [over, setOver] = useState<Over | null>(null)
  const depth = useRef(0)
  useEffect(() => {
    let inPage = false
    // A drag that the system has taken over ends without a word to the page; it is known by its works.
    const draggingOut = () => inPage || useDragging.getState().works !== null
    const leave = () => {
      depth.current = 0
      setOver(null)
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
      setOver(overOf(event))
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
      if (depth.current > 0) setOver(overOf(event))
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = draggingOut() ? 'none' : 'copy'
    }
    const onDrop = (event: DragEvent) => {
      // Also when nothing of it is taken: the browser must never leave the page for a dropped file.
      event.preventDefault()
      leave()
      if (draggingOut() || event.dataTransfer === null || !holdsFiles(event)) return
      const loose = overOf(event) === 'check' ? looseFiles(event.dataTransfer) : []
      if (loose.length > 0) check(loose)
      else drop(event.dataTransfer)
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
  }, [drop, check])
  if (over === null) return null
  return (
    <div className="pointer-events-none fixed inset-0 z-60 flex animate-appear flex-col gap-3 bg-paper/94 p-4">
      <div
        className={clsx(placeClass, 'flex-[7]', over === 'protect' ? 'border-seal' : 'border-line-strong opacity-60')}
      >
        <BrandMark size={72} />
        <p className="mt-6 font-semibold text-xl">{t('drop.title')}</p>
        <p className="mt-1 text-muted">{t('drop.hint')}</p>
      </div>
      <div
        className={clsx(placeClass, 'flex-[3]', over === 'check' ? 'border-matched' : 'border-line-strong opacity-60')}
      >
        <ScanSearch aria-hidden size={32} strokeWidth={1.25} className="text-matched" />
        <p className="mt-3 font-semibold text-lg">{t('drop.check')}</p>
        <p className="text-muted">{t('drop.checkHint')}</p>
      </div>
    </div>
  )
}

const placeClass = 'flex flex-col items-center justify-center rounded-lg border-2 px-4 text-center transition-opacity'

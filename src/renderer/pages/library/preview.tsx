import { ChevronLeft, ChevronRight, X } from 'lucide-react'
import { Dialog } from 'radix-ui'
import { type KeyboardEvent, useSyncExternalStore } from 'react'
import { IconButton } from '../../components/icon-button.tsx'
import { Seal } from '../../components/seal/seal.tsx'
import { AssetStatusMark } from '../../components/status-mark.tsx'
import { useDirection, useFormat, useT } from '../../i18n/locale.tsx'
import { moved } from './row-layout.ts'
import type { LibrarySession } from './session.ts'
import { goTo, moveOf } from './use-grid-keys.ts'
import { LargePicture } from './large-picture.tsx'

export type PreviewProps = { session: LibrarySession; onClose(): void; onOpen(index: number): void }

/** One work as large as the window, over the library; the arrows walk on through it. */
export function Preview({ session, onClose, onOpen }: PreviewProps) {
  const t = useT()
  const format = useFormat()
  const direction = useDirection()
  useSyncExternalStore(session.window.subscribe, session.window.getState)
  const active = session.view((state) => state.active)
  const layout = session.view((state) => state.layout)
  const work = session.window.itemAt(active)
  const title = work?.title ?? t('library.fetching')

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === ' ') {
      event.preventDefault()
      onClose()
      return
    }
    const onButton = event.target instanceof Element && event.target.closest('button') !== null
    if (event.key === 'Enter' && !onButton) {
      onOpen(active)
      return
    }
    const move = moveOf(event, direction)
    if (move === undefined) return
    event.preventDefault()
    // One at a time, whatever the number of columns behind.
    const step = move === 'up' ? 'previous' : move === 'down' ? 'next' : move
    goTo(session, moved(layout, active, step), 'one')
  }
  const walk = (move: 'previous' | 'next') => goTo(session, moved(layout, active, move), 'one')
  return (
    <Dialog.Root
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <Dialog.Portal>
        <Dialog.Content
          aria-describedby={undefined}
          className="preview"
          onKeyDown={onKeyDown}
          onOpenAutoFocus={(event) => {
            // The keys belong to the work, not to the first button and its tooltip.
            event.preventDefault()
            if (event.target instanceof HTMLElement) event.target.focus()
          }}
        >
          <Dialog.Title className="sr-only">{t('library.previewTitle', { title })}</Dialog.Title>
          <div className="preview-stage">{work !== undefined && <LargePicture key={work.assetId} work={work} />}</div>
          <footer className="preview-foot">
            <IconButton
              label={t('work.previous')}
              icon={direction === 'rtl' ? ChevronRight : ChevronLeft}
              disabled={active === 0}
              onClick={() => walk('previous')}
            />
            <IconButton
              label={t('work.next')}
              icon={direction === 'rtl' ? ChevronLeft : ChevronRight}
              disabled={active >= layout.total - 1}
              onClick={() => walk('next')}
            />
            <span className="text-muted text-sm tabular">
              {t('library.previewPosition', {
                position: format.number(active + 1),
                total: format.number(layout.total),
              })}
            </span>
            <span aria-live="polite" className="min-w-0 flex-1 truncate text-center font-semibold text-sm">
              {title}
            </span>
            {work !== undefined && (
              <>
                <AssetStatusMark status={work.status} />
                <Seal hash={work.seal} kind={work.kind} status={work.status} size={32} />
              </>
            )}
            <IconButton label={t('common.close')} icon={X} keys="Space" onClick={onClose} />
          </footer>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

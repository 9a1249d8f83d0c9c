import { X } from 'lucide-react'
import { Toast as Primitive } from 'radix-ui'
import { useDirection, useT } from '../i18n/locale.tsx'
import type { Toast } from '../state/toasts.ts'
import { useToasts } from '../state/toasts.ts'
import { Button } from './button.tsx'
import { CopyButton } from './copy-button.tsx'
import { IconButton } from './icon-button.tsx'
import { StatusGlyph } from './status-mark.tsx'

function ToastCard({ toast }: { toast: Toast }) {
  const t = useT()
  const close = useToasts((state) => state.close)
  const { action, copy } = toast
  return (
    <Primitive.Root
      type={toast.tone === 'needs' ? 'foreground' : 'background'}
      duration={copy === undefined ? (action === undefined ? 5000 : 10_000) : Number.POSITIVE_INFINITY}
      onOpenChange={(open) => {
        if (!open) close(toast.key)
      }}
      className="flex animate-rise items-center gap-3 rounded-md bg-raised py-2 ps-4 pe-2 shadow-float data-[swipe=end]:hidden"
    >
      {toast.tone === 'needs' && <StatusGlyph tone="needs" size={14} />}
      <div className="min-w-0 flex-1 py-1">
        <Primitive.Title className="break-words font-semibold text-sm">{toast.title}</Primitive.Title>
        {toast.detail !== undefined && (
          <Primitive.Description className="selectable line-clamp-4 break-words text-muted text-sm">
            {toast.detail}
          </Primitive.Description>
        )}
      </div>
      {action !== undefined && (
        <Primitive.Action asChild altText={action.label}>
          <Button size="sm" onClick={action.run}>
            {action.label}
          </Button>
        </Primitive.Action>
      )}
      {copy !== undefined && <CopyButton compact text={copy} label={t('common.copyDetails')} />}
      <Primitive.Close asChild>
        <IconButton size="sm" label={t('common.close')} icon={X} />
      </Primitive.Close>
    </Primitive.Root>
  )
}

/** Where toasts appear, F8 goes there. */
export function Toaster() {
  const t = useT()
  const direction = useDirection()
  const toasts = useToasts((state) => state.toasts)
  return (
    <Primitive.Provider label={t('frame.notifications')} swipeDirection={direction === 'rtl' ? 'left' : 'right'}>
      {toasts.map((toast) => (
        <ToastCard key={toast.key} toast={toast} />
      ))}
      <Primitive.Viewport
        label={`${t('frame.notifications')} ({hotkey})`}
        className="fixed end-4 bottom-4 z-60 flex w-96 max-w-[calc(100vw-2rem)] flex-col gap-2 outline-none"
      />
    </Primitive.Provider>
  )
}

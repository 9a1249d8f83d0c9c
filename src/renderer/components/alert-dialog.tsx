import { AlertDialog as Primitive } from 'radix-ui'
import { useT } from '../i18n/locale.tsx'
import { Button } from './button.tsx'
import { returnFocus } from './focus-return.ts'

export type AlertDialogProps = {
  open: boolean
  onOpenChange(open: boolean): void
  title: string
  description: string
  confirmLabel: string
  onConfirm(): void
}

/** Asks before something that cannot be undone; what can be undone is done at once and offers Undo instead. */
export function AlertDialog(props: AlertDialogProps) {
  const t = useT()
  return (
    <Primitive.Root open={props.open} onOpenChange={props.onOpenChange}>
      <Primitive.Portal>
        <div className="fixed inset-0 z-40 animate-appear bg-scrim" />
        <Primitive.Content
          onCloseAutoFocus={returnFocus}
          className="fixed inset-x-4 top-[20vh] z-50 mx-auto max-w-md animate-rise rounded-lg bg-raised p-6 shadow-dialog outline-none"
        >
          <Primitive.Title className="font-semibold text-lg">{props.title}</Primitive.Title>
          <Primitive.Description className="mt-2 text-muted text-sm">{props.description}</Primitive.Description>
          <div className="mt-6 flex justify-end gap-2">
            <Primitive.Cancel asChild>
              <Button>{t('common.cancel')}</Button>
            </Primitive.Cancel>
            <Primitive.Action asChild>
              <Button variant="ink" onClick={props.onConfirm}>
                {props.confirmLabel}
              </Button>
            </Primitive.Action>
          </div>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}

import { useState } from 'react'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { TextField } from '../../components/text-field.tsx'

export type NameDialogProps = {
  title: string
  hint?: string
  label: string
  confirm: string
  name: string
  maxLength?: number
  onName(name: string): void
  onClose(): void
}

/** Asks for one name. */
export function NameDialog({ title, hint, label, confirm, name, maxLength = 120, onName, onClose }: NameDialogProps) {
  const [typed, setTyped] = useState(name)
  const wanted = typed.trim()
  return (
    <Dialog
      open
      size="sm"
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={title}
      {...(hint === undefined ? {} : { description: hint })}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (wanted === '') return
          onName(wanted)
          onClose()
        }}
        className="flex gap-2 pt-2 pb-2"
      >
        <TextField
          autoFocus
          aria-label={label}
          value={typed}
          maxLength={maxLength}
          className="min-w-0 flex-1"
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" variant="ink" disabled={wanted === ''}>
          {confirm}
        </Button>
      </form>
    </Dialog>
  )
}

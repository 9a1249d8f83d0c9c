import type { LucideIcon } from 'lucide-react'
import { Check } from 'lucide-react'
import { ContextMenu as Context, DropdownMenu as Dropdown } from 'radix-ui'
import type { ReactNode } from 'react'
import { KeyHint } from './key-hint.tsx'

export type MenuItem =
  | {
      type?: 'item'
      id: string
      label: string
      icon?: LucideIcon | undefined
      keys?: string | undefined
      disabled?: boolean
      onSelect(): void
    }
  | { type: 'check'; id: string; label: string; checked: boolean; onSelect(): void }
  | { type: 'separator'; id: string }
  | { type: 'heading'; id: string; label: string }

const surface =
  'z-50 min-w-52 max-w-80 animate-appear overflow-y-auto rounded-md bg-raised p-1 shadow-float outline-none max-h-(--radix-popper-available-height)'
const row =
  'flex h-8 items-center gap-2 rounded-xs px-2 text-sm outline-none data-[highlighted]:bg-hover data-[disabled]:opacity-45'

type Parts = Pick<typeof Dropdown, 'Item' | 'CheckboxItem' | 'Separator' | 'Label'>

function Rows({ parts, items }: { parts: Parts; items: readonly MenuItem[] }) {
  return items.map((item) => {
    switch (item.type) {
      case 'separator':
        return <parts.Separator key={item.id} className="mx-2 my-1 h-px bg-line" />
      case 'heading':
        return (
          <parts.Label key={item.id} className="px-2 pt-2 pb-1 text-muted text-xs">
            {item.label}
          </parts.Label>
        )
      case 'check':
        return (
          <parts.CheckboxItem key={item.id} checked={item.checked} onSelect={item.onSelect} className={row}>
            <span className="flex size-4 items-center justify-center">
              {item.checked && <Check aria-hidden size={14} />}
            </span>
            <span className="truncate">{item.label}</span>
          </parts.CheckboxItem>
        )
      default: {
        const Icon = item.icon
        return (
          <parts.Item key={item.id} disabled={item.disabled === true} onSelect={item.onSelect} className={row}>
            {Icon !== undefined && <Icon aria-hidden size={16} className="shrink-0 text-muted" />}
            <span className="min-w-0 flex-1 truncate">{item.label}</span>
            {item.keys !== undefined && <KeyHint keys={item.keys} />}
          </parts.Item>
        )
      }
    }
  })
}

/** A menu under a button. Not modal: the modal variant injects a style element, which the content policy refuses. */
export function Menu(props: {
  trigger: ReactNode
  items: readonly MenuItem[]
  align?: 'start' | 'end'
  label?: string
}) {
  return (
    <Dropdown.Root modal={false}>
      <Dropdown.Trigger asChild>{props.trigger}</Dropdown.Trigger>
      <Dropdown.Portal>
        <Dropdown.Content
          align={props.align ?? 'start'}
          sideOffset={4}
          collisionPadding={8}
          className={surface}
          {...(props.label === undefined ? {} : { 'aria-label': props.label })}
        >
          <Rows parts={Dropdown} items={props.items} />
        </Dropdown.Content>
      </Dropdown.Portal>
    </Dropdown.Root>
  )
}

/** The same menu on a right click or the menu key. `items` is asked when it opens. */
export function ContextMenu(props: {
  children: ReactNode
  items: readonly MenuItem[]
  onOpenChange?: (open: boolean) => void
}) {
  return (
    <Context.Root modal={false} {...(props.onOpenChange === undefined ? {} : { onOpenChange: props.onOpenChange })}>
      <Context.Trigger asChild>{props.children}</Context.Trigger>
      <Context.Portal>
        <Context.Content collisionPadding={8} className={surface}>
          <Rows parts={Context} items={props.items} />
        </Context.Content>
      </Context.Portal>
    </Context.Root>
  )
}

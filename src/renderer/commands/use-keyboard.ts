import { useEffect } from 'react'
import { CommandId, commandKeys } from '../../shared/domain/commands.ts'
import { commandDefinitions } from './definitions.ts'
import { isMac } from './platform.ts'
import type { CommandRegistry } from './registry.ts'
import { commands } from './registry.ts'
import type { KeyPress, Shortcut } from './shortcut.ts'
import { hasModifier, matchesShortcut, parseShortcut } from './shortcut.ts'

const table: readonly { id: CommandId; shortcut: Shortcut }[] = CommandId.options.flatMap((id) =>
  commandKeys[id].map((key) => ({ id, shortcut: parseShortcut(key) })),
)

/** The command a press asks for, or null. While typing only modified keys of commands marked `whileTyping` count. */
export function commandForPress(
  press: KeyPress,
  typing: boolean,
  mac: boolean,
  registry: Pick<CommandRegistry, 'isEnabled'>,
): CommandId | null {
  const found = table.find(
    ({ id, shortcut }) =>
      matchesShortcut(shortcut, press, mac) &&
      (!typing || (hasModifier(shortcut) && commandDefinitions[id].whileTyping === true)) &&
      registry.isEnabled(id),
  )
  return found?.id ?? null
}

/** Whether keys typed into this element are text. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true
  return (
    target instanceof HTMLInputElement &&
    !['button', 'checkbox', 'radio', 'range', 'file', 'submit'].includes(target.type)
  )
}

/** Enter and Space belong to the control that has the focus. */
function isControl(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.closest('button, a, summary, [role="menuitem"], [role="option"]') !== null
  )
}

const inOverlay = () => document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null

/** Listens for shortcuts, and for commands that a native menu posts. */
export function useKeyboard(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return
      if (inOverlay()) return
      if ((event.key === 'Enter' || event.key === ' ') && isControl(event.target)) return
      const id = commandForPress(event, isTyping(event.target), isMac, commands)
      if (id === null) return
      event.preventDefault()
      commands.run(id)
    }
    const onMessage = (event: MessageEvent<unknown>) => {
      if (event.source !== window) return
      const id = postedCommand(event.data)
      if (id !== null) commands.run(id)
    }
    window.addEventListener('keydown', onKeyDown)
    window.addEventListener('message', onMessage)
    return () => {
      window.removeEventListener('keydown', onKeyDown)
      window.removeEventListener('message', onMessage)
    }
  }, [])
}

/** The command in a message posted by the preload, or null for anything else. */
export function postedCommand(data: unknown): CommandId | null {
  if (typeof data !== 'object' || data === null || !('type' in data) || !('id' in data)) return null
  if (data.type !== 'metastamp:command') return null
  const id = CommandId.safeParse(data.id)
  return id.success ? id.data : null
}

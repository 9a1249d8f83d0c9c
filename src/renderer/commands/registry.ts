import { useEffect, useRef, useSyncExternalStore } from 'react'
import { CommandId } from '../../shared/domain/commands.ts'

// Who carries a command out right now. A screen offers its handlers while it stands; the last one in answers first, so
// that a dialog or a page can take over what the frame does otherwise.

type Handler = { run(): void; enabled: boolean }

export type CommandRegistry = {
  register(id: CommandId, handler: Handler): () => void
  isEnabled(id: CommandId): boolean
  /** False when nobody can carry it out now. */
  run(id: CommandId): boolean
  subscribe(listener: () => void): () => void
}

export function createCommandRegistry(): CommandRegistry {
  const handlers = new Map<CommandId, Handler[]>()
  const listeners = new Set<() => void>()
  const notify = () => {
    for (const listener of listeners) listener()
  }
  const current = (id: CommandId) => handlers.get(id)?.findLast((handler) => handler.enabled)
  return {
    register(id, handler) {
      handlers.set(id, [...(handlers.get(id) ?? []), handler])
      notify()
      return () => {
        handlers.set(
          id,
          (handlers.get(id) ?? []).filter((other) => other !== handler),
        )
        notify()
      }
    },
    isEnabled: (id) => current(id) !== undefined,
    run(id) {
      const handler = current(id)
      handler?.run()
      return handler !== undefined
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** The page's one registry. */
export const commands = createCommandRegistry()

/** Offers to carry out a command while the component is mounted and `enabled`. */
export function useCommand(id: CommandId, run: () => void, enabled = true): void {
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
  })
  useEffect(() => commands.register(id, { run: () => latest.current(), enabled }), [id, enabled])
}

export function useCommandEnabled(id: CommandId): boolean {
  return useSyncExternalStore(commands.subscribe, () => commands.isEnabled(id))
}

/** All commands that can be carried out now, as one string so that it can be compared. */
export function useEnabledCommands(): readonly CommandId[] {
  const joined = useSyncExternalStore(commands.subscribe, () =>
    CommandId.options.filter((id) => commands.isEnabled(id)).join(' '),
  )
  return CommandId.options.filter((id) => joined.split(' ').includes(id))
}

/**
 * Carries a command out once the menu or palette it was chosen from has closed and given the focus back, so that the
 * command may open an overlay of its own or move the focus.
 */
export function runAfterOverlay(id: CommandId): void {
  setTimeout(() => setTimeout(() => commands.run(id)))
}

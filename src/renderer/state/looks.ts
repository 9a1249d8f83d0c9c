import { create } from 'zustand'
import type { FoundWork } from '../../shared/contract/matches.ts'
import type { LookUp } from '../transport/look-up.ts'

// Files a person asks about without adding them. They are looked up one after the other and remembered while the window stands.

export type LookState =
  | { name: 'waiting' }
  | { name: 'looking' }
  | { name: 'found'; works: readonly FoundWork[] }
  | { name: 'failed'; error: unknown }

export type Look = {
  id: number
  file: File
  /** Address of the file's own picture, for those a browser can show. */
  picture: string | null
  state: LookState
}

type Looks = {
  /** Newest first. */
  looks: readonly Look[]
  ask(lookUp: LookUp, files: readonly File[]): void
  /** The same question once more. */
  again(lookUp: LookUp, id: number): void
  /** Ends the question if it is still open, and forgets it. */
  forget(id: number): void
  forgetAll(): void
}

const atMost = 200
const shown = /^image\/(png|jpeg|webp|gif|avif)$/

let lastId = 0
let working = false
let current: { id: number; stop: AbortController } | null = null

export const useLooks = create<Looks>()((set, get) => {
  const become = (id: number, state: LookState) =>
    set(({ looks }) => ({ looks: looks.map((look) => (look.id === id ? { ...look, state } : look)) }))

  const work = async (lookUp: LookUp): Promise<void> => {
    if (working) return
    working = true
    try {
      for (;;) {
        const next = get().looks.findLast(({ state }) => state.name === 'waiting')
        if (next === undefined) return
        const stop = new AbortController()
        current = { id: next.id, stop }
        become(next.id, { name: 'looking' })
        const answer = await lookUp(next.file, stop.signal).then(
          (works): LookState => ({ name: 'found', works }),
          (error: unknown): LookState => ({ name: 'failed', error }),
        )
        current = null
        become(next.id, answer)
      }
    } finally {
      working = false
    }
  }

  const letGo = (gone: readonly Look[]): void => {
    for (const { id, picture } of gone) {
      if (picture !== null) URL.revokeObjectURL(picture)
      if (current?.id === id) current.stop.abort()
    }
  }

  return {
    looks: [],
    ask: (lookUp, files) => {
      const asked = files.map((file): Look => {
        lastId += 1
        const picture = shown.test(file.type) ? URL.createObjectURL(file) : null
        return { id: lastId, file, picture, state: { name: 'waiting' } }
      })
      const all = [...asked.toReversed(), ...get().looks]
      letGo(all.slice(atMost))
      set({ looks: all.slice(0, atMost) })
      void work(lookUp)
    },
    again: (lookUp, id) => {
      become(id, { name: 'waiting' })
      void work(lookUp)
    },
    forget: (id) => {
      letGo(get().looks.filter((look) => look.id === id))
      set(({ looks }) => ({ looks: looks.filter((look) => look.id !== id) }))
    },
    forgetAll: () => {
      letGo(get().looks)
      set({ looks: [] })
    },
  }
})

import { create } from 'zustand'

// What can be taken back, a batch as one step. Acts register how to undo them; Ctrl/Cmd+Z and toasts use the same stack.

export type UndoStep = { label: string; undo(): Promise<unknown> }

type Undo = {
  steps: readonly (UndoStep & { id: number })[]
  push(step: UndoStep): number
  take(id?: number): UndoStep | null
}

const depth = 50
let lastId = 0

export const useUndo = create<Undo>()((set, get) => ({
  steps: [],
  /** Returns an id with which this very step can be taken, from a toast for example. */
  push: (step) => {
    const id = ++lastId
    set(({ steps }) => ({ steps: [...steps, { ...step, id }].slice(-depth) }))
    return id
  },
  /** Removes and returns a step, the last one without an id; null when it was taken before. */
  take: (id) => {
    const { steps } = get()
    const step = id === undefined ? steps.at(-1) : steps.find((candidate) => candidate.id === id)
    if (step === undefined) return null
    set({ steps: steps.filter((other) => other.id !== step.id) })
    return step
  },
}))

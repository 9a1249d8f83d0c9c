import { create } from 'zustand'

// One toast for a batch or an act, never one per file. A toast with the same key replaces its predecessor.

export type Toast = {
  key: string
  title: string
  detail?: string
  tone?: 'quiet' | 'needs'
  action?: { label: string; run(): void }
  /** Offered for the clipboard; makes the toast stay until it is closed. */
  copy?: string
}

type Toasts = { toasts: readonly Toast[]; show(toast: Toast): void; close(key: string): void }

const atMost = 4

export const useToasts = create<Toasts>()((set) => ({
  toasts: [],
  show: (toast) =>
    set(({ toasts }) => ({ toasts: [...toasts.filter(({ key }) => key !== toast.key), toast].slice(-atMost) })),
  close: (key) => set(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.key !== key) })),
}))

/** Shows a toast from anywhere. */
export const showToast = (toast: Toast): void => useToasts.getState().show(toast)

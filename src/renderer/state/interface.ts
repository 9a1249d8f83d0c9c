import { create } from 'zustand'

// What only this window knows: which overlays are open and whether something is being handed over.

/** `total` is null while folders are still being walked through. */
export type Upload = { done: number; total: number | null; cancel(): void }

type Interface = {
  overlay: 'none' | 'palette' | 'keys' | 'browser'
  upload: Upload | null
  /** The first screen has been shown in this window: it stays at its address until the person goes on. */
  welcomed: boolean
  openOverlay(overlay: Interface['overlay']): void
  setUpload(upload: Upload | null): void
  setWelcomed(): void
}

export const useInterface = create<Interface>()((set) => ({
  overlay: 'none',
  upload: null,
  welcomed: false,
  openOverlay: (overlay) => set({ overlay }),
  setUpload: (upload) => set({ upload }),
  setWelcomed: () => set({ welcomed: true }),
}))
